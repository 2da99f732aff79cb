/**
 * Quotes a value in an error message.
 *
 * @param value Any value
 * @returns The first 80 characters of a string as a JSON string, or the text of any other value
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals([quoteValue("a"), quoteValue(1)], ['"a"', "1"]);
 * ```
 */
export function quoteValue(value: unknown): string {
  return typeof value === "string"
    ? JSON.stringify(value.slice(0, 80))
    : String(value);
}
