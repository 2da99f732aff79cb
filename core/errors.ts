/**
 * Errors with stable codes, for mistakes of the host and for failures before a guest starts. A failure of the guest is a
 * result, never an error: see {@linkcode RunResult}.
 *
 * @module
 */

/** The codes of {@linkcode SandboxError}, with their meanings. */
export const ERROR_CODES = {
  SANDBOX_CLOSED: "The sandbox was closed and takes no further run",
  SANDBOX_BUSY: "The sandbox is already running something",
  START_FAILED: "The engine could not be started",
  START_TIMEOUT: "The engine did not start within startTimeoutMs",
  PERMISSION_REQUIRED:
    "A Deno permission that the request needs is not granted",
  UNSTABLE_FLAG_REQUIRED:
    "Thread isolation needs --unstable-worker-options here",
  ASSET_MISSING: "A file of an engine could not be loaded",
  NOT_INSTALLED:
    "The engine is not installed, or its installation cannot be used",
  INSTALL_FAILED: "The engine could not be installed or removed",
  PACKAGES_FAILED: "Packages could not be found, fetched or verified",
  MOUNT_FAILED:
    "The host path of a mount is not a directory, or cannot be read",
  ABORTED: "The start was aborted by its signal",
  FILE_NOT_FOUND: "There is no such file in the sandbox",
  FILE_REFUSED: "The file system of the sandbox cannot read or write the file",
  POOL_FULL: "The queue of the pool is full",
  POOL_CLOSED: "The pool was closed and takes no further run",
} as const;

/** A stable code of a {@linkcode SandboxError}. */
export type ErrorCode = keyof typeof ERROR_CODES;

/**
 * An error that callers may catch, identified by its `code`.
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
   * @param message What failed, and why
   * @param options The cause, if there is one
   */
  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "SandboxError";
    this.code = code;
  }
}

/**
 * Returns the message of a thrown value.
 *
 * @param thrown The thrown value
 * @returns The message of an error, or the text of any other value
 */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
