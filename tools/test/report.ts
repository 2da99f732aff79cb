/**
 * The output of the runner.
 *
 * @module
 */
import type { Level } from "../../tests/level.ts";
import type { JobOutcome } from "./run_job.ts";
import {
  addCounts,
  type Counts,
  failuresOf,
  judge,
  lastLine,
  NONE,
  skippedOf,
  type Verdict,
} from "./summary.ts";
import type { Times } from "./times.ts";

/** The number of slowest files in the closing lines. */
const SLOWEST = 15;

const INTERRUPTED: JobOutcome & Verdict = {
  job: { name: "the run", isTest: false, args: [], deadlineMs: Infinity },
  code: 130,
  output: "",
  seconds: 0,
  times: {},
  counts: { ...NONE, failed: 1 },
  reason: "it was interrupted",
};

/** Collects the outcomes of a run. */
export class Report {
  readonly #outcomes: (JobOutcome & Verdict)[] = [];
  readonly #print: (text: string) => void;

  /** @param print Prints a line, or several */
  constructor(print: (text: string) => void) {
    this.#print = print;
  }

  /** Adds an outcome: prints one line, and its output if it failed. */
  add(outcome: JobOutcome): void {
    const verdict = judge({ ...outcome, isTest: outcome.job.isTest });
    this.#outcomes.push({ ...outcome, ...verdict });
    const { counts, reason } = verdict;
    const { name, isTest } = outcome.job;
    const isOk = counts.failed === 0;
    const seconds = outcome.seconds.toFixed(1).padStart(6);
    this.#print(
      `${isOk ? "ok    " : "FAILED"} ${seconds} s  ${name}${
        isTest ? `: ${lastLine(counts)}` : ""
      }${reason === undefined ? "" : ` (${reason})`}`,
    );
    if (!isOk) this.#print(`\n${outcome.output.trimEnd()}\n`);
  }

  /** The sum of all counts. */
  get counts(): Counts {
    return addCounts(this.#outcomes.map(({ counts }) => counts));
  }

  /** The environment that the jobs so far made for later ones, in lines such as `export NAME=value`. */
  get environment(): Readonly<Record<string, string>> {
    const lines = this.#outcomes.flatMap(({ output }) => [
      ...output.matchAll(/^export (\w+)=(.*)$/gm),
    ]);
    return Object.fromEntries(
      lines.map(([, name = "", value = ""]) => [name, value]),
    );
  }

  /** Counts an interruption as a failure. */
  interrupt(): void {
    this.#outcomes.push(INTERRUPTED);
  }

  /** The seconds of all files. */
  get times(): Times {
    return Object.assign({}, ...this.#outcomes.map(({ times }) => times));
  }

  /** Prints the closing lines. */
  close(level: Level, seconds: number): void {
    const { counts } = this;
    const lines = [
      ...this.#slowest(),
      ...this.#skipped(counts, level),
      ...this.#failures(),
      `The level "${level.name}" took ${Math.round(seconds)} s`,
      "",
      lastLine(counts),
    ];
    this.#print(`\n${lines.join("\n")}`);
  }

  #slowest(): string[] {
    const files = Object.entries(this.times)
      .toSorted(([, a], [, b]) => b - a)
      .slice(0, SLOWEST);
    if (files.length === 0) return [];
    return [
      "The slowest files:",
      ...files.map(([path, seconds]) =>
        `${seconds.toFixed(1).padStart(8)} s  ${path}`
      ),
      "",
    ];
  }

  /** A level that excludes nothing still skips tests that cannot run on this machine; they are listed. */
  #skipped({ skipped, skippedSteps }: Counts, level: Level): string[] {
    if (skipped + skippedSteps === 0) return [];
    const names = this.#outcomes.flatMap(({ output }) => skippedOf(output));
    return [
      `Left out: ${skipped} tests, and ${skippedSteps} steps of others`,
      ...level.name === "full" ? names.map((name) => `  ${name}`) : [],
      "",
    ];
  }

  #failures(): string[] {
    const failed = this.#outcomes.filter(({ counts }) => counts.failed > 0);
    if (failed.length === 0) return [];
    return [
      "Failed, as shown above:",
      ...failed.flatMap(({ job, output, reason }) => [
        ...failuresOf(output).map((line) => `  ${line}`),
        ...reason === undefined ? [] : [`  ${job.name}: ${reason}`],
      ]),
      "",
    ];
  }
}
