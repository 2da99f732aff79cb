/**
 * A sandbox: one guest environment, driven through a link by the state machine of `core/lifecycle.ts`.
 *
 * @module
 */
import { SandboxError } from "../core/errors.ts";
import {
  INITIAL_STATE,
  type SandboxEffect,
  type SandboxEvent,
  type SandboxState,
  transition,
} from "../core/lifecycle.ts";
import type {
  EngineName,
  Isolation,
  Language,
  ResolvedSandboxOptions,
  RunOptions,
} from "../core/options.ts";
import { toGlobalsText } from "../core/globals.ts";
import { resolveRunOptions } from "../core/resolve_options.ts";
import type { FromGuest, Outcome } from "../core/protocol.ts";
import type { RunResult } from "../core/result.ts";
import { Deadline } from "./deadline.ts";
import { IdleWatch } from "./idle_watch.ts";
import type { RunFile } from "../core/files.ts";
import {
  GuestFileClient,
  type HandOverOptions,
  type SandboxFiles,
} from "./guest_file_client.ts";
import type { OpenServices } from "./host_requests/mod.ts";
import type { GuestLink, LinkListener, Sample } from "./link.ts";
import type { OpenNetwork } from "./host_requests/network/mod.ts";
import { RunRecord } from "./run_record.ts";

/** Milliseconds that a guest gets to heed a soft interrupt before the hard stop. */
export const GRACE_MS = 35;

/** What a sandbox is made of. */
export interface SandboxWorkerOptions {
  readonly link: GuestLink;
  /** Who answers what its guest asks, standard input apart. */
  readonly services: OpenServices;
  /** Opens the network of a run, where there is one. */
  readonly openNetwork?: OpenNetwork | undefined;
  readonly isolation: Isolation;
  readonly options: ResolvedSandboxOptions;
  /** Milliseconds that the start took. */
  readonly startMs: number;
  /** Whether there will be one run only, so that stopping it need not spare the state. */
  readonly oneShot: boolean;
  /** Ends the link; by default its `kill`. Gets whether the worker is reusable to serve another guest. */
  readonly release: (link: GuestLink, reusable: boolean) => Promise<void>;
}

const DEFAULT_FILENAMES: Readonly<Record<Language, string>> = {
  python: "main.py",
  javascript: "main.js",
  typescript: "main.ts",
};

/**
 * One guest environment. Its state lasts from run to run until it is closed; it runs one piece of code at a time.
 */
export class Sandbox implements AsyncDisposable {
  /** The guest's language. */
  readonly language: Language;
  /** The engine that interprets it. */
  readonly engine: EngineName;
  /** Where the guest lives. */
  readonly isolation: Isolation;
  /** Milliseconds that the start of this sandbox took. */
  readonly startMs: number;
  /** The files of the guest below `/work`; to be used while nothing runs. */
  readonly files: SandboxFiles;

  readonly #parts: SandboxWorkerOptions;
  readonly #idle = new IdleWatch();
  readonly #files: GuestFileClient;
  #state = INITIAL_STATE;
  #run: RunRecord | undefined;
  #runs = 0;
  #grace: Deadline | undefined;
  #reusable = true;
  #ending: Promise<void> | undefined;

  /** Made by {@linkcode createSandbox}. */
  constructor(parts: SandboxWorkerOptions) {
    this.#parts = parts;
    this.language = parts.options.language;
    this.engine = parts.options.engine;
    this.isolation = parts.isolation;
    this.startMs = parts.startMs;
    this.files = this.#files = new GuestFileClient({
      limits: parts.options.limits,
      mounts: parts.options.mounts.map(({ guest }) => guest),
      post: (message, attachment) => parts.link.post(message, attachment),
      begin: (what) => {
        this.#checkIdle(`${what} files`, ["idle", "usingFiles"]);
        this.#dispatch({ type: "filesBegin" });
      },
      end: () => {
        this.#idle.reset();
        this.#dispatch({ type: "filesEnd" });
      },
      giveUp: () => this.#giveUp(),
    });
    parts.link.listener = this.#listener();
  }

  /** Whether the sandbox takes no further run. */
  get closed(): boolean {
    return this.#state.phase === "closed";
  }

  /**
   * Runs code. State that earlier runs left is there.
   *
   * @param code The code
   * @param options What can be set for one run
   * @returns How it ended; a failure of the guest is a result, not an exception
   * @throws {SandboxError} `SANDBOX_CLOSED` after closing, `SANDBOX_BUSY` while another run is going on
   * @throws {TypeError} If an option is unknown or of the wrong type
   * @throws {RangeError} If an option is out of its range or the code is longer than `codeBytes`
   */
  run(code: string, options: RunOptions = {}): Promise<RunResult> {
    try {
      return this.#start(code, options);
    } catch (error) {
      return Promise.reject(error);
    }
  }

  /** Ends the guest and everything of it. A run that is going on ends as `cancelled`. Closing twice is no mistake. */
  async close(): Promise<void> {
    this.#dispatch({ type: "close" });
    await this.#ending;
    await this.#parts.services.close();
  }

  /** Closes the sandbox. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #start(code: string, options: RunOptions): Promise<RunResult> {
    const { isolation, startMs, functions, onCall } = {
      ...this.#parts.options,
      ...this.#parts,
    };
    const resolved = resolveRunOptions(options, this.#parts.options);
    const { limits } = resolved;
    checkCode(code, limits.codeBytes);
    this.#checkIdle("run code", ["idle"]);
    const record = new RunRecord({
      number: ++this.#runs,
      options: resolved,
      context: { engine: this.engine, language: this.language, isolation },
      startMs: this.#runs === 1 ? startMs : 0,
      onStop: (cause) =>
        this.#dispatch({ type: "stop", cause, soft: !this.#parts.oneShot }),
      post: (message, attachment) => this.#parts.link.post(message, attachment),
      services: this.#parts.services.services,
      overlayFiles: (withContent) =>
        this.#parts.services.mounts?.changes(withContent) ?? [],
      handOver: (options) => this.#handOver(options),
      functions,
      onCall,
      openNetwork: this.#parts.openNetwork,
    });
    // A run that is cancelled before it begins does not trouble the guest.
    if (resolved.signal?.aborted) return record.skip();
    this.#run = record;
    const globals = toGlobalsText(resolved.globals);
    record.prepare({
      type: "run",
      run: record.number,
      language: this.language,
      code,
      filename: resolved.filename ?? DEFAULT_FILENAMES[this.language],
      outputBytes: limits.outputBytes,
      displayBytes: limits.displayBytes,
      valueBytes: limits.valueBytes,
      repr: resolved.repr ?? false,
      ...(globals && { text: true }),
    }, globals);
    this.#dispatch({ type: "run" });
    return record.result;
  }

  #checkIdle(what: string, phases: readonly SandboxState["phase"][]): void {
    const { phase } = this.#state;
    if (phases.includes(phase)) return;
    throw phase === "closed"
      ? new SandboxError(
        "SANDBOX_CLOSED",
        `Cannot ${what} as the sandbox is closed`,
      )
      : new SandboxError(
        "SANDBOX_BUSY",
        `Cannot ${what} as the sandbox is running something else`,
      );
  }

  /** Has a run that is over hand its files over; a guest that does not is ended, and has none. */
  async #handOver(options: HandOverOptions): Promise<readonly RunFile[]> {
    try {
      return await this.#files.changes(options);
    } catch {
      return [];
    } finally {
      this.#idle.reset();
      this.#dispatch({ type: "filesEnd" });
    }
  }

  /** Ends a guest that does not answer. */
  #giveUp(): void {
    this.#reusable = false;
    this.#dispatch({ type: "lost" });
  }

  #listener(): LinkListener {
    return {
      message: (message) => this.#hear(message),
      lost: (loss) => {
        this.#run?.lose(loss);
        this.#dispatch({ type: "lost" });
      },
      sample: (sample) => this.#measure(sample),
      noise: () => this.#run !== undefined && this.#checkTime(this.#run),
    };
  }

  #measure(sample: Sample): void {
    if (this.#run !== undefined) return this.#run.measure(sample);
    if (this.#state.phase !== "idle") return;
    if (this.#idle.isOver(sample, performance.now())) {
      this.#dispatch({ type: "lost" });
    }
  }

  #hear(message: FromGuest): void {
    const run = this.#run;
    if (
      message.type === "fileResponse" && this.#files.take(message.response)
    ) return;
    // Between two runs a worker waits and has nothing to say: one that speaks is no longer ours.
    if (run === undefined) return this.#dispatch({ type: "lost" });
    if (message.type !== "done") this.#checkTime(run);
    if (message.type === "output" && message.run === run.number) {
      run.write(message.fd, message.text);
    } else if (message.type === "display" && message.run === run.number) {
      run.show(message.display);
    } else if (
      message.type === "request" && message.request.run === run.number
    ) {
      if (!run.serve(message.request)) {
        this.#lose(
          run,
          "The worker has more open host requests than any engine sends",
        );
      }
    } else if (message.type === "done" && message.outcome.run === run.number) {
      this.#hearDone(run, message.outcome);
    } else if (message.type === "failed") {
      this.#lose(run, message.reason);
    } else if (message.type === "fileResponse") {
      this.#lose(
        run,
        "The worker sent an unexpected response to a guest file request",
      );
    }
  }

  /** A worker that floods its host would else have all the time that its words take. */
  #checkTime(run: RunRecord): void {
    run.checkTime();
    this.#grace?.check();
  }

  #lose(run: RunRecord, reason: string): void {
    run.lose({ kind: "crashed", reason });
    this.#dispatch({ type: "lost" });
  }

  #hearDone(run: RunRecord, outcome: Outcome): void {
    run.finish(outcome);
    // A guest that was interrupted without having been asked to stop is in no known state.
    const isOrderly = outcome.status === "interrupted"
      ? this.#state.phase === "stopping"
      : outcome.status !== "crashed";
    this.#reusable = !outcome.broken && isOrderly;
    const { changed } = outcome;
    this.#dispatch({ type: "done", reusable: this.#reusable, changed });
  }

  #dispatch(event: SandboxEvent): void {
    const { state, effects } = transition(this.#state, event);
    this.#state = state;
    for (const effect of effects) this.#perform(effect);
  }

  #perform(effect: SandboxEffect): void {
    switch (effect.type) {
      case "start":
        return this.#run?.begin();
      case "interrupt":
        this.#grace = new Deadline(
          GRACE_MS,
          () => this.#dispatch({ type: "graceOver" }),
        );
        this.#grace.go();
        return this.#parts.link.interrupt();
      case "kill":
        this.#ending ??= this.#parts.release(
          this.#parts.link,
          this.#reusable && this.#run === undefined && !this.#files.pending,
        );
        return this.#files.lose();
      case "settle":
        return this.#end((run) => run.settle(effect));
      case "giveUp":
        return this.#end((run) =>
          run.giveUp(effect.cause, this.#ending ?? Promise.resolve())
        );
    }
  }

  #end(settle: (run: RunRecord) => void): void {
    this.#grace?.stop();
    this.#grace = undefined;
    const run = this.#run;
    this.#run = undefined;
    this.#idle.reset();
    if (run !== undefined) settle(run);
  }
}

/** Refuses what is no code that may be run. */
export function checkCode(code: unknown, codeBytes: number): void {
  if (typeof code !== "string") {
    throw new TypeError(
      `Cannot run code as it must be a string: current value is of type ${typeof code}`,
    );
  }
  const bytes = code.length * 3 <= codeBytes
    ? 0
    : new TextEncoder().encode(code).byteLength;
  if (bytes > codeBytes) {
    throw new RangeError(
      `Cannot run code as it must have at most ${codeBytes} bytes: current value is ${bytes}`,
    );
  }
}
