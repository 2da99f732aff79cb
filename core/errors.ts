/**
 * What a host gets wrong, or what goes wrong before a guest could start, as errors with stable codes.
 * What a guest does wrong is a result, never an error: see {@linkcode RunResult}.
 *
 * @module
 */

/** Every code that a {@linkcode SandboxError} may carry, with what it means. */
export const ERROR_CODES = {
  SANDBOX_CLOSED: "The sandbox was closed and takes no further run",
  SANDBOX_BUSY: "The sandbox is already running something",
  START_FAILED: "The engine could not be started",
  START_TIMEOUT: "The engine did not start within startTimeoutMs",
  PERMISSION_REQUIRED:
    "A Deno permission that the request needs is not granted",
  UNSTABLE_FLAG_REQUIRED:
    "Thread isolation needs --unstable-worker-options here",
  ASSET_MISSING: "A file that an engine is made of could not be loaded",
  MOUNT_FAILED: "A directory that was to be mounted is none, or cannot be read",
  ABORTED: "The start was aborted by its signal",
  FILE_NOT_FOUND: "There is no such file in the sandbox",
  FILE_REFUSED: "The sandbox's file system does not take or give the file",
  POOL_FULL: "As many runs wait for a sandbox of the pool as may",
  POOL_CLOSED: "The pool was closed and takes no further run",
} as const;

/** A stable code of a {@linkcode SandboxError}. */
export type ErrorCode = keyof typeof ERROR_CODES;

/**
 * An error that callers may want to catch and tell apart by its `code`.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * const error = new SandboxError("SANDBOX_CLOSED", "Cannot run as the sandbox is closed");
 * assertEquals(error.code, "SANDBOX_CLOSED");
 * ```
 */
export class SandboxError extends Error {
  /** The stable code. */
  readonly code: ErrorCode;

  /**
   * Makes an error.
   *
   * @param code The stable code
   * @param message What could not be done, and why
   * @param options The cause, if there is one
   */
  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "SandboxError";
    this.code = code;
  }
}

/**
 * What can be said of anything that was thrown, in one line.
 *
 * @param thrown Whatever a `catch` caught
 * @returns Its message, or its text
 */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
