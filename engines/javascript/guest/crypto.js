// The web's `crypto`. Loaded when the guest first looks at it.

import { makeSubtle } from "./web/subtle.js";

const { floor } = Math;
const INTEGERS = new Set([
  "Int8Array",
  "Uint8Array",
  "Uint8ClampedArray",
  "Int16Array",
  "Uint16Array",
  "Int32Array",
  "Uint32Array",
  "BigInt64Array",
  "BigUint64Array",
]);

/** @typedef {(name: string, message: string) => unknown} MakeException Makes a DOMException. */

/**
 * Makes `crypto`.
 *
 * @param {() => number} random
 * @param {MakeException} exception
 */
export function makeCrypto(random, exception) {
  /**
   * @template Value
   * @param {Value} array
   */
  const fill = (array) => {
    const view = /** @type {unknown} */ (array);
    const tag = ArrayBuffer.isView(view)
      ? Object.prototype.toString.call(view).slice(8, -1)
      : "";
    if (!ArrayBuffer.isView(view) || !INTEGERS.has(tag)) {
      throw exception(
        "TypeMismatchError",
        "The data argument must be an integer-type TypedArray",
      );
    }
    if (view.byteLength > 65_536) {
      throw exception(
        "QuotaExceededError",
        `The requested length exceeds 65,536 bytes`,
      );
    }
    const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
    for (let i = 0; i < bytes.length; i++) bytes[i] = floor(random() * 256);
    return array;
  };
  const subtle = makeSubtle({ fill, exception });
  class Crypto {
    get subtle() {
      return subtle.subtle;
    }
    /** @param {unknown} array */
    getRandomValues(array) {
      return fill(array);
    }
    randomUUID() {
      const bytes = fill(new Uint8Array(16));
      bytes[6] = (bytes[6] & 0x0f) | 0x40;
      bytes[8] = (bytes[8] & 0x3f) | 0x80;
      return [[0, 4], [4, 6], [6, 8], [8, 10], [10, 16]].map(([from, to]) =>
        hex(bytes, from, to)
      ).join("-");
    }
  }
  Object.defineProperty(Crypto.prototype, Symbol.toStringTag, {
    value: "Crypto",
    configurable: true,
  });
  return { crypto: new Crypto(), Crypto, ...subtle.classes };
}

/**
 * @param {Uint8Array} bytes
 * @param {number} from
 * @param {number} to
 */
function hex(bytes, from, to) {
  let text = "";
  for (let i = from; i < to; i++) {
    text += "0123456789abcdef"[bytes[i] >> 4] +
      "0123456789abcdef"[bytes[i] & 15];
  }
  return text;
}
