/**
 * Parses the output of `deno test`.
 *
 * @module
 */

/** The number of tests by outcome. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  /** Tests that were registered as ignored. */
  readonly skipped: number;
  /** Steps that were ignored, within tests that ran. */
  readonly skippedSteps: number;
}

/** No test at all. */
export const NONE: Counts = {
  passed: 0,
  failed: 0,
  skipped: 0,
  skippedSteps: 0,
};

/** A process that has ended. */
interface Ended {
  readonly isTest: boolean;
  readonly code: number;
  readonly output: string;
}

/** The counts of a process, and why it failed if no test did. */
export interface Verdict {
  readonly counts: Counts;
  readonly reason?: string;
}

const SUMMARY =
  /^(?:ok|FAILED) \| (\d+) passed(?: \(\d+ steps?\))? \| (\d+) failed(?: \(\d+ steps?\))?(?: \| (\d+) ignored(?: \((\d+) steps?\))?)?(?: \| .*)? \(.*\)$/gm;

/**
 * Reads the summary line of `deno test`, such as `ok | 12 passed (3 steps) | 0 failed (1s)`.
 *
 * @param output The whole output, without colours
 * @returns The counts of its last such line, or `undefined` if it has no such line
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * const counts = readSummary("ok | 2 passed | 0 failed | 1 ignored (5ms)\n");
 * assertEquals(counts, { passed: 2, failed: 0, skipped: 1, skippedSteps: 0 });
 * ```
 */
export function readSummary(output: string): Counts | undefined {
  // A test may print such a line, too; the process prints the last one.
  const last = [...output.matchAll(SUMMARY)].at(-1);
  if (last === undefined) return undefined;
  const [, passed, failed, skipped, skippedSteps] = last;
  return {
    passed: Number(passed),
    failed: Number(failed),
    skipped: Number(skipped ?? 0),
    skippedSteps: Number(skippedSteps ?? 0),
  };
}

/**
 * Evaluates a process that has ended. If it fails without a failed test, this counts as one failure.
 *
 * @param ended The process
 */
export function judge({ isTest, code, output }: Ended): Verdict {
  if (!isTest) {
    if (code === 0) return { counts: NONE };
    return { counts: { ...NONE, failed: 1 }, reason: `it ended with ${code}` };
  }
  const counts = readSummary(output);
  if (counts === undefined) {
    return {
      counts: { ...NONE, failed: 1 },
      reason: `it ended with ${code} and without a summary of its tests`,
    };
  }
  if (code === 0 || counts.failed > 0) return { counts };
  return {
    counts: { ...counts, failed: 1 },
    reason: `it ended with ${code}, though no test failed`,
  };
}

/** Adds counts. */
export function addCounts(all: readonly Counts[]): Counts {
  return all.reduce((sum, one) => ({
    passed: sum.passed + one.passed,
    failed: sum.failed + one.failed,
    skipped: sum.skipped + one.skipped,
    skippedSteps: sum.skippedSteps + one.skippedSteps,
  }), NONE);
}

/** The last line of a run, with which `.ci/run` ends. */
export function lastLine({ passed, failed, skipped }: Counts): string {
  const line = `${passed} passed, ${failed} failed`;
  return skipped > 0 ? `${line}, ${skipped} skipped` : line;
}

/**
 * The names of the failed tests, each with its place.
 *
 * @param output The whole output of `deno test`, without colours
 */
export function failuresOf(output: string): string[] {
  const at = output.lastIndexOf("\n FAILURES \n");
  if (at < 0) return [];
  return output.slice(at).split("\n").filter((line) =>
    / => \S+:\d+:\d+$| \(uncaught error\)$/.test(line)
  );
}

/** The names of the skipped tests in the output of `deno test`. */
export function skippedOf(output: string): string[] {
  return [...output.matchAll(/^(\S.*) \.\.\. ignored \(.*\)$/gm)]
    .map(([, name]) => name ?? "");
}
