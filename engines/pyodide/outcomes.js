// How runs of Python end: reports of the guest, and what the interpreter throws.

import {
  isInteger,
  NativePromise,
  NativeString,
  NativeTypeError,
  stringIncludes,
  stringIndexOf,
  stringSlice,
} from "../worker/intrinsics.js";

/**
 * @import { DoneMessage } from "../../core/protocol.ts"
 * @import { Pyodide } from "./pyodide.ts"
 *
 * @typedef {Omit<DoneMessage, "type" | "run"> & { readonly full?: boolean }} GuestReport How a run ended, as far as the
 *   guest's side knows. If it left its memory `full`, there is no room for another one.
 *
 * @typedef {object} Thrown What the interpreter throws, as far as it is used; anything may be thrown.
 * @property {string} [type] The name of a Python error.
 * @property {number} [status] The exit status of the interpreter.
 * @property {string} [message]
 */

/** @type {GuestReport} */
export const OUT_OF_MEMORY = {
  status: "memory",
  error: {
    name: "MemoryError",
    message: "",
    traceback: "MemoryError",
  },
};

/**
 * A guest that spoils its own report is not to be waited for.
 *
 * @param {{ status?: unknown } | null} report
 * @returns {GuestReport}
 */
export function checkReport(report) {
  // A cast: anything may be in it, as the guest may have forged it. The host parses it.
  if (typeof report?.status === "string") {
    return /** @type {GuestReport} */ (report);
  }
  throw new NativeTypeError("The report of the run is invalid");
}

/** @param {unknown} thrown */
export function typeOf(thrown) {
  return /** @type {Thrown | null | undefined} */ (thrown)?.type;
}

/**
 * The status with which a guest ended its interpreter (`os._exit`), if it did.
 *
 * @param {unknown} thrown
 */
export function exitCodeOf(thrown) {
  const status = /** @type {Thrown | null | undefined} */ (thrown)?.status;
  return isInteger(status) ? status : undefined;
}

/**
 * The report of a guest that ended its interpreter.
 *
 * @param {number} exitCode
 * @returns {GuestReport}
 */
export function exited(exitCode) {
  if (exitCode === 0) return { status: "ok" };
  const message = NativeString(exitCode);
  const traceback = `SystemExit: ${message}`;
  const error = { name: "SystemExit", message, traceback, exitCode };
  return { status: "error", error };
}

/** @param {unknown} error */
export function explain(error) {
  const thrown = /** @type {Thrown | null | undefined} */ (error);
  const message = NativeString(thrown?.message ?? thrown);
  if (stringIncludes(message, "call stack")) {
    return "The guest's recursion overflowed the stack of the engine";
  }
  const end = stringIndexOf(message, "\n");
  const line = end < 0 ? message : stringSlice(message, 0, end);
  return `The engine failed: ${line}`;
}

/** The loss of an interpreter, after which pending promises never settle. */
export class InterpreterLoss {
  /**
   * Ends the current call.
   *
   * @type {((error: unknown) => void) | undefined}
   */
  #lose;
  /**
   * Why the interpreter is lost, in a list of one.
   *
   * @type {unknown[]}
   */
  #losses = [];

  /**
   * @before-guest a worker has one, from its start
   * @param {Pyodide} pyodide
   */
  constructor(pyodide) {
    pyodide._api.on_fatal = (error) => {
      this.#losses = [error];
      this.#lose?.(error);
    };
  }

  /**
   * Calls Python, until it returns or is lost.
   *
   * @template Value
   * @param {() => Promise<Value>} call
   * @returns {Promise<Value>}
   */
  unlessLost(call) {
    return new NativePromise((resolve, reject) => {
      if (this.#losses.length > 0) return reject(this.#losses[0]);
      this.#lose = reject;
      settle(call(), resolve, reject);
    });
  }
}

/**
 * Forwards the result of a promise without calling methods that a guest may have replaced.
 *
 * @template Value
 * @param {Promise<Value>} promise
 * @param {(value: Value) => void} resolve
 * @param {(error: unknown) => void} reject
 */
async function settle(promise, resolve, reject) {
  try {
    resolve(await promise);
  } catch (error) {
    reject(error);
  }
}
