// JavaScript's half of the value codec, from values to text; core/value_codec.ts describes the text.
//
// Guest code may have patched everything by the time a value is encoded. So nothing is looked up later than when this is
// evaluated, no iteration protocol is used, and nothing is assigned where a setter of the guest's could be inherited:
// objects have no prototype, and arrays get theirs when they are full. Code of the guest runs only where reading its
// value means that: getters and the traps of proxies. Nothing recurses, as the stack may be small. There are no template
// literals, as QuickJS makes calls of `String.prototype.concat` of them.
//
// `undefined` and holes become null, but a property that is undefined is left out, as in JSON. Instances of the guest's
// own classes have no counterpart. Boxed primitives are their value, typed arrays other than Uint8Array lists of their
// numbers. A whole number past 2^53 is a float, a BigInt of any size an integer.

import {
  $Set,
  attempt,
  charCodeAt,
  exec,
  getPrototypeOf,
  setAdd,
  setDelete,
  setHas,
} from "../intrinsics.js";
import { openFrame } from "./frames.js";
import { encodeScalar, NO_COUNTERPART, TOO_LARGE } from "./scalars.js";

const InternalErrorPrototype = typeof InternalError === "function"
  ? InternalError.prototype
  : undefined;
const NON_ASCII = /[\x80-\uffff]/;

/**
 * Encodes a value.
 *
 * @param {unknown} value What is to cross
 * @param {number} maxBytes Bytes of UTF-8 that the text may have
 * @returns {{ text: string | undefined, tooLarge: boolean } & WithoutPrototype} The text, unless it would be too large or part of the
 *   value has no counterpart (as a cycle, or a getter that throws)
 * @throws {InternalError} If the guest is out of memory
 */
export function encode(value, maxBytes) {
  try {
    return {
      __proto__: null,
      text: encodeTree(value, maxBytes),
      tooLarge: false,
    };
  } catch (thrown) {
    if (attempt(isOutOfMemory, thrown)) throw thrown;
    return {
      __proto__: null,
      text: undefined,
      tooLarge: thrown === TOO_LARGE,
    };
  }
}

/** @param {unknown} thrown */
function isOutOfMemory(thrown) {
  if (getPrototypeOf(thrown) !== InternalErrorPrototype) return false;
  // A cast, by the prototype.
  return /** @type {Error} */ (thrown).message === "out of memory";
}

/**
 * @param {unknown} value
 * @param {number} maxBytes
 */
function encodeTree(value, maxBytes) {
  const open = new $Set();
  let frame = null;
  let out = "";
  let item = value;
  let after = "";
  for (;;) {
    const text = encodeScalar(item, maxBytes - out.length);
    if (text !== null) {
      out += after === "" ? text : text + after;
    } else {
      if (setHas(open, item)) throw NO_COUNTERPART;
      // A cast, as all else is a scalar.
      frame = openFrame(
        /** @type {object} */ (item),
        frame,
        after,
        maxBytes - out.length,
      );
      setAdd(open, item);
      out += frame.head;
    }
    while (frame !== null && !frame.advance(frame)) {
      out += frame.ending;
      setDelete(open, frame.source);
      frame = frame.parent;
    }
    if (out.length > maxBytes) throw TOO_LARGE;
    if (frame === null) break;
    out += frame.before;
    after = frame.after;
    item = frame.item;
  }
  if (out.length * 3 > maxBytes && isLonger(out, maxBytes)) throw TOO_LARGE;
  return out;
}

/**
 * @param {string} text
 * @param {number} maxBytes
 */
function isLonger(text, maxBytes) {
  return exec(NON_ASCII, text) !== null && utf8Bytes(text) > maxBytes;
}

/** @param {string} text */
function utf8Bytes(text) {
  let bytes = text.length;
  for (let index = 0; index < text.length; index++) {
    const unit = charCodeAt(text, index);
    if (unit > 0x7f) {
      bytes += unit > 0x7ff && (unit & 0xf800) !== 0xd800 ? 2 : 1;
    }
  }
  return bytes;
}
