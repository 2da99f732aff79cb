/**
 * Counts the bytes of a text in UTF-8. A lone surrogate counts as two bytes, which is half of a pair.
 *
 * @param text Any text
 * @returns The number of bytes
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(utf8Bytes("aé€😀"), 1 + 2 + 3 + 4);
 * ```
 */
export function utf8Bytes(text: string): number {
  let bytes = text.length;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit > 0x7f) {
      bytes += unit > 0x7ff && (unit & 0xf800) !== 0xd800 ? 2 : 1;
    }
  }
  return bytes;
}
