/**
 * Packs test files into shards that take about the same time.
 *
 * @module
 */

/** A test file with the seconds that it is expected to take. */
export interface TimedFile {
  readonly path: string;
  readonly seconds: number;
}

/** Test files that run in one process, one after the other. */
export interface Shard {
  readonly paths: readonly string[];
  readonly seconds: number;
}

/** What a process costs beside its tests, and what a file does. */
const START_SECONDS = 0.2;
const LOAD_SECONDS = 0.05;

/**
 * Packs files into shards: the longest first, each into the shard that has the least until then.
 *
 * @param files The files with their times
 * @param count How many shards there are at most
 * @returns The shards, the longest first; none is empty
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * const files = [4, 1, 2].map((seconds) => ({ path: `${seconds}`, seconds }));
 * const shards = pack(files, 2);
 * assertEquals(shards.map(({ paths }) => paths), [["4"], ["2", "1"]]);
 * ```
 */
export function pack(files: readonly TimedFile[], count: number): Shard[] {
  const shards = Array.from(
    { length: Math.min(count, files.length) },
    () => ({ paths: [] as string[], seconds: START_SECONDS }),
  );
  for (const { path, seconds } of files.toSorted(longestFirst)) {
    const least = shards.reduce((a, b) => b.seconds < a.seconds ? b : a);
    least.paths.push(path);
    least.seconds += LOAD_SECONDS + seconds;
  }
  return shards.toSorted((a, b) => b.seconds - a.seconds);
}

/** Files of equal times keep one order on every machine. */
function longestFirst(a: TimedFile, b: TimedFile): number {
  return b.seconds - a.seconds || (a.path < b.path ? -1 : 1);
}
