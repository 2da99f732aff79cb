/**
 * `deno task soak`: many runs of all engines, a third of them hostile, with a report of what they left behind.
 *
 * @module
 */
import { ProgressBar } from "@std/cli/unstable-progress-bar";
import { describeFlags } from "../../commands/arguments/describe_flags.ts";
import { parseFlags } from "../../commands/arguments/flags.ts";
import {
  refuseOperands,
  UsageError,
} from "../../commands/arguments/usage_error.ts";
import { formatBytes, formatDuration } from "../../core/units.ts";
import { readCount } from "../_count_flag.ts";
import type { Gauges } from "./gauges.ts";
import { growthOf, type Mark, soak, type SoakReport } from "./soak.ts";

const FLAGS = {
  runs: {
    kind: "value",
    placeholder: "COUNT",
    help: "how many runs (10000)",
  },
  "at-once": {
    kind: "value",
    placeholder: "COUNT",
    help: "how many run at the same time (8)",
  },
  help: { kind: "switch", letter: "h", help: "this text" },
} as const;

const SHOWN_FAILURES = 20;
/** Milliseconds of rest before the memory is read: slightly more than V8 keeps the pages of destroyed isolates. */
const REST_MS = 15_000;
/** The ratio by which memory may grow from some hundreds of runs to the last run. */
const MAX_GROWTH = 1.1;

/**
 * Soaks according to the arguments.
 *
 * @param args The arguments
 * @returns The exit status: 0 without a failure, 1 with one, 2 for invalid arguments
 */
export async function main(args: readonly string[]): Promise<number> {
  try {
    const { flags, operands } = parseFlags(args, FLAGS);
    refuseOperands("soak", operands);
    if (flags.help) {
      console.log(`Usage: deno task soak [FLAGS]\n\n${describeFlags(FLAGS)}`);
      return 0;
    }
    const runs = readCount({
      name: "runs",
      text: flags.runs,
      min: 1,
      max: 10_000_000,
    }) ?? 10_000;
    const atOnce = readCount({
      name: "at-once",
      text: flags["at-once"],
      min: 1,
      max: 100,
    }) ?? 8;
    const progress = createProgress(runs);
    const report = await soak({
      runs,
      atOnce,
      restMs: REST_MS,
      onProgress: progress.show,
      onMark: showMark,
    }).finally(progress.end);
    for (const line of describe(report, atOnce)) console.log(line);
    return hasFailed(report) ? 1 : 0;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(error.message);
    return 2;
  }
}

interface Progress {
  readonly show: (done: number) => void;
  readonly end: () => Promise<void>;
}

/** A progress bar on a terminal; elsewhere a line each thousand runs. */
function createProgress(runs: number): Progress {
  if (!Deno.stderr.isTerminal()) {
    return {
      show(done): void {
        if (done % 1_000 === 0) console.error(`${done} runs`);
      },
      end: () => Promise.resolve(),
    };
  }
  const bar = new ProgressBar({
    max: runs,
    clear: true,
    formatter: ({ styledTime, progressBar, value, max }) =>
      `[${styledTime}] [${progressBar}] ${value} of ${max} runs`,
  });
  return {
    show(done): void {
      bar.value = done;
    },
    end: () => bar.stop(),
  };
}

function showMark(mark: Mark): void {
  console.error(describeMark(mark));
}

function describeMark({ runs, rssBytes }: Mark): string {
  return `resident memory after ${runs} runs: ${formatBytes(rssBytes)}`;
}

function hasFailed({ failures, end, files, marks }: SoakReport): boolean {
  return failures.length > 0 || end.children > 0 || files.length > 0 ||
    growthOf(marks) > MAX_GROWTH;
}

function describe(report: SoakReport, atOnce: number): string[] {
  const { runs, hostileRuns, tookMs, failures, start, peak, end, files } =
    report;
  const { marks } = report;
  const row = (name: string, show: (gauges: Gauges) => string): string =>
    `| ${name} | ${[start, peak, end].map(show).join(" | ")} |`;
  return [
    `${runs} runs, ${hostileRuns} of them hostile, ${atOnce} at once, in ${
      formatDuration(Math.round(tookMs))
    }: ${(runs / tookMs * 1000).toFixed(1)} runs a second`,
    `${failures.length} failures`,
    ...failures.slice(0, SHOWN_FAILURES).map(({ number, name, message }) =>
      `  run ${number}, ${name}: ${message}`
    ),
    "",
    "| | start | peak | end |",
    "| --- | --- | --- | --- |",
    row("resident memory", ({ rssBytes }) => formatBytes(rssBytes)),
    row("of all children", (one) => formatBytes(one.childrenRssBytes)),
    row("threads", ({ threads }) => `${threads}`),
    row("descriptors", (one) => `${one.descriptors}`),
    row("child processes", ({ children }) => `${children}`),
    "",
    ...marks.map(describeMark),
    `grown ${growthOf(marks).toFixed(2)} times since the first of these; ${
      MAX_GROWTH.toFixed(2)
    } at the most`,
    "",
    `${files.length} files left${files.map((path) => `\n  ${path}`).join("")}`,
  ];
}

if (import.meta.main) Deno.exit(await main(Deno.args));
