import { messageOf, SandboxError } from "../../core/errors.ts";
import { EXIT } from "./exit_status.ts";
import { ModuleFailure } from "./module_failure.ts";
import { UsageError } from "../arguments/usage_error.ts";

/** What is said of something that was thrown, and how the program exits. */
export interface Failure {
  /** One line. */
  readonly message: string;
  /** The exit status. */
  readonly status: number;
}

/**
 * Tells a mistake in the command line from a sandbox that could not be started, and both from a defect of ours.
 *
 * @param error What was thrown
 * @returns What to say of it; never a stack
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(explainFailure(new Error("a\nb")).message, "unexpected failure: a b");
 * ```
 */
export function explainFailure(error: unknown): Failure {
  const message = messageOf(error).replace(/\s*\n\s*/g, " ");
  if (error instanceof UsageError) return { message, status: EXIT.usage };
  if (error instanceof ModuleFailure) {
    return { message, status: EXIT.notStarted };
  }
  // What an import may not read comes as a TypeError.
  if (/^Requires \w+ access/.test(message)) {
    return {
      message: `Cannot go on as Deno was not permitted to: ${message}`,
      status: EXIT.notStarted,
    };
  }
  return error instanceof SandboxError
    ? { message: `${message} (${error.code})`, status: EXIT.notStarted }
    : { message: `unexpected failure: ${message}`, status: EXIT.crashed };
}

/**
 * Tells a reader that has gone, of which nothing is said, from output that was lost.
 *
 * @param error What writing threw
 * @returns What to say of it, if anything, and how the program exits
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(explainOutput(new Deno.errors.BrokenPipe()), { message: "", status: 141 });
 * assertEquals(explainOutput(new Error("No space left")).status, 74);
 * ```
 */
export function explainOutput(error: unknown): Failure {
  if (error instanceof Error && error.name === "BrokenPipe") {
    return { message: "", status: EXIT.brokenPipe };
  }
  return {
    message: `Cannot write to standard output as it failed: ${
      messageOf(error)
    }`,
    status: EXIT.unwritten,
  };
}
