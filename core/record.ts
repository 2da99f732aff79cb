/**
 * Recognizes plain objects.
 *
 * @module
 */

/**
 * Returns whether a value is a plain object rather than an iterable. A list or a `Map` would look like an empty object.
 *
 * @param value Anything
 * @returns Whether the value is a plain object
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * assert(isRecord({ a: 1 }));
 * assert(!isRecord(new Map([["a", 1]])));
 * ```
 */
export function isRecord(value: unknown): value is object {
  return typeof value === "object" && value !== null &&
    !(Symbol.iterator in value);
}
