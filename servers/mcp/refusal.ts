/**
 * Errors whose messages a client may read. All other errors are reported to the operator only.
 *
 * @module
 */
import { SandboxError } from "../../core/errors.ts";

/** A refusal. The client may read its message. */
export class Refusal extends Error {
  /** @param message The message for the client */
  constructor(message: string) {
    super(message);
    this.name = "Refusal";
  }
}

/** Creates the refusal for a file of a session without files. */
export function noFiles(): Refusal {
  return new Refusal("There is no such file: the session has no files");
}

/** The codes of library errors whose messages are about the request of the client only. */
const CLIENT_CODES: readonly SandboxError["code"][] = [
  "FILE_NOT_FOUND",
  "FILE_REFUSED",
  "POOL_FULL",
  "POOL_CLOSED",
  "SANDBOX_CLOSED",
];

/**
 * Returns the message about an error that a client may read.
 *
 * @param error The error
 * @param report Receives errors whose message the client may not read
 * @returns One line
 */
export function clientMessage(
  error: unknown,
  report: (error: unknown) => void,
): string {
  if (error instanceof Refusal) return error.message;
  if (error instanceof SandboxError) {
    if (CLIENT_CODES.includes(error.code)) return error.message;
    report(error);
    return `The sandbox could not be used (${error.code}); the server's log has the reason`;
  }
  // The library throws these when it refuses an argument of the client.
  if (error instanceof TypeError || error instanceof RangeError) {
    if (/^Cannot /.test(error.message)) return error.message;
  }
  report(error);
  return "The server failed; its log has the reason";
}
