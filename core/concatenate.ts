/**
 * Concatenates byte arrays.
 *
 * @param parts The byte arrays
 * @returns A new array with all bytes
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * const parts = [new Uint8Array([1, 2]), new Uint8Array([3])];
 * assertEquals([...concatenate(parts)], [1, 2, 3]);
 * ```
 */
export function concatenate(
  parts: readonly Uint8Array[],
): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(
    parts.reduce((sum, { length }) => sum + length, 0),
  );
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
