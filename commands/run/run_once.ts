/**
 * Runs a program in a fresh sandbox, and reports its result.
 *
 * @module
 */
import { late } from "../../core/late.ts";
import { resolveLimits } from "../../core/limits.ts";
import type { RunOptions, SandboxOptions } from "../../core/options.ts";
import type { RunResult } from "../../core/result.ts";
import type { GuestProgram } from "../arguments/guest_program.ts";
import type { CommandContext, CommandSandbox } from "../command.ts";
import { Interrupts } from "../host/interrupts.ts";
import { displayFiles } from "../report/displays.ts";
import { EXIT, exitStatusOf } from "../report/exit_status.ts";
import { type OutTarget, writeRunFiles } from "../report/files_written.ts";
import { ResultPrinter } from "../report/result_printer.ts";
import { startSandbox } from "../start_sandbox.ts";

/** A program with everything that its run needs. */
export interface RunJob {
  readonly program: GuestProgram;
  readonly options: SandboxOptions;
  readonly stdin: RunOptions["stdin"];
  /** The directory for the files of the run; `undefined` if they are not written. */
  readonly out: OutTarget | undefined;
  /** Whether to print the result as JSON. */
  readonly isJson: boolean;
  /** Whether to print no progress and no warnings. */
  readonly isQuiet: boolean;
  /** Whether the guest may control the terminal. */
  readonly isRaw: boolean;
}

/**
 * Runs a program in a fresh sandbox.
 *
 * @param job The program
 * @param context The surroundings of the command
 * @returns The exit status
 * @throws {SandboxError} If the sandbox does not start
 */
export async function runOnce(
  job: RunJob,
  context: CommandContext,
): Promise<number> {
  using interrupts = new Interrupts(context.onSignal);
  const signal = AbortSignal.any([interrupts.signal, context.stdout.broken]);
  const sandbox = await interrupts.race(
    startSandbox(job.options, {
      context,
      isQuiet: job.isQuiet,
      signal,
      prospects: { oneShot: job.program.cells === undefined, shortLived: true },
    }),
  );
  if (sandbox === undefined) return interrupts.status;
  try {
    const result = await interrupts.race(
      runIn(sandbox, job, { signal, context }),
    );
    if (result === undefined) return interrupts.status;
    await interrupts.race(context.stdout.flush());
    if (context.stdout.broken.aborted) return EXIT.brokenPipe;
    const isWritten = await interrupts.race(writeOut(result, job, context));
    if (isWritten === undefined) return interrupts.status;
    const status = exitStatusOf(result);
    return status === EXIT.ok && !isWritten ? EXIT.failed : status;
  } finally {
    // Closing kills the guest at once. Waiting until its process is reaped would take longer than many runs.
    sandbox.close().catch(() => {});
  }
}

/** Writes the files of the run to `--out`, if it was given. Returns whether all files were written. */
async function writeOut(
  { files, displays }: RunResult,
  { out, isQuiet }: RunJob,
  context: CommandContext,
): Promise<boolean> {
  if (out === undefined) return true;
  const shown = displayFiles(displays, files.map(({ path }) => path));
  return await writeRunFiles([...files, ...shown], { out, context, isQuiet });
}

async function runIn(
  sandbox: CommandSandbox,
  job: RunJob,
  { signal, context }: {
    readonly signal: AbortSignal;
    readonly context: CommandContext;
  },
): Promise<RunResult> {
  const { program: { code, echo, filename }, stdin, out } = job;
  const options: RunOptions = {
    signal,
    echo,
    returnFiles: out !== undefined,
    ...(stdin === undefined ? {} : { stdin }),
    ...(filename === undefined ? {} : { filename }),
    // A file runs as Node, Deno and Python run it. The line of --json has a value, which only a script has.
    ...(filename === undefined || job.isJson ? {} : { kind: "program" }),
  };
  if (job.program.cells !== undefined) {
    const { runNotebook } = await late<
      typeof import("./run_notebook.ts")
    >(import.meta.resolve("./run_notebook.ts"));
    return await runNotebook(sandbox, job, { context, options });
  }
  if (job.isJson) {
    const result = await sandbox.run(code, options);
    const { resultToJson } = await import("../../core/result_json.ts");
    context.stdout.write(`${resultToJson(result)}\n`);
    return result;
  }
  const printer = new ResultPrinter(context, { echo, isRaw: job.isRaw });
  const result = await sandbox.run(code, { ...options, ...printer.runOptions });
  // The terminal has shown ^C in the middle of a line.
  const isInterrupted = result.status === "cancelled";
  if (isInterrupted && context.stderr.isTerminal) {
    context.stderr.write("\n");
    printer.endLine();
  }
  // Without a reader, there is no reason to print why the guest was stopped.
  if (!context.stdout.broken.aborted) {
    const { language } = job.program;
    printer.result(result, resolveLimits(language, job.options.limits));
    await hint(result, job, context);
  }
  return result;
}

async function hint(
  result: RunResult,
  { program: { path } }: RunJob,
  context: CommandContext,
): Promise<void> {
  if (result.status !== "error") return;
  const [{ explainMissingModule }, { explainMissingPackage }] = await Promise
    .all([
      import("./missing_module.ts"),
      import("../report/missing_package.ts"),
    ]);
  const text = await explainMissingModule(result, path, context) ??
    explainMissingPackage(result);
  if (text !== undefined) context.stderr.write(text);
}
