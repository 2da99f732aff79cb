import { resolveLimits } from "../../core/limits.ts";
import type { RunOptions } from "../../core/options.ts";
import type { RunResult } from "../../core/result.ts";
import type { Cell } from "../arguments/notebook.ts";
import type { CommandContext, CommandSandbox } from "../command.ts";
import { explainMissingPackage } from "../report/missing_package.ts";
import { ResultPrinter } from "../report/result_printer.ts";
import type { RunJob } from "./run_once.ts";

/** Options for running a notebook. */
export interface NotebookRunOptions {
  readonly context: CommandContext;
  /** The options of each run. */
  readonly options: RunOptions;
}

/**
 * Runs the cells of a notebook one after the other, until one fails. All of them have one time limit.
 *
 * @param sandbox The sandbox
 * @param job The notebook, and how its result is printed
 * @param run The surroundings of the command, and the options of each run
 * @returns The result of the last cell that ran, with what all of them have written
 */
export async function runNotebook(
  sandbox: CommandSandbox,
  job: RunJob,
  { context, options }: NotebookRunOptions,
): Promise<RunResult> {
  const { program: { language, cells = [] }, isRaw } = job;
  const limits = resolveLimits(language, job.options.limits);
  const end = performance.now() + limits.timeoutMs;
  let whole: RunResult | undefined;
  for (const cell of cells.length > 0 ? cells : [NO_CELL]) {
    const echo = cell.showsValue ? "prompt" : "none";
    const printer = new ResultPrinter(context, { echo, isRaw });
    const left = Math.max(Math.ceil(end - performance.now()), 1);
    const result = await sandbox.run(cell.code, {
      ...options,
      ...(job.isJson ? { echo } : printer.runOptions),
      filename: `<cell ${cell.number}>`,
      limits: { timeoutMs: left },
    });
    const counted = cell.mayFail ? forgive(result) : result;
    whole = whole === undefined ? counted : join(whole, counted);
    if (!job.isJson && !context.stdout.broken.aborted) {
      printer.result(result, limits);
      context.stderr.write(explainMissingPackage(result) ?? "");
      printer.closeLine();
    }
    if (counted.status !== "ok" || sandbox.closed) break;
  }
  if (whole === undefined) {
    throw new Error("Cannot run a notebook without runs");
  }
  if (job.isJson) {
    const { resultToJson } = await import("../../core/result_json.ts");
    context.stdout.write(`${resultToJson(whole)}\n`);
    return whole;
  }
  const { onStdout, onStderr } =
    new ResultPrinter(context, { isRaw }).runOptions;
  await sandbox.close({
    ...onStdout && { onStdout },
    ...onStderr && { onStderr },
  });
  return whole;
}

/** What runs of a notebook without code. */
const NO_CELL: Cell = {
  number: 1,
  code: "",
  showsValue: false,
  mayFail: false,
};

/** An error that the notebook expects is not one of its result. */
function forgive(result: RunResult): RunResult {
  if (result.status !== "error") return result;
  const { error: _error, ...rest } = result;
  return { ...rest, status: "ok", value: undefined };
}

/** Joins the result of a cell to those before it. */
function join(before: RunResult, result: RunResult): RunResult {
  const files = new Map(
    [...before.files, ...result.files].map((file) => [file.path, file]),
  );
  const [a, b] = [before.usage, result.usage];
  return {
    ...result,
    stdout: before.stdout + result.stdout,
    stderr: before.stderr + result.stderr,
    displays: [...before.displays, ...result.displays],
    truncated: [...new Set([...before.truncated, ...result.truncated])],
    files: [...files.values()],
    usage: {
      ...b,
      wallMs: a.wallMs + b.wallMs,
      cpuMs: a.cpuMs === undefined || b.cpuMs === undefined
        ? undefined
        : a.cpuMs + b.cpuMs,
      startMs: a.startMs,
      calls: a.calls + b.calls,
    },
  };
}
