/**
 * A histogram of durations. The buckets are fixed, so that the counts of several processes can be added.
 *
 * @module
 */

/** The upper bounds of the buckets, in milliseconds. One more bucket has no bound. */
export const BUCKETS_MS: readonly number[] = [
  0.5,
  1,
  2,
  3,
  5,
  7,
  10,
  15,
  20,
  30,
  50,
  70,
  100,
  150,
  200,
  300,
  500,
  700,
  1_000,
  1_500,
  2_000,
  3_000,
  5_000,
  10_000,
  30_000,
  60_000,
];

/** The state of a histogram at one moment. */
export interface HistogramSnapshot {
  /** The number of durations. */
  readonly count: number;
  /** The sum of the durations, in milliseconds. */
  readonly sumMs: number;
  /** The longest duration, in milliseconds; 0 if there is no duration. */
  readonly maxMs: number;
  /** The median in milliseconds, estimated from the buckets; 0 if there is no duration. */
  readonly p50Ms: number;
  /** The 99th percentile in milliseconds, estimated from the buckets; 0 if there is no duration. */
  readonly p99Ms: number;
  /** The number of durations in each bucket: above the previous bound, up to `upToMs`. The last bound is `Infinity`. */
  readonly buckets: readonly {
    readonly upToMs: number;
    readonly count: number;
  }[];
}

/** Counts durations. */
export class Histogram {
  readonly #counts = new Array<number>(BUCKETS_MS.length + 1).fill(0);
  #count = 0;
  #sumMs = 0;
  #maxMs = 0;

  /** Adds a duration in milliseconds. */
  record(durationMs: number): void {
    const found = BUCKETS_MS.findIndex((upToMs) => durationMs <= upToMs);
    const bucket = found < 0 ? BUCKETS_MS.length : found;
    this.#counts[bucket] = (this.#counts[bucket] ?? 0) + 1;
    this.#count++;
    this.#sumMs += durationMs;
    this.#maxMs = Math.max(this.#maxMs, durationMs);
  }

  /** Returns the current state. */
  snapshot(): HistogramSnapshot {
    return {
      count: this.#count,
      sumMs: this.#sumMs,
      maxMs: this.#maxMs,
      p50Ms: this.#quantile(0.5),
      p99Ms: this.#quantile(0.99),
      buckets: this.#counts.map((count, i) => ({
        upToMs: BUCKETS_MS[i] ?? Infinity,
        count,
      })),
    };
  }

  /** Assumes that the durations of a bucket are spread evenly. */
  #quantile(share: number): number {
    if (this.#count === 0) return 0;
    const rank = share * this.#count;
    let before = 0;
    for (const [i, count] of this.#counts.entries()) {
      if (before + count >= rank && count > 0) {
        const from = BUCKETS_MS[i - 1] ?? 0;
        const upTo = Math.min(BUCKETS_MS[i] ?? this.#maxMs, this.#maxMs);
        return from + (upTo - from) * ((rank - before) / count);
      }
      before += count;
    }
    return this.#maxMs;
  }
}
