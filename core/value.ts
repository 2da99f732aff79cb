/**
 * The values that host and guest exchange, and their bounds.
 *
 * @module
 */

/** A value that host and guest can exchange. */
export type Value =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | Date
  | Value[]
  | Tuple
  | Set<Value>
  | ValueMap;

/** A map with string keys: an ordinary object whose own properties are plain data, including `__proto__`. */
export interface ValueMap {
  /** The value of each key. */
  [key: string]: Value;
}

/**
 * A Python tuple. It is an array, but it becomes a tuple again when it returns to Python.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * const point = Tuple.of(3, 4);
 * const [x, y] = point;
 * assertEquals([x, y], [3, 4]);
 * assertEquals(point.map((one) => one), [3, 4]);
 * ```
 */
export class Tuple extends Array<Value> {
  /** Methods such as `map` and `slice` return an ordinary array. */
  static override get [Symbol.species](): ArrayConstructor {
    return Array;
  }
}

/** The deepest nesting of containers in a value, in both directions and for all guests. */
export const MAX_DEPTH = 1000;

/**
 * The most bits of an integer. This is QuickJS's limit, so that each guest can hold the integers of any other. Hexadecimal
 * text takes linear time, so it needs no stricter limit.
 */
export const MAX_INTEGER_BITS = 2 ** 20;

/** Why {@linkcode decodeValue} refuses a text. */
export type ValueFormatReason = "malformed" | "too-large";

/** An error about a text that is not an encoded value. It does not contain the text, which is untrusted. */
export class ValueFormatError extends Error {
  /** Whether the text is over its limit or malformed. */
  readonly reason: ValueFormatReason;

  /**
   * Makes an error.
   *
   * @param reason Whether the text is over its limit or malformed
   * @param detail The rule that the text breaks
   */
  constructor(reason: ValueFormatReason, detail: string) {
    super(`Cannot decode value as ${detail}`);
    this.name = "ValueFormatError";
    this.reason = reason;
  }
}

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
