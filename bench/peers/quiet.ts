/**
 * When a process became quiet, out of samples of its processor time.
 *
 * @module
 */

/** Processor time that the threads of a process had or waited for, at some moment. */
export interface CpuSample {
  /** Milliseconds of any clock. */
  readonly atMs: number;
  /** Nanoseconds by thread, for the threads that were alive. */
  readonly threads: ReadonlyMap<string, number>;
}

/** What quiet means. */
export interface QuietRule {
  /** Milliseconds from which on it is looked at. */
  readonly fromMs: number;
  /** Milliseconds that it must last. */
  readonly forMs: number;
  /** The share of one processor below which it is quiet. */
  readonly share: number;
}

/**
 * Finds the first moment from which on no interval between two samples was busy for as long as the rule says.
 *
 * @param samples The samples, in order
 * @param rule What quiet means
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

/** The share of one processor that was wanted between two samples. A thread that is gone counts for nothing. */
export function busyShare(before: CpuSample, after: CpuSample): number {
  let ns = 0;
  for (const [thread, time] of after.threads) {
    ns += time - (before.threads.get(thread) ?? 0);
  }
  return ns / 1e6 / (after.atMs - before.atMs);
}
