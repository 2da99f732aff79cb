// Texts of values that are no containers.

import {
  $Uint8Array,
  arrayBufferLength,
  attempt,
  bigintToString,
  boxes,
  dateTime,
  getPrototypeOf,
  isArray,
  mapSize,
  setSize,
  stringify,
  typedArrayLength,
  typedArrayName,
  viewBuffer,
  viewLength,
  viewOffset,
} from "../intrinsics.js";
import { MAX_INTEGER_BITS } from "../../../worker/shared_values.js";
import { toBase64 } from "./base64.js";

const MAX_SAFE_INTEGER = 2 ** 53 - 1;

const ObjectPrototype = Object.prototype;

// Thrown, and known only here.
export const NO_COUNTERPART = { __proto__: null };
export const TOO_LARGE = { __proto__: null };

/**
 * The text of a scalar, or null for a container.
 *
 * @param {unknown} value
 * @param {number} room Bytes that its text may have
 * @returns {string | null}
 */
export function encodeScalar(value, room) {
  switch (typeof value) {
    case "string":
      if (value.length > room) throw TOO_LARGE;
      return stringify(value);
    case "number":
      return encodeNumber(value);
    case "boolean":
      return value ? "true" : "false";
    case "bigint":
      return encodeInteger(value);
    case "undefined":
      return "null";
    case "object":
      return value === null ? "null" : encodeScalarObject(value, room);
    default:
      throw NO_COUNTERPART;
  }
}

/** @param {number} value */
function encodeNumber(value) {
  if (value > 0 && value <= MAX_SAFE_INTEGER) return "" + value;
  if (value !== value) return '["n","NaN"]';
  if (value === Infinity) return '["n","Infinity"]';
  if (value === -Infinity) return '["n","-Infinity"]';
  if (value === 0) return 1 / value < 0 ? '["n","-0"]' : "0";
  const isRounded = value % 1 === 0 &&
    (value > MAX_SAFE_INTEGER || value < -MAX_SAFE_INTEGER);
  return isRounded ? '["f",' + value + "]" : "" + value;
}

/** @param {bigint} value */
function encodeInteger(value) {
  const digits = bigintToString(value < 0n ? -value : value, 16);
  if (digits.length > MAX_INTEGER_BITS / 4) throw NO_COUNTERPART;
  return '["i","' + (value < 0n ? "-" : "") + "0x" + digits + '"]';
}

/**
 * Everything but arrays and plain objects is recognised by what its own methods accept, not by its prototype.
 *
 * @param {object} value
 * @param {number} room
 * @returns {string | null}
 */
function encodeScalarObject(value, room) {
  if (isArray(value) || isPlain(value)) return null;
  const name = typedArrayName(value);
  // The casts are by what the captured getters just said.
  if (name === "Uint8Array") {
    return encodeBytes(/** @type {Uint8Array} */ (value), room);
  }
  if (name !== undefined) return null;
  if (
    attempt(mapSize, value) !== undefined ||
    attempt(setSize, value) !== undefined
  ) return null;
  const time = attempt(dateTime, value);
  if (time !== undefined) return encodeDate(time);
  if (attempt(arrayBufferLength, value) !== undefined) {
    return encodeBytes(
      new $Uint8Array(/** @type {ArrayBuffer} */ (value)),
      room,
    );
  }
  const length = attempt(viewLength, value);
  if (length !== undefined) {
    return encodeBytes(
      new $Uint8Array(viewBuffer(value), viewOffset(value), length),
      room,
    );
  }
  for (let index = 0; index < boxes.length; index++) {
    const unboxed = boxes[index].name === "Symbol"
      ? undefined
      : attempt(boxes[index].unbox, value);
    if (unboxed !== undefined) return encodeScalar(unboxed, room);
  }
  throw NO_COUNTERPART;
}

/** @param {number} time */
function encodeDate(time) {
  if (time !== time) throw NO_COUNTERPART;
  return '["d",' + time + "]";
}

/**
 * @param {Uint8Array} bytes
 * @param {number} room
 */
function encodeBytes(bytes, room) {
  if (typedArrayLength(bytes) > room) throw TOO_LARGE;
  return '["b","' + toBase64(bytes) + '"]';
}

/**
 * Whether an object is one of no class.
 *
 * @param {object} value
 */
export function isPlain(value) {
  const prototype = getPrototypeOf(value);
  return prototype === ObjectPrototype || prototype === null;
}
