/**
 * Watches the processor time of a guest that has nothing to do.
 *
 * A run is over when its worker says so, and a guest that forges this word would run on without a deadline. So a
 * sandbox believes the processor, not the worker: one that works while it is idle is ended.
 *
 * @module
 */
import type { Sample } from "./link.ts";

/** Milliseconds of processor time that the runtime may take to finish what a run made it begin, as compiling code. */
const BUDGET_MS = 5_000;
/** What it may take besides, as a share of the time by the clock. */
const SHARE = 0.2;

/** The processor time of one guest between two runs. */
export class IdleWatch {
  #first: { readonly cpuMs: number; readonly atMs: number } | undefined;

  /** Begins anew: a run has ended. */
  reset(): void {
    this.#first = undefined;
  }

  /**
   * Takes a measurement.
   *
   * @param sample What was measured
   * @param atMs When, by the clock, in milliseconds
   * @returns Whether the guest works although it has nothing to do
   */
  isOver({ cpuMs }: Sample, atMs: number): boolean {
    if (cpuMs === undefined) return false;
    this.#first ??= { cpuMs, atMs };
    const usedMs = cpuMs - this.#first.cpuMs;
    return usedMs - SHARE * (atMs - this.#first.atMs) > BUDGET_MS;
  }
}
