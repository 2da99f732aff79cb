// The bytes of buffers, and what they are made of.

import { encodings } from "../encodings.js";
import { invalidType, nodeError, outOfRange } from "./errors.js";

/** @import { BytesClass, NodeBuffer } from "./node.d.ts" */

export const MAX_LENGTH = 2 ** 31 - 1;
/**
 * The class of buffers; `Buffer` has its prototype.
 *
 * @type {BytesClass}
 */
export const Bytes = /** @type {BytesClass} */ (
  /** @type {unknown} */ (class Bytes extends Uint8Array {})
);

/** @param {unknown} size */
export function checkSize(size) {
  if (typeof size !== "number") {
    throw invalidType("size", "of type number", size);
  }
  if (!(size >= 0 && size <= MAX_LENGTH)) {
    throw outOfRange("size", `>= 0 && <= ${MAX_LENGTH}`, size);
  }
}

/** @param {string} name */
export function isEncoding(name) {
  try {
    encodings.check(name);
    return name !== "";
  } catch {
    return false;
  }
}

/** @param {string | null} [encoding] */
export function checkEncoding(encoding) {
  if (encoding === undefined || encoding === null || encoding === "") {
    return "utf8";
  }
  if (isEncoding(encoding)) return encoding;
  throw nodeError(
    TypeError,
    "ERR_UNKNOWN_ENCODING",
    `Unknown encoding: ${encoding}`,
  );
}

/**
 * @param {string} text
 * @param {string} [encoding]
 */
export function fromText(text, encoding) {
  return asBuffer(encodings.encode(text, checkEncoding(encoding)));
}

/**
 * The same bytes as a buffer.
 *
 * @param {Uint8Array} bytes
 */
export function asBuffer(bytes) {
  return new Bytes(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/**
 * @param {ArrayLike<number>} list
 * @returns {NodeBuffer}
 */
export function fromList(list) {
  const bytes = new Bytes(Math.max(0, Number(list.length) || 0));
  for (let i = 0; i < bytes.length; i++) bytes[i] = list[i];
  return bytes;
}

/**
 * @param {Uint8Array} a
 * @param {Uint8Array} b
 */
export function compareBytes(a, b) {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    if (a[i] !== b[i]) return a[i] < b[i] ? -1 : 1;
  }
  return a.length === b.length ? 0 : a.length < b.length ? -1 : 1;
}

/**
 * @param {string} name
 * @param {unknown} value
 */
export function needBytes(name, value) {
  if (!(value instanceof Uint8Array)) {
    throw invalidType(name, "an instance of Buffer or Uint8Array", value);
  }
  return value;
}
