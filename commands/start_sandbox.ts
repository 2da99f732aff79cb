import { SandboxError } from "../core/errors.ts";
import type { SandboxOptions } from "../core/options.ts";
import type { CommandContext, CommandSandbox } from "./command.ts";
import type { Prospects } from "../sandbox/mod.ts";
import { ProgressLine } from "./report/progress_line.ts";
import { asUsageError } from "./arguments/sandbox_flags.ts";

/** Options for starting a sandbox. */
export interface StartOptions {
  readonly context: CommandContext;
  /** Whether to print no progress and no warnings. */
  readonly isQuiet: boolean;
  /** What is known about the future use of the sandbox. */
  readonly prospects?: Prospects;
  /** Aborts the start. */
  readonly signal: AbortSignal;
}

/**
 * Starts a sandbox, with progress and warnings on standard error.
 *
 * @param options The options of the sandbox
 * @param start The options of the start
 * @returns The sandbox, or `undefined` if the start was aborted
 * @throws {UsageError} If the library refuses an option
 * @throws {SandboxError} If the sandbox does not start
 */
export async function startSandbox(
  options: SandboxOptions,
  { context, isQuiet, signal, prospects = {} }: StartOptions,
): Promise<CommandSandbox | undefined> {
  using progress = new ProgressLine(context.stderr, {
    isQuiet,
    loadSpinner: context.loadSpinner,
  });
  try {
    return await context.createSandbox(
      { ...options, signal, ...progress.listeners },
      prospects,
    );
  } catch (error) {
    const isAborted = error instanceof SandboxError && error.code === "ABORTED";
    if (isAborted && signal.aborted) return undefined;
    throw asUsageError(error);
  }
}
