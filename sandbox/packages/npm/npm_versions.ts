/**
 * Compares a version of a lock with what is required of it, in the usual forms. Deno knows all forms when it resolves.
 *
 * @module
 */

/**
 * Returns whether a version is one of a range.
 *
 * @param range The range: empty, `4`, `4.1`, `4.x`, `^4.1.2`, `~4.1` or a whole version
 * @param version The version
 * @returns Whether it is, `false` for a range of another form
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * assert(allows("4", "4.6.7"));
 * assert(allows("^4.1", "4.6.7"));
 * assert(!allows("~4.1", "4.6.7"));
 * ```
 */
export function allows(range: string, version: string): boolean {
  if (range === "" || range === "*" || range === version) return true;
  const [, sign, text = ""] =
    /^([\^~=]?)v?(\d+(?:\.(?:\d+|[x*]))*)$/.exec(range) ??
      [];
  const [numbers = "", tag] = version.split("-", 2);
  // A version before a release must be named.
  if (sign === undefined || tag !== undefined) return false;
  const wanted = text.split(".").filter((one) => /\d/.test(one)).map(Number);
  const given = numbers.split("+", 1)[0]?.split(".").map(Number) ?? [];
  const fixed = sign === "^"
    // The first number that is not 0.
    ? Math.max(1, wanted.findIndex((one) => one > 0) + 1)
    : sign === "~"
    ? Math.min(2, wanted.length)
    : wanted.length;
  for (const [i, one] of wanted.entries()) {
    const there = given[i] ?? 0;
    if (i < fixed ? there !== one : there < one) return false;
    if (there > one) return true;
  }
  return true;
}
