// How a run fails, as JSON for the worker.

import { $String, keys, stringify } from "../intrinsics.js";

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
  return toJson({ __proto__: null, status, error });
}

/**
 * A record as JSON. The engine writes an object to a list of its own, which a read-only item of `Array.prototype` prevents;
 * text and numbers it writes without one.
 *
 * @param {object} record Of text, numbers, booleans and further records
 */
export function toJson(record) {
  const names = keys(record);
  let text = "{";
  for (let i = 0; i < names.length; i++) {
    // A cast, as it has these members.
    const value = /** @type {Record<string, unknown>} */ (record)[names[i]];
    if (value === undefined) continue;
    text += (text === "{" ? "" : ",") + stringify(names[i]) + ":" +
      (typeof value === "object" && value !== null
        ? toJson(value)
        : stringify(value));
  }
  return text + "}";
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
