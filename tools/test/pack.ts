/**
 * Packs test files into shards of about equal time.
 *
 * @module
 */

/** A test file with its estimated seconds. */
export interface TimedFile {
  readonly path: string;
  readonly seconds: number;
}

/** Test files that run in one process, one after the other. */
export interface Shard {
  readonly paths: readonly string[];
  readonly seconds: number;
}

/** The seconds for starting a process, without its tests, and for loading a file. */
const START_SECONDS = 0.2;
const LOAD_SECONDS = 0.05;

/**
 * Packs files into shards: the longest first, each into the shard with the least time so far.
 *
 * @param files The files with their times
 * @param count The maximum number of shards
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

/** Files of equal times have the same order on every machine. */
function longestFirst(a: TimedFile, b: TimedFile): number {
  return b.seconds - a.seconds || (a.path < b.path ? -1 : 1);
}
