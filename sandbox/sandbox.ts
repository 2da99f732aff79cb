/**
 * A sandbox: one guest environment, driven through a link by the state machine of `core/lifecycle.ts`.
 *
 * @module
 */
import type { RunFile } from "../core/files.ts";
import {
  INITIAL_STATE,
  isReusable,
  requirePhase,
  type SandboxEffect,
  type SandboxEvent,
  type SandboxState,
  transition,
} from "../core/lifecycle.ts";
import type {
  EngineName,
  Isolation,
  Language,
  ResolvedRunOptions,
  RunOptions,
} from "../core/options.ts";
import type { FromGuest, Outcome } from "../core/protocol.ts";
import type { RefuseScript } from "./late_packages.ts";
import { late } from "../core/late.ts";
import { mayHaveBlock } from "../core/requirements.ts";
import { resolveRunOptions } from "../core/resolve_options.ts";
import type { RunResult } from "../core/result.ts";
import { Interruption } from "./grace.ts";
import { GuestFileClient, type HandOverOptions } from "./guest_file_client.ts";
import type { SandboxFiles } from "./sandbox_files.ts";
import { IdleWatch } from "./idle_watch.ts";
import type { LinkListener, Sample } from "./link.ts";
import { checkCode, takeMessage } from "./run_message.ts";
import { recordRun, resolveLastRun, type RunRecord } from "./run_record.ts";
import type { CloseOptions, SandboxWorkerOptions } from "./sandbox_options.ts";

/** One guest environment. Its state lasts from run to run until it is closed. It runs one piece of code at a time. */
export class Sandbox implements AsyncDisposable {
  /** The guest's language. */
  readonly language: Language;
  /** The engine that interprets it. */
  readonly engine: EngineName;
  /** Where the guest runs: in a child process, or in a thread of this process. */
  readonly isolation: Isolation;
  /** How long the start of this sandbox took, in milliseconds. */
  readonly startMs: number;
  /** The files of the guest below `/work`. They can be used while nothing runs. */
  readonly files: SandboxFiles;

  readonly #options: SandboxWorkerOptions;
  /** Whether the engine undoes a run that has to be stopped. */
  readonly #undoesRuns: boolean;
  readonly #idle = new IdleWatch();
  readonly #files: GuestFileClient;
  #state = INITIAL_STATE;
  #run: RunRecord | undefined;
  #runs = 0;
  #interruption: Interruption | undefined;
  #reusable = true;
  /** Whether a program ran that has not ended yet. */
  #hasProgram = false;
  #isClosing = false;
  #ending: Promise<void> | undefined;

  /** Called by {@linkcode createSandbox}. */
  constructor(options: SandboxWorkerOptions) {
    const { link, isolation, startMs, options: { language, engine } } = options;
    this.#options = options;
    this.#undoesRuns = options.options.checkpoint && !options.oneShot;
    this.language = language;
    this.engine = engine;
    this.isolation = isolation;
    this.startMs = startMs;
    this.files = this.#files = this.#createFiles(options);
    link.listener = this.#createListener();
  }

  /** Whether the sandbox takes no further run. */
  get closed(): boolean {
    return this.#isClosing || this.#state.phase === "closed";
  }

  /**
   * Runs code. The state of earlier runs is kept.
   *
   * @param code The code
   * @param options The options of this run
   * @returns How the run ended; a failure of the guest is a result, not an exception
   * @throws {SandboxError} `SANDBOX_CLOSED` after closing, `SANDBOX_BUSY` while another run is going on
   * @throws {TypeError} If an option is unknown or of the wrong type
   * @throws {RangeError} If an option is out of its range or the code is longer than `codeBytes`
   */
  run(code: string, options: RunOptions = {}): Promise<RunResult> {
    try {
      return this.language === "python" && typeof code === "string" &&
          mayHaveBlock(code)
        ? this.#startScript(code, options)
        : this.#start(code, options);
    } catch (error) {
      return Promise.reject(error);
    }
  }

  /**
   * Ends the guest and frees all of its resources. A current run ends as `cancelled`. A Python program without a current run
   * ends as programs do: its exit functions run, its files are flushed, its objects are finalized. It has a second for this.
   * Closing twice is allowed.
   *
   * @param options Where the output of that end goes
   */
  async close(options: CloseOptions = {}): Promise<void> {
    await this.#endProgram(options);
    this.#dispatch({ type: "close" });
    await this.#ending;
    await this.#options.services.close();
  }

  /** Closes the sandbox. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #createFiles({ link, options }: SandboxWorkerOptions): GuestFileClient {
    return new GuestFileClient({
      limits: options.limits,
      mounts: options.mounts.map(({ guest }) => guest),
      post: (message, attachment) => link.post(message, attachment),
      begin: (what) => {
        this.#checkPhase(`${what} files`, ["idle", "usingFiles"]);
        this.#dispatch({ type: "filesBegin" });
      },
      end: () => this.#endFiles(),
      giveUp: () => {
        this.#reusable = false;
        this.#dispatch({ type: "lost" });
      },
    });
  }

  #createListener(): LinkListener {
    return {
      message: (message) => this.#receive(message),
      lost: (loss) => {
        this.#run?.lose(loss);
        this.#dispatch({ type: "lost" });
      },
      sample: (sample) => this.#measure(sample),
      noise: () => this.#run !== undefined && this.#checkTime(this.#run),
    };
  }

  /** Runs a script with a header, which must name no more packages than there are. */
  async #startScript(code: string, options: RunOptions): Promise<RunResult> {
    this.#checkPhase("run code", ["idle"]);
    const { refuseScript } = await late<RefuseScript>(
      import.meta.resolve("./refuse_script.ts"),
    );
    const { engine, isolation } = this;
    const { packages = [] } = this.#options;
    return refuseScript(code, { engine, isolation, packages }) ??
      await this.#start(code, options);
  }

  #start(code: string, options: RunOptions): Promise<RunResult> {
    const resolved = resolveRunOptions(options, this.#options.options);
    checkCode(code, resolved.limits.codeBytes);
    this.#checkPhase("run code", ["idle"]);
    const { oneShot, endsPrograms } = this.#options;
    this.#hasProgram = endsPrograms && !oneShot;
    return this.#begin(code, resolved, oneShot);
  }

  /** Begins a run. After the last one, the program ends. */
  #begin(
    code: string,
    resolved: ResolvedRunOptions,
    last: boolean,
  ): Promise<RunResult> {
    const record = recordRun(this.#options, {
      number: ++this.#runs,
      program: {
        code,
        last,
        isUndone: this.#undoesRuns,
        isOnly: this.#options.runsOnce === true,
      },
      options: resolved,
      onStop: (cause) =>
        this.#dispatch({ type: "stop", cause, soft: !this.#options.oneShot }),
      handOver: (options) => this.#handOver(options),
    });
    // A run that is cancelled before it begins does not reach the guest.
    if (resolved.signal?.aborted) return record.skip();
    this.#run = record;
    this.#dispatch({ type: "run" });
    return record.result;
  }

  async #endProgram(options: CloseOptions): Promise<void> {
    if (!this.#hasProgram || this.#state.phase !== "idle") return;
    this.#hasProgram = false;
    this.#isClosing = true;
    const resolved = resolveLastRun(options, this.#options.options);
    try {
      await this.#begin("", resolved, true);
    } catch {
      // A callback of the caller threw.
    }
  }

  #checkPhase(what: string, phases: readonly SandboxState["phase"][]): void {
    requirePhase(this.#isClosing ? "closed" : this.#state.phase, what, phases);
  }

  /** Reads the files that a run changed. A guest that does not respond is ended; its files are not reported. */
  async #handOver(options: HandOverOptions): Promise<readonly RunFile[]> {
    try {
      return await this.#files.changes(options);
    } catch {
      return [];
    } finally {
      this.#endFiles();
    }
  }

  #endFiles(): void {
    this.#idle.reset();
    this.#dispatch({ type: "filesEnd" });
  }

  #measure(sample: Sample): void {
    if (this.#run !== undefined) return this.#run.measure(sample);
    if (this.#state.phase !== "idle") return;
    if (this.#idle.isOver(sample, performance.now())) {
      this.#dispatch({ type: "lost" });
    }
  }

  #receive(message: FromGuest): void {
    const run = this.#run;
    const isFileResponse = message.type === "fileResponse";
    if (isFileResponse && this.#files.take(message.response)) return;
    // Between two runs a worker waits. A worker that sends a message then is controlled by its guest.
    if (run === undefined) return this.#dispatch({ type: "lost" });
    if (message.type === "done") {
      if (message.outcome.run === run.number) this.#end(run, message.outcome);
      return;
    }
    this.#checkTime(run);
    const fault = takeMessage(run, message);
    if (fault === undefined) return;
    run.lose({ kind: "crashed", reason: fault });
    this.#dispatch({ type: "lost" });
  }

  /** Checks the time limits with every message. Otherwise a worker that floods its host could delay their timers. */
  #checkTime(run: RunRecord): void {
    run.checkTime();
    this.#interruption?.check();
  }

  #end(run: RunRecord, outcome: Outcome): void {
    const restored = outcome.restored && this.#undoesRuns;
    const { status, changed } = outcome;
    // The engine stopped the run by itself before this process had its turn.
    if (
      restored && status === "interrupted" && this.#state.phase === "running"
    ) this.#dispatch({ type: "stop", cause: "timeout", soft: true });
    run.finish(outcome);
    this.#reusable = isReusable(this.#state.phase, { ...outcome, restored });
    this.#dispatch({ type: "done", reusable: this.#reusable, changed });
  }

  #dispatch(event: SandboxEvent): void {
    const { state, effects } = transition(this.#state, event);
    this.#state = state;
    for (const effect of effects) this.#perform(effect);
  }

  #perform(effect: SandboxEffect): void {
    const { link, release } = this.#options;
    switch (effect.type) {
      case "start":
        return this.#run?.begin();
      case "interrupt":
        return this.#interrupt();
      case "kill":
        this.#ending ??= release(
          link,
          this.#reusable && this.#run === undefined && !this.#files.pending,
        );
        return this.#files.lose();
      case "settle":
        return this.#takeRun()?.settle(effect);
      case "giveUp":
        return this.#takeRun()?.giveUp(
          effect.cause,
          this.#ending ?? Promise.resolve(),
        );
    }
  }

  #interrupt(): void {
    this.#interruption = new Interruption({
      ...this.#options,
      undoes: this.#undoesRuns,
      giveUp: () => this.#dispatch({ type: "graceOver" }),
    });
    this.#interruption.begin();
  }

  /** Returns the run that is over, after which the sandbox is idle. */
  #takeRun(): RunRecord | undefined {
    this.#interruption?.[Symbol.dispose]();
    this.#interruption = undefined;
    const run = this.#run;
    this.#run = undefined;
    this.#idle.reset();
    return run;
  }
}
