/**
 * Makes text well-formed. Some clients refuse a message that contains half of a surrogate pair.
 *
 * @module
 */

/**
 * Replaces each half of a surrogate pair with U+FFFD, also in keys.
 *
 * @param plain JSON data
 * @returns The same data with well-formed text
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

/** Does the same for an object. */
export function wellFormedRecord(plain: object): Record<string, unknown> {
  // fromEntries() defines properties, so a key "__proto__" is an ordinary one.
  return Object.fromEntries(
    Object.entries(plain).map((
      [key, value],
    ) => [key.toWellFormed(), wellFormed(value)]),
  );
}
