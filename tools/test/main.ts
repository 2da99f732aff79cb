/**
 * Runs a level of the tests and its checks in concurrent processes: `deno run -A tools/test/main.ts quick`. The last line
 * is "N passed, N failed", and the number of skipped tests if there are any.
 *
 * @module
 */
import { describeFlags } from "../../commands/arguments/describe_flags.ts";
import { parseFlags } from "../../commands/arguments/flags.ts";
import { UsageError } from "../../commands/arguments/usage_error.ts";
import { messageOf } from "../../core/errors.ts";
import { readCount } from "../../tests/_count_flag.ts";
import { type Level, levelOf } from "../../tests/level.ts";
import { findTestFiles } from "./find_test_files.ts";
import { makePlan, type PlanOptions } from "./plan.ts";
import { preparation } from "./prepare.ts";
import { runQueue } from "./queue.ts";
import { Report } from "./report.ts";
import { Interrupts } from "./interrupts.ts";
import { type Job, runJob } from "./run_job.ts";
import { TemporaryFolders } from "./temporary_folders.ts";
import { readTimes, recordTimes } from "./times.ts";

const ROOT = new URL("../../", import.meta.url);

const FLAGS = {
  jobs: {
    kind: "value",
    letter: "j",
    placeholder: "COUNT",
    help:
      "how many processes run at a time (as many as there are cores, up to 8)",
  },
  record: {
    kind: "switch",
    help: "records the times of the files, for balanced shards",
  },
  help: { kind: "switch", letter: "h", help: "this text" },
} as const;

/** With more processes, machines would need more memory than is usual for each core. */
const MAX_SLOTS = 8;

/** The exit status of a run that was interrupted. */
const INTERRUPTED_STATUS = 130;

/** The parsed arguments. */
interface Asked {
  readonly level: Level;
  readonly paths: readonly string[];
  readonly slots: number;
  readonly record: boolean;
}

function readArguments(args: readonly string[]): Asked | undefined {
  const { flags, operands } = parseFlags(args, FLAGS);
  if (flags.help) return undefined;
  const [name, ...paths] = operands;
  const slots = readCount({ name: "jobs", text: flags.jobs, min: 1, max: 256 });
  return {
    level: readLevel(name),
    paths,
    slots: slots ?? defaultSlots(navigator.hardwareConcurrency),
    record: flags.record,
  };
}

/** More slots than cores, since most tests wait for a part of their time. */
function defaultSlots(cores: number): number {
  return Math.min(Math.ceil(1.5 * cores), MAX_SLOTS);
}

function readLevel(name: string | undefined): Level {
  try {
    return levelOf(name);
  } catch (error) {
    throw new UsageError(messageOf(error));
  }
}

/** Selects the given test files, or all. */
async function chooseFiles(paths: readonly string[]): Promise<string[]> {
  const all = await findTestFiles(ROOT, "tests/");
  if (paths.length === 0) return all;
  const wanted = paths.map((path) => path.replace(/^\.\//, ""));
  return wanted.flatMap((path) => {
    const found = all.filter((file) =>
      file === path || file.startsWith(`${path.replace(/\/$/, "")}/`)
    );
    if (found.length > 0) return found;
    throw new UsageError(
      `Cannot run ${
        JSON.stringify(path)
      } as it must be a test file, or a folder of some`,
    );
  });
}

async function readImportMap(): Promise<readonly string[]> {
  const command = new Deno.Command(Deno.execPath(), {
    args: ["run", "-ENRW", "tools/import_map_flag.ts"],
    stderr: "inherit",
  });
  const { stdout } = await command.output();
  const flag = new TextDecoder().decode(stdout).trim();
  return flag === "" ? [] : [flag];
}

/**
 * Runs a level.
 *
 * @param args The level, flags, and test files if not all
 * @returns The exit status: 0 if all passed, 1 if something failed, 2 for invalid arguments, 130 if it was interrupted
 */
async function main(args: readonly string[]): Promise<number> {
  try {
    const asked = readArguments(args);
    if (asked !== undefined) return await runLevel(asked);
    console.log(
      `Usage: deno run -A tools/test/main.ts LEVEL [FLAGS] [FILE…]\n\n${
        describeFlags(FLAGS)
      }`,
    );
    return 0;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(error.message);
    return 2;
  }
}

async function runLevel(
  { level, paths, slots, record }: Asked,
): Promise<number> {
  const startedAt = performance.now();
  const options: PlanOptions = {
    level,
    files: await chooseFiles(paths),
    hasChecks: paths.length === 0,
    times: await readTimes(level.name),
    slots,
    importMap: await readImportMap(),
  };
  using interrupts = new Interrupts();
  await using temporary = new TemporaryFolders();
  const { signal } = interrupts;
  const report = new Report((text) => console.log(text));
  let env: Readonly<Record<string, string>> = {};
  const runAll = (jobs: readonly Job[], atOnce: number): Promise<void> =>
    runQueue(jobs, {
      slots: atOnce,
      signal,
      run: (job) =>
        runJob(job, { signal, env: { ...env, ...temporary.next() } }),
      onEnd: (outcome) => report.add(outcome),
    });
  await runAll(preparation(options), slots);
  env = report.environment;
  const { together, alone } = makePlan(options);
  await runAll(together, slots);
  await runAll(alone, 1);
  if (record && !signal.aborted) await recordTimes(options, report.times);
  if (signal.aborted) report.interrupt();
  report.close(level, (performance.now() - startedAt) / 1000);
  if (signal.aborted) return INTERRUPTED_STATUS;
  return report.counts.failed > 0 ? 1 : 0;
}

if (import.meta.main) Deno.exit(await main(Deno.args));
