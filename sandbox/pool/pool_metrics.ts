/**
 * What a pool tells of itself.
 *
 * @module
 */
import { Histogram, type HistogramSnapshot } from "../../core/histogram.ts";
import {
  countWaiting,
  countWorkers,
  type PoolState,
} from "../../core/pool_state.ts";

/** A pool at one moment, and what it did so far. */
export interface PoolMetrics {
  /** How many wait for a sandbox. */
  readonly waiting: number;
  /** How many workers wait to become a sandbox. */
  readonly warm: number;
  /** How many workers are being started or make themselves ready for another guest. */
  readonly starting: number;
  /** How many sandboxes are in use. */
  readonly inUse: number;
  /** How many workers are being ended. */
  readonly ending: number;
  /** How many workers were started so far. */
  readonly started: number;
  /** How many times a worker made itself ready for another guest so far. */
  readonly renewed: number;
  /** How many workers were ended so far. */
  readonly killed: number;
  /** How many workers could not be started or were lost while they waited, so far. */
  readonly failed: number;
  /** How many requests were refused so far, for any reason. */
  readonly refused: number;
  /** How many sandboxes were handed out so far. */
  readonly handedOut: number;
  /** How many runs `run` has finished so far. */
  readonly runs: number;
  /** How long workers took to start. */
  readonly startMs: HistogramSnapshot;
  /** How long it took from asking for a sandbox to having it. */
  readonly waitMs: HistogramSnapshot;
  /** How long the runs of `run` took, by the clock. */
  readonly runMs: HistogramSnapshot;
}

/** Counts what a pool does. */
export class PoolCounters {
  started = 0;
  renewed = 0;
  killed = 0;
  failed = 0;
  refused = 0;
  handedOut = 0;
  readonly startMs: Histogram = new Histogram();
  readonly waitMs: Histogram = new Histogram();
  readonly runMs: Histogram = new Histogram();

  /** What there is to tell of a pool that stands so. */
  report(state: PoolState): PoolMetrics {
    const runMs = this.runMs.snapshot();
    return {
      waiting: countWaiting(state),
      warm: countWorkers(state, "warm"),
      starting: countWorkers(state, "starting") +
        countWorkers(state, "renewing"),
      inUse: countWorkers(state, "inUse"),
      ending: countWorkers(state, "ending"),
      started: this.started,
      renewed: this.renewed,
      killed: this.killed,
      failed: this.failed,
      refused: this.refused,
      handedOut: this.handedOut,
      runs: runMs.count,
      startMs: this.startMs.snapshot(),
      waitMs: this.waitMs.snapshot(),
      runMs,
    };
  }
}
