/**
 * The results of runs, made from the worker's outcome or from the reason why it is missing, and from measurements.
 *
 * @module
 */
import type { StopCause } from "../core/lifecycle.ts";
import type { Outcome } from "../core/protocol.ts";
import type { RunResult, RunResultBase } from "../core/result.ts";
import { decodeValue, type Value } from "../core/value_codec.ts";
import type { Loss, Sample } from "./link.ts";

/** The reason why a run has no outcome. */
export type NoOutcomeCause = StopCause | "lost" | "closed";

/** What {@linkcode resultOfOutcome} takes beside the outcome. */
export interface OutcomeOptions {
  /** Whether the sandbox can take another run. */
  readonly recoverable: boolean;
  /** The most bytes of an encoded value. */
  readonly valueBytes: number;
}

/**
 * Returns the result of a run whose worker reported an outcome.
 *
 * @param base The part that all results have
 * @param outcome The outcome; a guest may have forged it
 * @param options The state of the sandbox, and the limit of the value
 * @returns The result
 */
export function resultOfOutcome(
  base: RunResultBase,
  outcome: Outcome | undefined,
  { recoverable, valueBytes }: OutcomeOptions,
): RunResult {
  const error = outcome?.error ?? { name: "Error", message: "", traceback: "" };
  switch (outcome?.status) {
    case "ok": {
      const value = decode(outcome.value, valueBytes);
      const repr = outcome.repr === undefined ? {} : { repr: outcome.repr };
      const status = base.truncated.length > 0 ? "output" : "ok";
      return { ...base, status, value, ...repr };
    }
    case "error":
      return { ...base, status: "error", error };
    case "memory":
      return { ...base, status: "memory", recoverable, error };
    default:
      return {
        ...base,
        status: "crashed",
        reason: outcome?.reason ??
          "The guest's run was interrupted from within",
      };
  }
}

/** Decodes a value. A value that the codec cannot decode was forged by the guest, and is left out. */
function decode(
  text: string | undefined,
  maxBytes: number,
): Value | undefined {
  if (text === undefined) return undefined;
  try {
    return decodeValue(text, { maxBytes });
  } catch {
    return undefined;
  }
}

/**
 * Returns the result of a run whose worker was ended or lost.
 *
 * @param base The part that all results have
 * @param cause Why there is no outcome
 * @param loss The loss of the worker, if it was lost
 * @returns The result
 */
export function resultOfLoss(
  base: RunResultBase,
  cause: NoOutcomeCause,
  loss: Loss | undefined,
): RunResult {
  if (cause === "closed") {
    return { ...base, status: "cancelled", recoverable: false };
  }
  if (cause !== "lost") return { ...base, status: cause, recoverable: false };
  if (loss?.kind === "memory") {
    return { ...base, status: "memory", recoverable: false };
  }
  return {
    ...base,
    status: "crashed",
    reason: loss?.reason ?? "The worker exited unexpectedly",
  };
}

/** The measurements of a worker during a run. */
export class Measurements {
  #firstCpuMs: number | undefined;
  #lastCpuMs: number | undefined;
  #peakBytes: number | undefined;

  /** The most memory that was measured, in bytes. */
  get peakBytes(): number | undefined {
    return this.#peakBytes;
  }

  /** The processor time between the first measurement and the last one, in milliseconds. */
  get cpuMs(): number | undefined {
    if (this.#lastCpuMs === undefined) return undefined;
    // Two samples that are requested close together may arrive in the other order.
    return Math.max(0, this.#lastCpuMs - (this.#firstCpuMs ?? 0));
  }

  /** Takes a measurement. */
  take({ cpuMs, memoryBytes }: Sample): void {
    this.#firstCpuMs ??= cpuMs;
    this.#lastCpuMs = cpuMs;
    if (memoryBytes !== undefined) {
      this.#peakBytes = Math.max(this.#peakBytes ?? 0, memoryBytes);
    }
  }
}
