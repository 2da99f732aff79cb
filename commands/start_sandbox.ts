import { SandboxError } from "../core/errors.ts";
import type { SandboxOptions } from "../core/options.ts";
import type { CommandContext, CommandSandbox } from "./command.ts";
import type { Prospects } from "../sandbox/mod.ts";
import { ProgressLine } from "./report/progress_line.ts";
import { asUsageError } from "./arguments/sandbox_flags.ts";

/** How a sandbox is started. */
export interface StartOptions {
  readonly context: CommandContext;
  /** Whether to keep silent about progress and warnings. */
  readonly isQuiet: boolean;
  /** What is known of the sandbox's future. */
  readonly prospects?: Prospects;
  /** Gives the start up. */
  readonly signal: AbortSignal;
}

/**
 * Starts a sandbox, with its progress and warnings on standard error.
 *
 * @param options The sandbox
 * @param how How it is started
 * @returns The sandbox, or `undefined` if the start was given up
 * @throws {UsageError} If the library refuses an option
 * @throws {SandboxError} If it could not be started
 */
export async function startSandbox(
  options: SandboxOptions,
  { context, isQuiet, signal, prospects = {} }: StartOptions,
): Promise<CommandSandbox | undefined> {
  const { loadSpinner } = context;
  const progress = new ProgressLine(context.stderr, { isQuiet, loadSpinner });
  try {
    return await context.createSandbox({
      ...options,
      signal,
      onProgress: (message) => progress.show(message),
      onWarning: warningPrinter(progress, { context, isQuiet }),
    }, prospects);
  } catch (error) {
    const isGivenUp = error instanceof SandboxError && error.code === "ABORTED";
    if (isGivenUp && signal.aborted) return undefined;
    throw asUsageError(error);
  } finally {
    progress.clear();
  }
}

/**
 * Makes what prints warnings.
 *
 * @param progress The line that has to make room
 * @param how Where to print, and whether at all
 * @returns A function that takes a warning
 */
export function warningPrinter(
  progress: ProgressLine,
  { context, isQuiet }: Pick<StartOptions, "context" | "isQuiet">,
): (message: string) => void {
  return (message) => {
    if (isQuiet) return;
    progress.clear();
    context.stderr.write(`sandglass: warning: ${message}\n`);
  };
}
