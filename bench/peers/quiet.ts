/**
 * Finds when a process became quiet, from samples of its processor time.
 *
 * @module
 */

/** The processor time that the threads of a process used or waited for, at some moment. */
export interface CpuSample {
  /** Milliseconds of any clock. */
  readonly atMs: number;
  /** Nanoseconds by thread, for the threads that were alive. */
  readonly threads: ReadonlyMap<string, number>;
}

/** The definition of quiet. */
export interface QuietRule {
  /** The time from which on samples count, in milliseconds. */
  readonly fromMs: number;
  /** The time that it must last, in milliseconds. */
  readonly forMs: number;
  /** The share of one processor below which it is quiet. */
  readonly share: number;
}

/**
 * Finds the first moment after which no interval between two samples is busy for the time of the rule.
 *
 * @param samples The samples, in order
 * @param rule The definition of quiet
 * @returns The moment, or `undefined` if the samples do not show one
 */
export function quietSince(
  samples: readonly CpuSample[],
  { fromMs, forMs, share }: QuietRule,
): number | undefined {
  let since: number | undefined;
  for (const [i, sample] of samples.entries()) {
    const before = samples[i - 1];
    if (before === undefined || sample.atMs <= fromMs) continue;
    if (busyShare(before, sample) >= share) {
      since = undefined;
      continue;
    }
    since ??= Math.max(fromMs, before.atMs);
    if (sample.atMs - since >= forMs) return since;
  }
  return undefined;
}

/** The share of one processor that was demanded between two samples. Threads that have ended do not count. */
export function busyShare(before: CpuSample, after: CpuSample): number {
  let ns = 0;
  for (const [thread, time] of after.threads) {
    ns += time - (before.threads.get(thread) ?? 0);
  }
  return ns / 1e6 / (after.atMs - before.atMs);
}
