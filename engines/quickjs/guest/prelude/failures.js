// How a run fails, as JSON for the worker.

import { $String, stringify } from "../intrinsics.js";

/**
 * @import { GuestError } from "../../../../core/result.ts"
 *
 * @typedef {{ -readonly [Name in keyof GuestError]: GuestError[Name] } & WithoutPrototype} Described
 */

/**
 * @param {string} name
 * @param {string} message
 * @param {string} traceback
 */
export function failure(name, message, traceback) {
  return report("error", { __proto__: null, name, message, traceback });
}

/**
 * The end of a program that chose its exit status.
 *
 * @param {number} exitCode Not 0
 */
export function exited(exitCode) {
  const message = $String(exitCode);
  return report("error", {
    __proto__: null,
    name: "ProcessExit",
    message,
    traceback: "ProcessExit: " + message,
    exitCode,
  });
}

/**
 * The prototypes are null as an inherited `toJSON` of the guest's would write the report in the engine's name.
 *
 * @param {"error" | "memory"} status
 * @param {Described} error
 */
export function report(status, error) {
  return stringify({ __proto__: null, status, error });
}

/**
 * Whether a value is of a class; a proxy may throw where it is asked.
 *
 * @template {object} Class
 * @param {unknown} value
 * @param {new (...args: never[]) => Class} constructor
 * @returns {value is Class}
 */
export function isInstance(value, constructor) {
  try {
    return value instanceof constructor;
  } catch {
    return false;
  }
}
