// Outcomes of runs that come from the worker and not from the guest.

import { exec, NativeRangeError, NativeString } from "../worker/intrinsics.js";

/**
 * @import { DoneMessage } from "../../core/protocol.ts"
 *
 * @typedef {Omit<DoneMessage, "type" | "run">} GuestOutcome How a run ended, as far as the guest's side knows.
 */

/**
 * There is no memory left.
 *
 * @type {GuestOutcome}
 */
export const OUT_OF_MEMORY = {
  status: "memory",
  error: {
    name: "InternalError",
    message: "out of memory",
    traceback: "InternalError: out of memory",
  },
};

/**
 * What the guest threw, where its description failed too.
 *
 * @type {GuestOutcome}
 */
export const INDESCRIBABLE = {
  status: "error",
  error: {
    name: "Uncaught",
    message: "[Unreadable]",
    traceback: "Uncaught [Unreadable]",
  },
};

/**
 * The instance itself failed, by a trap or by overflowing the stack beneath it.
 *
 * @param {unknown} thrown
 * @returns {GuestOutcome}
 */
export function crashed(thrown) {
  /** @type {{ message?: unknown } | undefined | null} Anything may be thrown. */
  const error = /** @type {object | undefined | null} */ (thrown);
  // deno-lint-ignore walls/captured-intrinsics -- QuickJS gives its guests no way to this realm's objects
  const overflow = thrown instanceof NativeRangeError ||
    exec(/call stack|stack overflow/i, NativeString(error?.message)) !== null;
  return {
    status: "crashed",
    reason: overflow
      ? "The guest's recursion overflowed the stack of the engine"
      : `The engine failed: ${thrown}`,
  };
}
