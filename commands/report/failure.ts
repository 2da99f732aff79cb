import { messageOf, SandboxError } from "../../core/errors.ts";
import { EXIT } from "./exit_status.ts";
import { UsageError } from "../arguments/usage_error.ts";

/** A module of the user failed after its import. The program prints one line without a stack, and exits with status 3. */
export class ModuleFailure extends Error {
  /** @param message What cannot be done, with the name of the module */
  constructor(message: string) {
    super(message);
    this.name = "ModuleFailure";
  }
}

/** The message and the exit status for an error. */
interface Failure {
  /** The message, in one line. */
  readonly message: string;
  /** The exit status. */
  readonly status: number;
}

/**
 * Returns the message and the exit status for an error. There are three kinds: an invalid command line, a sandbox that does
 * not start, and a defect of this program.
 *
 * @param error The error
 * @returns The message, without a stack, and the exit status
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
  // An import without read permission throws a TypeError.
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
 * Returns the message and the exit status for an error of writing output. A closed pipe has no message. Lost output has.
 *
 * @param error The error of the write
 * @returns The message, which may be empty, and the exit status
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
