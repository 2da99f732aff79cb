/**
 * Prepares what the processes of a run share: the packages and the snapshot of Python in their caches, and the binary.
 *
 * @module
 */
import { isRun } from "../../tests/level.ts";
import type { PlanOptions } from "./plan.ts";
import type { Job } from "./run_job.ts";

/**
 * The jobs that run one after the other before those of a plan.
 *
 * @param options The input of the plan
 */
export function preparation(options: PlanOptions): Job[] {
  const { level, files, importMap } = options;
  const { deadlineMs } = level;
  const job = (name: string, args: readonly string[]): Job => ({
    name,
    isTest: false,
    args,
    deadlineMs,
  });
  const run = ["run", "-A", "--no-check", ...importMap];
  const hasBinary = files.some((path) =>
    path.startsWith("tests/binary/") && isRun(path, level)
  );
  return [
    job("packages", ["cache", "--no-check", ...importMap, ...files]),
    // The first run of a language fetches the packages for its guests.
    ...["python", "javascript"].map((language) =>
      job(`first run of ${language}`, [
        ...run,
        "cli.ts",
        "run",
        "--quiet",
        "--language",
        language,
        "--eval",
        "1",
      ])
    ),
    ...hasBinary ? [job("binary", [...run, "tests/binary/make.ts"])] : [],
  ];
}
