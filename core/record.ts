/**
 * Tells an object of values by name from other objects.
 *
 * @module
 */

/**
 * Whether something is an object of values by name. A list or a `Map` is none: it would be taken for an empty one.
 *
 * @param value Anything
 * @returns Whether it is one
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
