// How runs and calls of the guest end.

/**
 * @import { DoneMessage } from "../../core/protocol.ts"
 *
 * @typedef {Omit<DoneMessage, "type" | "run"> & { readonly full?: boolean }} GuestReport How a run ended. If it left its
 *   memory `full`, there is no room for another one.
 */

/** @type {readonly unknown[]} */
const STATUSES = ["ok", "error", "memory", "interrupted", "crashed"];

/** @type {GuestReport} */
export const MEMORY_USED_UP = {
  status: "memory",
  error: { name: "MemoryError", message: "", traceback: "MemoryError" },
};

/** A call of the guest's side failed; the message is the name of the exception. */
export class GuestFailure extends Error {}

/**
 * A guest that spoils its own report is not to be waited for.
 *
 * @param {{ status?: unknown } | null} report
 * @returns {GuestReport}
 */
export function check(report) {
  // A cast: the guest may have forged it. The host parses it.
  if (STATUSES.includes(report?.status)) {
    return /** @type {GuestReport} */ (report);
  }
  throw new TypeError("The report of the run is invalid");
}

/**
 * The report of a guest that ended its interpreter.
 *
 * @param {number} exitCode
 * @returns {GuestReport}
 */
export function exited(exitCode) {
  if (exitCode === 0) return { status: "ok" };
  const message = String(exitCode);
  const traceback = `SystemExit: ${message}`;
  const error = { name: "SystemExit", message, traceback, exitCode };
  return { status: "error", error };
}

/**
 * Why the interpreter was lost.
 *
 * @param {unknown} thrown What it threw
 */
export function reasonOf(thrown) {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  if (message.includes("call stack")) {
    return "The guest's recursion overflowed the stack of the engine";
  }
  return `The engine failed: ${message.split("\n")[0]}`;
}
