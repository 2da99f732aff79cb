/**
 * The processes of a run of a level.
 *
 * @module
 */
import {
  isRun,
  type Level,
  LEVEL_VARIABLE,
  LONE_FILES,
} from "../../tests/level.ts";
import { CHECKS } from "./checks.ts";
import { pack, type Shard } from "./pack.ts";
import type { Job } from "./run_job.ts";
import { estimateSeconds, type Times } from "./times.ts";

/** Small shards report failures early, and leave no core idle at the end; but each costs the start of a process. */
const MIN_SHARD_SECONDS = 5;
const MAX_SHARDS_PER_SLOT = 16;

/** The input of a plan. */
export interface PlanOptions {
  readonly level: Level;
  /** All test files, or the given ones. */
  readonly files: readonly string[];
  /** Whether the level's checks run as well. */
  readonly hasChecks: boolean;
  /** The recorded times of the level. */
  readonly times: Times;
  /** The number of concurrent processes. */
  readonly slots: number;
  /** The flag for the import map, if one is needed. */
  readonly importMap: readonly string[];
}

/** The processes of a run. */
interface Plan {
  /** Concurrent processes, in the order of their start. */
  readonly together: readonly Job[];
  /** Processes that run after them, one at a time. */
  readonly alone: readonly Job[];
}

/**
 * Plans a run.
 *
 * @param options The level, its files and their times
 */
export function makePlan(options: PlanOptions): Plan {
  const { level, files, hasChecks, times, slots } = options;
  const timed = files.filter((path) => isRun(path, level)).map((path) => ({
    path,
    seconds: estimateSeconds(path, times),
  }));
  const isLone = ({ path }: { path: string }): boolean => LONE_FILES.has(path);
  const packed = timed.filter((file) => !isLone(file));
  const seconds = packed.reduce((sum, file) => sum + file.seconds, 0);
  const shards = pack(
    packed,
    Math.min(
      slots * MAX_SHARDS_PER_SLOT,
      Math.ceil(seconds / MIN_SHARD_SECONDS),
    ),
  );
  const leftOut = files.filter((path) => !isRun(path, level));
  return {
    together: [
      ...hasChecks ? level.checks.map((name) => checkJob(name, level)) : [],
      ...shards.map((shard) => testJob(shard, options)),
      ...leftOut.length > 0 ? [leftOutJob(leftOut, options)] : [],
    ],
    alone: timed.filter(isLone).map(({ path, seconds }) =>
      testJob({ paths: [path], seconds }, options)
    ),
  };
}

function checkJob(name: string, { deadlineMs }: Level): Job {
  const check = CHECKS[name];
  if (check === undefined) throw new Error(`There is no check "${name}"`);
  const { args, isTest = false } = check;
  return { name, args, isTest, deadlineMs };
}

function testJob(
  { paths }: Pick<Shard, "paths" | "seconds">,
  options: PlanOptions,
): Job {
  const [first = "", ...others] = paths;
  const more = others.length > 0 ? ` and ${others.length} more` : "";
  return denoTest(`${first}${more}`, paths, options);
}

function leftOutJob(paths: readonly string[], options: PlanOptions): Job {
  return denoTest(
    `${paths.length} files that "${options.level.name}" leaves out`,
    ["--preload=tests/leave_out.ts", ...paths],
    options,
  );
}

function denoTest(
  name: string,
  args: readonly string[],
  { level, importMap }: PlanOptions,
): Job {
  return {
    name,
    isTest: true,
    args: [
      "test",
      "-A",
      "--sanitize-ops",
      "--sanitize-resources",
      // The `check` task checks the types of all files.
      "--no-check",
      ...importMap,
      ...args,
    ],
    env: { [LEVEL_VARIABLE]: level.name },
    deadlineMs: level.deadlineMs,
  };
}
