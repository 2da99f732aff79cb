/**
 * Measures JSON without parsing it. Parsing can take much memory: 16 MiB of brackets become half a gigabyte of arrays.
 *
 * @module
 */

/** The size of parsed JSON. */
interface JsonSize {
  /** The number of levels of lists and objects. */
  readonly depth: number;
  /** The number of values, including each item of a list or an object. */
  readonly values: number;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPENING = [0x5b, 0x7b];
const CLOSING = [0x5d, 0x7d];

/**
 * Measures a text. For invalid JSON, the result is at least the size of the valid beginning.
 *
 * @param bytes The text in UTF-8
 * @returns The size
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * const bytes = new TextEncoder().encode('{"a": [1, "[,"]}');
 * assertEquals(measureJson(bytes), { depth: 2, values: 4 });
 * ```
 */
export function measureJson(bytes: Uint8Array): JsonSize {
  let depth = 0;
  let deepest = 0;
  let values = 1;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    if (byte === QUOTE) at = endOfString(bytes, at);
    else if (byte === COMMA) values++;
    else if (OPENING.includes(byte)) {
      values++;
      deepest = Math.max(deepest, ++depth);
    } else if (CLOSING.includes(byte)) depth--;
  }
  return { depth: deepest, values };
}

function endOfString(bytes: Uint8Array, start: number): number {
  let at = start + 1;
  while (at < bytes.length && bytes[at] !== QUOTE) {
    at += bytes[at] === BACKSLASH ? 2 : 1;
  }
  return at;
}
