/**
 * How large a text in JSON becomes when it is parsed, found out without parsing it: 16 MiB of brackets are half a
 * gigabyte of arrays.
 *
 * @module
 */

/** What a text in JSON holds. */
export interface JsonSize {
  /** How many lists and objects lie in one another. */
  readonly depth: number;
  /** How many values there are, those of lists and objects counted one by one. */
  readonly values: number;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPENING = [0x5b, 0x7b];
const CLOSING = [0x5d, 0x7d];

/**
 * Measures a text. Of one that is no JSON, it says what its beginning has up to where it goes wrong, or more.
 *
 * @param bytes The text in UTF-8
 * @returns Its size
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
