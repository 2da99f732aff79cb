/**
 * The metrics of a pool.
 *
 * @module
 */
import { Histogram, type HistogramSnapshot } from "../../core/histogram.ts";
import {
  countWaiting,
  countWorkers,
  type PoolState,
} from "../../core/pool_state.ts";

/** The state of a pool at one moment, and its counts so far. */
export interface PoolMetrics {
  /** The number of callers that wait for a sandbox. */
  readonly waiting: number;
  /** The number of workers that are ready. */
  readonly warm: number;
  /** The number of workers that start, or prepare for another guest. */
  readonly starting: number;
  /** The number of sandboxes in use. */
  readonly inUse: number;
  /** The number of workers that are being ended. */
  readonly ending: number;
  /** The number of workers that were started so far. */
  readonly started: number;
  /** How often a worker prepared for another guest so far. */
  readonly renewed: number;
  /** The number of workers that were ended so far. */
  readonly killed: number;
  /** The number of workers that could not be started, or were lost while they were ready, so far. */
  readonly failed: number;
  /** The number of requests that were refused so far, for any reason. */
  readonly refused: number;
  /** The number of sandboxes that were handed out so far. */
  readonly handedOut: number;
  /** The number of runs that `run` finished so far. */
  readonly runs: number;
  /** How long workers took to start, in milliseconds. */
  readonly startMs: HistogramSnapshot;
  /** How long callers waited for a sandbox, in milliseconds. */
  readonly waitMs: HistogramSnapshot;
  /** How long the runs of `run` took, in milliseconds by the clock. */
  readonly runMs: HistogramSnapshot;
}

/** The counts and times of a pool. */
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

  /** Returns the metrics of a pool in a state. */
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
