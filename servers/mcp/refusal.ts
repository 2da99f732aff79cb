/**
 * Errors whose messages a client may read. All other errors are reported to the operator only.
 *
 * @module
 */
import { SandboxError } from "../../core/errors.ts";

/** A refusal whose message is for the client. */
export class Refusal extends Error {
  /** Makes one. */
  constructor(message: string) {
    super(message);
    this.name = "Refusal";
  }
}

/** Errors of the library whose messages speak of nothing but what the client asked for. */
const TELLABLE: readonly SandboxError["code"][] = [
  "FILE_NOT_FOUND",
  "FILE_REFUSED",
  "POOL_FULL",
  "POOL_CLOSED",
  "SANDBOX_CLOSED",
];

/**
 * What a client may hear of an error.
 *
 * @param error What was thrown
 * @param report Receives errors that the client may not see
 * @returns One line
 */
export function tellable(
  error: unknown,
  report: (error: unknown) => void,
): string {
  if (error instanceof Refusal) return error.message;
  if (error instanceof SandboxError) {
    if (TELLABLE.includes(error.code)) return error.message;
    report(error);
    return `The sandbox could not be used (${error.code}); the server's log has the reason`;
  }
  // The library refuses what it was handed on with these.
  if (error instanceof TypeError || error instanceof RangeError) {
    if (/^Cannot /.test(error.message)) return error.message;
  }
  report(error);
  return "The server failed; its log has the reason";
}
