/**
 * Makes once what the processes of a run share: the packages and the snapshot of Python in their caches, and the binary.
 *
 * @module
 */
import { isRun } from "../../tests/level.ts";
import type { PlanOptions } from "./plan.ts";
import type { Job } from "./run_job.ts";

/**
 * The jobs to be done one after the other before those of a plan.
 *
 * @param options What the plan is made from
 */
export function preparation(options: PlanOptions): Job[] {
  const { level, files, importMap } = options;
  const { deadlineMs } = level;
  const binary: Job = {
    name: "binary",
    isTest: false,
    args: ["run", "-A", "--no-check", ...importMap, "tests/binary/make.ts"],
    deadlineMs,
  };
  const hasBinary = files.some((path) =>
    path.startsWith("tests/binary/") && isRun(path, level)
  );
  return [{
    name: "packages",
    isTest: false,
    args: ["cache", "--no-check", ...importMap, ...files],
    deadlineMs,
  }, {
    name: "snapshot",
    isTest: false,
    args: ["run", "-A", "--no-check", ...importMap, "cli.ts", "warm"],
    deadlineMs,
  }, ...hasBinary ? [binary] : []];
}
