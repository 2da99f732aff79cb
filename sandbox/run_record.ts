/**
 * One run from its start to its result: timers, output, input, and how what is known of it becomes a result.
 *
 * @module
 */
import type { RunFile } from "../core/files.ts";
import type { Display } from "../core/displays.ts";
import type { CallApprover, HostFunctions } from "../core/functions.ts";
import type { SandboxEffect, StopCause } from "../core/lifecycle.ts";
import type {
  EngineName,
  Isolation,
  Language,
  ResolvedRunOptions,
} from "../core/options.ts";
import type { HostRequest, Outcome, ToGuest } from "../core/protocol.ts";
import type {
  RunResult,
  RunResultBase,
  Truncated,
  Usage,
} from "../core/result.ts";
import { decodeValue, type Value } from "../core/value_codec.ts";
import { CappedText } from "./capped_text.ts";
import { HANDOVER_MS, type HandOverOptions } from "./guest_file_client.ts";
import { Deadline } from "./deadline.ts";
import { DisplayList } from "./display_list.ts";
import type { Loss, Sample } from "./link.ts";
import {
  FunctionCalls,
  HostRequests,
  openStdin,
  type Services,
  type Stdin,
  stdinService,
} from "./host_requests/mod.ts";
import type { OpenNetwork, RunNetwork } from "./host_requests/network/mod.ts";

/** What a run is made of. */
export interface RunRecordOptions {
  readonly number: number;
  readonly options: ResolvedRunOptions;
  readonly context: {
    readonly engine: EngineName;
    readonly language: Language;
    readonly isolation: Isolation;
  };
  readonly startMs: number;
  /** Called when the deadline passes or the signal is aborted. */
  readonly onStop: (cause: StopCause) => void;
  readonly post: (message: ToGuest, attachment?: Uint8Array) => void;
  /** Who answers what the guest asks, standard input and host functions apart. */
  readonly services: Services;
  /** The files that were written to overlays. */
  readonly overlayFiles: (withContent: boolean) => readonly RunFile[];
  /** Names the files that the run changed, once it is over. */
  readonly handOver: (
    options: HandOverOptions,
  ) => Promise<readonly RunFile[]>;
  readonly functions: HostFunctions;
  readonly onCall: CallApprover | undefined;
  /** Opens the run's network, if it has one. */
  readonly openNetwork?: OpenNetwork | undefined;
}

type Settle = Extract<SandboxEffect, { readonly type: "settle" }>;

/** One run. Once created, it must be ended, which releases its input. */
export class RunRecord {
  readonly number: number;
  readonly result: Promise<RunResult>;

  readonly #parts: RunRecordOptions;
  readonly #settled: PromiseWithResolvers<RunResult>;
  readonly #stdout: CappedText;
  readonly #stderr: CappedText;
  readonly #shown: DisplayList;
  readonly #network: RunNetwork | undefined;
  readonly #requests: HostRequests;
  readonly #abort = (): void => this.#parts.onStop("cancelled");
  readonly #stdin: Stdin;
  readonly #calls: FunctionCalls;
  readonly #deadline: Deadline;
  #message: ToGuest | undefined;
  #attachment: Uint8Array | undefined;
  #startedAt = 0;
  #outcome: Outcome | undefined;
  #loss: Loss | undefined;
  #firstCpuMs: number | undefined;
  #lastSample: Sample | undefined;
  #peakBytes: number | undefined;
  #over = false;
  /** What a callback of the host's threw, which ends the run. */
  #mistake: { readonly thrown: unknown } | undefined;

  constructor(parts: RunRecordOptions) {
    this.#parts = parts;
    this.number = parts.number;
    this.#settled = Promise.withResolvers();
    this.result = this.#settled.promise;
    this.#stdout = new CappedText(parts.options.limits.outputBytes);
    this.#stderr = new CappedText(parts.options.limits.outputBytes);
    this.#deadline = new Deadline(
      parts.options.limits.timeoutMs,
      () => this.#over || parts.onStop("timeout"),
    );
    this.#shown = new DisplayList(parts.options.limits.displayBytes);
    this.#stdin = openStdin(
      parts.options.stdin,
      (thrown) => this.#fail(thrown),
    );
    this.#calls = new FunctionCalls({
      ...parts,
      limits: parts.options.limits,
      onBusy: (busy) => this.#wait(busy),
    });
    this.#network = parts.openNetwork?.((request) =>
      this.#tell(this.#parts.options.onRequest, request)
    );
    this.#requests = new HostRequests({
      run: parts.number,
      services: {
        ...parts.services,
        ...(this.#network && { network: this.#network.service }),
        stdin: stdinService(this.#stdin),
        function: (request, context) => this.#calls.serve(request, context),
      },
      post: parts.post,
    });
  }

  /** Says what the worker will be told. */
  prepare(message: ToGuest, attachment?: Uint8Array): void {
    this.#message = message;
    this.#attachment = attachment;
  }

  /** Starts the guest and the clock. */
  begin(): void {
    const { options, post } = this.#parts;
    this.#startedAt = performance.now();
    if (this.#message !== undefined) post(this.#message, this.#attachment);
    this.#deadline.go();
    options.signal?.addEventListener("abort", this.#abort, { once: true });
  }

  /** Ends the run as cancelled without ever starting the guest. */
  skip(): Promise<RunResult> {
    this.#startedAt = performance.now();
    this.settle({ cause: "cancelled", reusable: true, changed: false });
    return this.result;
  }

  /** Takes output of the guest. */
  write(fd: 1 | 2, text: string): void {
    if (this.#over) return;
    const kept = (fd === 1 ? this.#stdout : this.#stderr).push(text);
    if (kept === "") return;
    const { onStdout, onStderr } = this.#parts.options;
    this.#tell(fd === 1 ? onStdout : onStderr, kept);
  }

  /** A callback that throws is the host's mistake and not the guest's: `run()` rejects with it. */
  #tell<T>(listener: ((told: T) => void) | undefined, told: T): void {
    if (this.#mistake !== undefined) return;
    try {
      listener?.(told);
    } catch (thrown) {
      this.#fail(thrown);
    }
  }

  #fail(thrown: unknown): void {
    this.#mistake ??= { thrown };
    if (!this.#over) this.#parts.onStop("cancelled");
  }

  /** Takes what the guest displays. */
  show(display: Display): void {
    if (this.#over || !this.#shown.push(display)) return;
    this.#tell(this.#parts.options.onDisplay, display);
  }

  /** Looks at the time, by which the run may end. */
  checkTime(): void {
    this.#deadline.check();
  }

  /** Serves a host request; returns whether the guest may have it open. */
  serve(request: HostRequest): boolean {
    return this.#requests.take(request);
  }

  /** Takes a measurement of the worker. */
  measure(sample: Sample): void {
    this.#firstCpuMs ??= sample.cpuMs;
    this.#lastSample = sample;
    if (sample.memoryBytes !== undefined) {
      this.#peakBytes = Math.max(this.#peakBytes ?? 0, sample.memoryBytes);
    }
  }

  /** Takes the guest's own word on how the run ended. */
  finish(outcome: Outcome): void {
    this.#outcome = outcome;
  }

  /** Takes the news that the worker is gone. */
  lose(loss: Loss): void {
    this.#loss ??= loss;
  }

  /** Makes the result of a run that ended by the guest's own word; it waits for the files where there are any. */
  settle({ cause, reusable, changed }: Omit<Settle, "type">): void {
    const base = this.#finish();
    if (cause !== undefined) {
      return this.#resolve({ ...base, status: cause, recoverable: reusable });
    }
    const result = this.#fromOutcome(base, reusable);
    if (!changed) return this.#resolve(result);
    const { options, handOver } = this.#parts;
    const leftMs = options.limits.timeoutMs - base.usage.wallMs;
    void handOver({
      withinMs: Math.max(0, leftMs) + HANDOVER_MS,
      withContent: options.returnFiles ?? false,
    }).then((files) =>
      this.#resolve({ ...result, files: [...base.files, ...files] })
    );
  }

  /** Makes the result of a run whose guest had to be ended; it comes when the guest is gone. */
  giveUp(cause: StopCause | "lost" | "closed", gone: Promise<void>): void {
    const base = this.#finish();
    const result = this.#fromLoss(base, cause);
    void gone.finally(() => this.#resolve(result));
  }

  #resolve(result: RunResult): void {
    if (this.#mistake === undefined) this.#settled.resolve(result);
    else this.#settled.reject(this.#mistake.thrown);
  }

  /** Has the deadline wait for the host where that is asked for. */
  #wait(busy: boolean): void {
    if (this.#over || this.#parts.options.hostTime !== "excluded") return;
    if (busy) this.#deadline.stop();
    else this.#deadline.go();
  }

  #finish(): RunResultBase {
    this.#over = true;
    this.#requests.end();
    this.#stdin.close();
    this.#deadline.stop();
    const { options } = this.#parts;
    options.signal?.removeEventListener("abort", this.#abort);
    const truncated = new Set<Truncated>(
      this.#outcome?.cut.filter((one) => one !== "value"),
    );
    if (this.#stdout.cut) truncated.add("stdout");
    if (this.#stderr.cut) truncated.add("stderr");
    if (this.#shown.cut) truncated.add("displays");
    if (this.#outcome?.tooLarge) truncated.add("value");
    return {
      stdout: this.#stdout.text,
      stderr: this.#stderr.text,
      displays: this.#shown.displays,
      truncated: [...truncated],
      files: this.#parts.overlayFiles(options.returnFiles ?? false),
      usage: this.#usage(),
      ...this.#parts.context,
    };
  }

  #usage(): Usage {
    const sampled = this.#lastSample?.cpuMs;
    // Two samples that are asked for close to each other may arrive in the other order.
    const cpuMs = this.#outcome?.cpuMs ??
      (sampled === undefined
        ? undefined
        : Math.max(0, sampled - (this.#firstCpuMs ?? 0)));
    return {
      wallMs: performance.now() - this.#startedAt,
      cpuMs,
      peakMemoryBytes: this.#peakBytes ?? this.#outcome?.memoryBytes,
      startMs: this.#parts.startMs,
      calls: this.#calls.made,
      ...(this.#network && { requests: [...this.#network.requests] }),
    };
  }

  #fromOutcome(base: RunResultBase, reusable: boolean): RunResult {
    const outcome = this.#outcome;
    const error = outcome?.error ??
      { name: "Error", message: "", traceback: "" };
    switch (outcome?.status) {
      case "ok":
        return this.#succeed(base, outcome);
      case "error":
        return { ...base, status: "error", error };
      case "memory":
        return { ...base, status: "memory", recoverable: reusable, error };
      default:
        return {
          ...base,
          status: "crashed",
          reason: outcome?.reason ??
            "The guest's run was interrupted from within",
        };
    }
  }

  #succeed(base: RunResultBase, outcome: Outcome): RunResult {
    const value = this.#decode(outcome.value);
    const repr = outcome.repr === undefined ? {} : { repr: outcome.repr };
    const status = base.truncated.length > 0 ? "output" : "ok";
    return { ...base, status, value, ...repr };
  }

  /** A value that is not what the codec makes is the guest's forgery, and nothing. */
  #decode(text: string | undefined): Value | undefined {
    if (text === undefined) return undefined;
    try {
      return decodeValue(text, {
        maxBytes: this.#parts.options.limits.valueBytes,
      });
    } catch {
      return undefined;
    }
  }

  #fromLoss(
    base: RunResultBase,
    cause: StopCause | "lost" | "closed",
  ): RunResult {
    if (cause === "closed") {
      return { ...base, status: "cancelled", recoverable: false };
    }
    if (cause !== "lost") return { ...base, status: cause, recoverable: false };
    if (this.#loss?.kind === "memory") {
      return { ...base, status: "memory", recoverable: false };
    }
    return {
      ...base,
      status: "crashed",
      reason: this.#loss?.reason ?? "The worker ended without a word",
    };
  }
}
