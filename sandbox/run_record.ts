/**
 * One run from its start to its result: timers, output, input, and how what is known of it becomes a result.
 *
 * @module
 */
import type { Limits } from "../core/limits.ts";
import type { StopCause } from "../core/lifecycle.ts";
import type {
  EngineName,
  Isolation,
  Language,
  RunOptions,
} from "../core/options.ts";
import type { Outcome, ToGuest } from "../core/protocol.ts";
import type {
  RunResult,
  RunResultBase,
  Truncated,
  Usage,
} from "../core/result.ts";
import { decodeValue, type Value } from "../core/values.ts";
import { CappedText } from "./capped_text.ts";
import type { Loss, Sample } from "./link.ts";
import { openStdin, type Stdin } from "./stdin.ts";

/** What a run is made of. */
export interface RunParts {
  readonly number: number;
  readonly options: RunOptions & { readonly timeoutMs: number };
  readonly limits: Limits;
  readonly context: {
    readonly engine: EngineName;
    readonly language: Language;
    readonly isolation: Isolation;
  };
  readonly startMs: number;
  /** Is told when the deadline passes or the signal is aborted. */
  readonly onStop: (cause: StopCause) => void;
  readonly post: (message: ToGuest) => void;
}

/** One run. */
export class RunRecord {
  readonly number: number;
  readonly result: Promise<RunResult>;

  readonly #parts: RunParts;
  readonly #resolve: (result: RunResult) => void;
  readonly #stdout: CappedText;
  readonly #stderr: CappedText;
  readonly #stdin: Stdin;
  readonly #abort = (): void => this.#parts.onStop("cancelled");
  #message: ToGuest | undefined;
  #startedAt = 0;
  #deadline: ReturnType<typeof setTimeout> | undefined;
  #outcome: Outcome | undefined;
  #loss: Loss | undefined;
  #firstCpuMs: number | undefined;
  #lastSample: Sample | undefined;
  #peakBytes: number | undefined;
  #over = false;
  #isServing = false;

  constructor(parts: RunParts) {
    const { promise, resolve } = Promise.withResolvers<RunResult>();
    this.#parts = parts;
    this.number = parts.number;
    this.result = promise;
    this.#resolve = resolve;
    this.#stdout = new CappedText(parts.limits.outputBytes);
    this.#stderr = new CappedText(parts.limits.outputBytes);
    this.#stdin = openStdin(parts.options.stdin);
  }

  /** Says what the worker will be told. */
  prepare(message: ToGuest): void {
    this.#message = message;
  }

  /** Starts the guest and the clock. */
  begin(): void {
    const { options, onStop, post } = this.#parts;
    this.#startedAt = performance.now();
    if (this.#message !== undefined) post(this.#message);
    this.#deadline = setTimeout(() => onStop("timeout"), options.timeoutMs);
    options.signal?.addEventListener("abort", this.#abort, { once: true });
  }

  /** Ends the run as cancelled without ever starting the guest. */
  skip(): Promise<RunResult> {
    this.#startedAt = performance.now();
    this.settle("cancelled", true);
    return this.result;
  }

  /** Takes output of the guest. */
  write(fd: 1 | 2, text: string): void {
    if (this.#over) return;
    const kept = (fd === 1 ? this.#stdout : this.#stderr).push(text);
    if (kept === "") return;
    const { onStdout, onStderr } = this.#parts.options;
    (fd === 1 ? onStdout : onStderr)?.(kept);
  }

  /** Answers the guest's wish for input. */
  async serveStdin(): Promise<void> {
    // An honest worker has one wish at a time. Thousands at once would take each other's input away without an end, and
    // the host's timers would have no turn.
    if (this.#isServing) return;
    this.#isServing = true;
    const text = await this.#stdin.next();
    this.#isServing = false;
    if (!this.#over) this.#parts.post({ type: "stdin", text });
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

  /** Makes the result of a run that ended by the guest's own word. */
  settle(cause: StopCause | undefined, fit: boolean): void {
    const base = this.#finish();
    if (cause !== undefined) {
      return this.#resolve({ ...base, status: cause, recoverable: fit });
    }
    this.#resolve(this.#fromOutcome(base, fit));
  }

  /** Makes the result of a run whose guest had to be ended; it comes when the guest is gone. */
  giveUp(cause: StopCause | "lost" | "closed", gone: Promise<void>): void {
    const base = this.#finish();
    const result = this.#fromLoss(base, cause);
    void gone.finally(() => this.#resolve(result));
  }

  #finish(): RunResultBase {
    this.#over = true;
    clearTimeout(this.#deadline);
    this.#parts.options.signal?.removeEventListener("abort", this.#abort);
    const truncated = new Set<Truncated>(
      this.#outcome?.cut.filter((one) => one !== "value"),
    );
    if (this.#stdout.cut) truncated.add("stdout");
    if (this.#stderr.cut) truncated.add("stderr");
    if (this.#outcome?.tooLarge) truncated.add("value");
    return {
      stdout: this.#stdout.text,
      stderr: this.#stderr.text,
      truncated: [...truncated],
      usage: this.#usage(),
      ...this.#parts.context,
    };
  }

  #usage(): Usage {
    const sampled = this.#lastSample?.cpuMs;
    const cpuMs = this.#outcome?.cpuMs ??
      (sampled === undefined ? undefined : sampled - (this.#firstCpuMs ?? 0));
    return {
      wallMs: performance.now() - this.#startedAt,
      cpuMs,
      peakMemoryBytes: this.#peakBytes ?? this.#outcome?.memoryBytes,
      startMs: this.#parts.startMs,
    };
  }

  #fromOutcome(base: RunResultBase, fit: boolean): RunResult {
    const outcome = this.#outcome;
    const error = outcome?.error ??
      { name: "Error", message: "", traceback: "" };
    switch (outcome?.status) {
      case "ok":
        return this.#succeed(base, outcome);
      case "error":
        return { ...base, status: "error", error };
      case "memory":
        return { ...base, status: "memory", recoverable: fit, error };
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
      return decodeValue(text, { maxBytes: this.#parts.limits.valueBytes });
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
