/**
 * Text that every client can read: some refuse a whole message for half of a surrogate pair in it.
 *
 * @module
 */

/**
 * Puts U+FFFD in place of every half of a surrogate pair.
 *
 * @param plain Data that JSON can hold
 * @returns The same data with text that is well-formed, keys included
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(wellFormed({ a: ["\ud800"] }), { a: ["\ufffd"] });
 * ```
 */
export function wellFormed(plain: unknown): unknown {
  if (typeof plain === "string") return plain.toWellFormed();
  if (Array.isArray(plain)) return plain.map(wellFormed);
  if (typeof plain !== "object" || plain === null) return plain;
  return wellFormedRecord(plain);
}

/** The same of an object. */
export function wellFormedRecord(plain: object): Record<string, unknown> {
  // fromEntries defines what it sets, so that a key "__proto__" is a key like any other.
  return Object.fromEntries(
    Object.entries(plain).map((
      [key, value],
    ) => [key.toWellFormed(), wellFormed(value)]),
  );
}
