// How buffers read and write numbers.

import { invalidType, nodeError, outOfRange } from "./errors.js";

/** The methods' names after `read` and `write`, those of `DataView`, and sizes in bytes. */
/** @type {readonly (readonly [string, string, number])[]} */
const KINDS = [
  ["UInt8", "Uint8", 1],
  ["Int8", "Int8", 1],
  ["UInt16", "Uint16", 2],
  ["Int16", "Int16", 2],
  ["UInt32", "Uint32", 4],
  ["Int32", "Int32", 4],
  ["Float", "Float32", 4],
  ["Double", "Float64", 8],
  ["BigUInt64", "BigUint64", 8],
  ["BigInt64", "BigInt64", 8],
];

/** @param {Uint8Array} bytes */
function viewOf(bytes) {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/**
 * @param {Uint8Array} bytes
 * @param {unknown} offset
 * @param {number} size
 */
function checkOffset(bytes, offset, size) {
  if (typeof offset !== "number") {
    throw invalidType("offset", "of type number", offset);
  }
  const last = bytes.length - size;
  if (last < 0) {
    throw nodeError(
      RangeError,
      "ERR_BUFFER_OUT_OF_BOUNDS",
      "Attempt to access memory outside buffer bounds",
    );
  }
  if (!Number.isInteger(offset)) {
    throw outOfRange("offset", "an integer", offset);
  }
  if (offset < 0 || offset > last) {
    throw outOfRange("offset", `>= 0 and <= ${last}`, offset);
  }
}

/**
 * @param {unknown} value
 * @param {string} name
 * @param {number} size
 */
function checkValue(value, name, size) {
  if (/Float|Double/.test(name)) return;
  const isBig = name.startsWith("Big");
  const isSigned = !name.includes("UInt");
  if (isBig && typeof value !== "bigint") {
    throw invalidType("value", "of type bigint", value);
  }
  const bits = 8 * size;
  const low = isSigned ? -(2 ** (bits - 1)) : 0;
  const high = isSigned ? 2 ** (bits - 1) : 2 ** bits;
  // A cast, as numbers and bigints can be compared.
  const number = /** @type {number} */ (value);
  const isInside = isBig
    ? number >= BigInt(low) && number < BigInt(high)
    : number >= low && number < high;
  if (isInside || Number.isNaN(Number(value))) return;
  const rule = size > 4
    ? isSigned
      ? `>= -(2${isBig ? "n" : ""} ** ${bits - 1}${isBig ? "n" : ""}) and < 2${
        isBig ? "n" : ""
      } ** ${bits - 1}${isBig ? "n" : ""}`
      : `>= 0${isBig ? "n" : ""} and < 2${isBig ? "n" : ""} ** ${bits}${
        isBig ? "n" : ""
      }`
    : `>= ${low} and <= ${high - 1}`;
  throw outOfRange("value", rule, isBig ? `${value}n` : value);
}

/**
 * @param {Uint8Array} bytes
 * @param {number} offset
 * @param {number} size
 * @param {{ isLittle: boolean, isSigned: boolean }} kind
 */
function readParts(bytes, offset, size, { isLittle, isSigned }) {
  checkOffset(bytes, offset, size);
  let value = 0;
  for (let i = 0; i < size; i++) {
    value = value * 256 + bytes[offset + (isLittle ? size - 1 - i : i)];
  }
  return isSigned && value >= 2 ** (8 * size - 1)
    ? value - 2 ** (8 * size)
    : value;
}

/**
 * @param {Uint8Array} bytes
 * @param {number} value
 * @param {number} offset
 * @param {number} size
 * @param {{ isLittle: boolean, isSigned: boolean }} kind
 */
function writeParts(bytes, value, offset, size, { isLittle, isSigned }) {
  checkOffset(bytes, offset, size);
  checkValue(value, isSigned ? "Int" : "UInt", size);
  let rest = value < 0 ? value + 2 ** (8 * size) : Math.trunc(value);
  for (let i = 0; i < size; i++) {
    bytes[offset + (isLittle ? i : size - 1 - i)] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  return offset + size;
}

/** @typedef {(this: Uint8Array, ...args: number[]) => unknown} NumberMethod */

/**
 * Gives the prototype of buffers their methods for numbers.
 *
 * @param {object} prototype
 */
export function defineNumbers(prototype) {
  /** @type {(name: string, value: NumberMethod) => void} */
  const define = (name, value) => {
    Object.defineProperty(value, "name", { value: name });
    // Node spells them in two ways.
    for (const one of new Set([name, name.replace("UInt", "Uint")])) {
      Object.defineProperty(prototype, one, {
        value,
        writable: true,
        configurable: true,
        enumerable: false,
      });
    }
  };
  for (const [name, view, size] of KINDS) {
    for (const order of size === 1 ? [""] : ["LE", "BE"]) {
      const isLittle = order === "LE";
      define(`read${name}${order}`, function (offset = 0) {
        checkOffset(this, offset, size);
        return viewOf(this)[/** @type {"getInt32"} */ (`get${view}`)](
          offset,
          isLittle,
        );
      });
      define(`write${name}${order}`, function (value, offset = 0) {
        checkValue(value, name, size);
        checkOffset(this, offset, size);
        viewOf(this)[/** @type {"setInt32"} */ (`set${view}`)](
          offset,
          value,
          isLittle,
        );
        return offset + size;
      });
    }
  }
  for (const isSigned of [true, false]) {
    for (const isLittle of [true, false]) {
      const name = `${isSigned ? "Int" : "UInt"}${isLittle ? "LE" : "BE"}`;
      define(`read${name}`, function (offset, size) {
        return readParts(this, offset, size, { isLittle, isSigned });
      });
      define(`write${name}`, function (value, offset, size) {
        return writeParts(this, value, offset, size, { isLittle, isSigned });
      });
    }
  }
}
