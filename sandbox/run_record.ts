/**
 * One run, from its start to its result: its time limit, its output, its host requests and its measurements.
 *
 * @module
 */
import type { Display } from "../core/displays.ts";
import type { SandboxEffect } from "../core/lifecycle.ts";
import type {
  ResolvedRunOptions,
  ResolvedSandboxOptions,
} from "../core/options.ts";
import type { HostRequest, Outcome } from "../core/protocol.ts";
import { resolveRunOptions } from "../core/resolve_options.ts";
import type {
  RunResult,
  RunResultBase,
  Truncated,
  Usage,
} from "../core/result.ts";
import { HANDOVER_MS } from "./guest_file_client.ts";
import { Deadline } from "./deadline.ts";
import {
  FunctionCalls,
  HostRequests,
  openStdin,
  type Stdin,
  stdinService,
} from "./host_requests/mod.ts";
import type { RunNetwork } from "./host_requests/network/mod.ts";
import type { Loss, Sample } from "./link.ts";
import { runMessage, type RunProgram } from "./run_message.ts";
import { RunOutput } from "./run_output.ts";
import {
  Measurements,
  type NoOutcomeCause,
  resultOfLoss,
  resultOfOutcome,
} from "./run_result.ts";
import type {
  CloseOptions,
  RunRecordOptions,
  SandboxWorkerOptions,
} from "./sandbox_options.ts";

/** A run of a sandbox, for {@linkcode recordRun}. */
export interface SandboxRun
  extends Pick<RunRecordOptions, "number" | "options" | "onStop" | "handOver"> {
  readonly program: Omit<RunProgram, "language">;
}

/**
 * Records a run of a sandbox.
 *
 * @param sandbox What the sandbox is made of
 * @param run The run
 * @returns The run, which has not begun
 */
export function recordRun(
  { link, services, openNetwork, isolation, startMs, options }:
    SandboxWorkerOptions,
  { program, ...run }: SandboxRun,
): RunRecord {
  const { engine, language, functions, onCall } = options;
  return new RunRecord({
    ...run,
    start: runMessage(run.number, { ...program, language }, run.options),
    context: { engine, language, isolation },
    startMs: run.number === 1 ? startMs : 0,
    post: (message, attachment) => link.post(message, attachment),
    services: services.services,
    overlayFiles: (withContent) => services.mounts?.changes(withContent) ?? [],
    functions,
    onCall,
    openNetwork,
  });
}

/** How long a program may take to end when its sandbox is closed, in milliseconds. */
const END_MS = 1000;

/**
 * Resolves the options of the run with which a program ends.
 *
 * @param options Where its output goes
 * @param sandbox The options of the sandbox
 * @returns The options of the run
 */
export function resolveLastRun(
  options: CloseOptions,
  sandbox: ResolvedSandboxOptions,
): ResolvedRunOptions {
  const limits = { timeoutMs: END_MS };
  return resolveRunOptions({ ...options, limits }, sandbox);
}

type Settle = Extract<SandboxEffect, { readonly type: "settle" }>;

/** One run. A run that was created must be ended, because it holds its input open until then. */
export class RunRecord {
  readonly number: number;
  /** Rejects if a callback of the host threw. */
  readonly result: Promise<RunResult>;

  readonly #options: RunRecordOptions;
  readonly #settled = Promise.withResolvers<RunResult>();
  readonly #output: RunOutput;
  readonly #network: RunNetwork | undefined;
  readonly #requests: HostRequests;
  readonly #abort = (): void => this.#options.onStop("cancelled");
  readonly #stdin: Stdin;
  readonly #calls: FunctionCalls;
  readonly #deadline: Deadline;
  #startedAtMs = performance.now();
  #outcome: Outcome | undefined;
  #loss: Loss | undefined;
  readonly #measurements = new Measurements();
  #isOver = false;
  /** The error that a callback of the host threw. It ends the run. */
  #mistake: { readonly thrown: unknown } | undefined;

  constructor(options: RunRecordOptions) {
    const { limits, stdin, onRequest } = options.options;
    this.#options = options;
    this.number = options.number;
    this.result = this.#settled.promise;
    this.#output = new RunOutput(limits);
    this.#deadline = new Deadline(
      limits.timeoutMs,
      () => this.#isOver || options.onStop("timeout"),
    );
    this.#stdin = openStdin(stdin, (thrown) => this.#fail(thrown));
    this.#calls = new FunctionCalls({
      ...options,
      limits,
      onBusy: (busy) => this.#pauseDeadline(busy),
    });
    this.#network = options.openNetwork?.((request) =>
      this.#notify(onRequest, request)
    );
    this.#requests = new HostRequests({
      run: options.number,
      services: {
        ...options.services,
        ...(this.#network && { network: this.#network.service }),
        stdin: stdinService(this.#stdin),
        function: (request, context) => this.#calls.serve(request, context),
      },
      post: options.post,
    });
  }

  /** Starts the guest and the deadline. */
  begin(): void {
    const { options, post, start } = this.#options;
    this.#startedAtMs = performance.now();
    post(start.message, start.attachment);
    this.#deadline.go();
    options.signal?.addEventListener("abort", this.#abort, { once: true });
  }

  /** Ends the run as cancelled without starting the guest. */
  skip(): Promise<RunResult> {
    this.#startedAtMs = performance.now();
    this.settle({ cause: "cancelled", reusable: true, changed: false });
    return this.result;
  }

  /** Takes output of the guest. */
  write(fd: 1 | 2, text: string): void {
    if (this.#isOver) return;
    const kept = this.#output.write(fd, text);
    if (kept === "") return;
    const { onStdout, onStderr } = this.#options.options;
    this.#notify(fd === 1 ? onStdout : onStderr, kept);
  }

  /** Takes a display of the guest. */
  show(display: Display): void {
    if (this.#isOver || !this.#output.show(display)) return;
    this.#notify(this.#options.options.onDisplay, display);
  }

  /** Calls a callback. An error of the callback is the host's mistake, not the guest's: `run()` rejects with it. */
  #notify<T>(callback: ((value: T) => void) | undefined, value: T): void {
    if (this.#mistake !== undefined) return;
    try {
      callback?.(value);
    } catch (thrown) {
      this.#fail(thrown);
    }
  }

  #fail(thrown: unknown): void {
    this.#mistake ??= { thrown };
    if (!this.#isOver) this.#options.onStop("cancelled");
  }

  /** Stops the run if its deadline has passed and the timer is late. */
  checkTime(): void {
    this.#deadline.check();
  }

  /** Serves a host request. Returns `false` if the guest has too many open host requests. */
  serve(request: HostRequest): boolean {
    return this.#requests.take(request);
  }

  /** Takes a measurement of the worker. */
  measure(sample: Sample): void {
    this.#measurements.take(sample);
  }

  /** Takes the outcome that the worker reports. */
  finish(outcome: Outcome): void {
    this.#outcome = outcome;
  }

  /** Takes the loss of the worker. The first loss counts. */
  lose(loss: Loss): void {
    this.#loss ??= loss;
  }

  /** Settles a run whose worker reported an outcome. If files were changed, it reads them first. */
  settle({ cause, reusable, changed }: Omit<Settle, "type">): void {
    const base = this.#finish();
    if (cause !== undefined) {
      return this.#resolve({ ...base, status: cause, recoverable: reusable });
    }
    const { options, handOver } = this.#options;
    const result = resultOfOutcome(base, this.#outcome, {
      recoverable: reusable,
      valueBytes: options.limits.valueBytes,
    });
    if (!changed) return this.#resolve(result);
    const leftMs = options.limits.timeoutMs - base.usage.wallMs;
    void handOver({
      withinMs: Math.max(0, leftMs) + HANDOVER_MS,
      withContent: options.returnFiles ?? false,
    }).then((files) =>
      this.#resolve({ ...result, files: [...base.files, ...files] })
    );
  }

  /** Settles a run whose guest was ended, when the guest is gone. */
  giveUp(cause: NoOutcomeCause, gone: Promise<void>): void {
    const result = resultOfLoss(this.#finish(), cause, this.#loss);
    void gone.finally(() => this.#resolve(result));
  }

  #resolve(result: RunResult): void {
    if (this.#mistake === undefined) this.#settled.resolve(result);
    else this.#settled.reject(this.#mistake.thrown);
  }

  /** Pauses the deadline while host functions run, if the options exclude the host's time. */
  #pauseDeadline(busy: boolean): void {
    if (this.#isOver || this.#options.options.hostTime !== "excluded") return;
    if (busy) this.#deadline.stop();
    else this.#deadline.go();
  }

  #finish(): RunResultBase {
    this.#isOver = true;
    this.#requests.end();
    this.#stdin.close();
    this.#deadline.stop();
    const { options, overlayFiles, context } = this.#options;
    options.signal?.removeEventListener("abort", this.#abort);
    return {
      ...this.#output.kept,
      truncated: this.#truncated(),
      files: overlayFiles(options.returnFiles ?? false),
      usage: this.#usage(),
      ...context,
    };
  }

  #truncated(): Truncated[] {
    // The worker cuts output too, before the host does. It reports a value that is too large separately.
    const cut = this.#outcome?.cut.filter((one) => one !== "value") ?? [];
    const truncated = new Set([...cut, ...this.#output.truncated]);
    if (this.#outcome?.tooLarge) truncated.add("value");
    return [...truncated];
  }

  #usage(): Usage {
    const { cpuMs, peakBytes } = this.#measurements;
    return {
      wallMs: performance.now() - this.#startedAtMs,
      cpuMs: this.#outcome?.cpuMs ?? cpuMs,
      peakMemoryBytes: peakBytes ?? this.#outcome?.memoryBytes,
      startMs: this.#options.startMs,
      calls: this.#calls.made,
      ...(this.#network && { requests: [...this.#network.requests] }),
    };
  }
}
