/**
 * What crosses between host and guest, and its bounds.
 *
 * @module
 */

/** A value that can cross between host and guest. */
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

/** A map with string keys: an ordinary object whose own properties are plain data, `__proto__` included. */
export interface ValueMap {
  /** The value of each key. */
  [key: string]: Value;
}

/**
 * A Python tuple: an array in every respect, kept apart from lists so that it goes back as a tuple.
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
  /** What is derived from a tuple (`map`, `slice`) is an ordinary array. */
  static override get [Symbol.species](): ArrayConstructor {
    return Array;
  }
}

/** How many containers a value may have one inside the other, in both directions and in all guests. */
export const MAX_DEPTH = 1000;

/**
 * How many bits an integer may have: what QuickJS can hold, so that what leaves one guest can enter another.
 * Being linear, the hexadecimal text needs no stricter cap.
 */
export const MAX_INTEGER_BITS = 2 ** 20;

/** Why {@linkcode decodeValue} refused a text. */
export type ValueFormatReason = "malformed" | "too-large";

/** A text that is no encoded value. It says nothing of what the text contained, which is a guest's. */
export class ValueFormatError extends Error {
  /** Whether the text was over its limit or not in the form that is expected. */
  readonly reason: ValueFormatReason;

  /**
   * An error for one text.
   *
   * @param reason Whether the text was over its limit or malformed
   * @param detail What is wrong with it
   */
  constructor(reason: ValueFormatReason, detail: string) {
    super(`Cannot decode value as ${detail}`);
    this.name = "ValueFormatError";
    this.reason = reason;
  }
}

/**
 * The bytes that a text takes in UTF-8. A lone surrogate counts as two, half of a pair.
 *
 * @param text Any text
 * @returns A number of bytes
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
