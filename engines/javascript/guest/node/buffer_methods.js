// What buffers do.

import { encodings } from "../encodings.js";
import {
  checkEncoding,
  compareBytes,
  fromText,
  needBytes,
} from "./buffer_bytes.js";
import { searchBytes } from "./buffer_search.js";
import { invalidType, nodeError, outOfRange } from "./errors.js";

/** @import { BufferMethods, Needle, NodeBuffer } from "./node.d.ts" */

const INSPECT = Symbol.for("nodejs.util.inspect.custom");
export const settings = { INSPECT_MAX_BYTES: 50 };

/**
 * @param {unknown} value
 * @param {number} fallback
 * @param {number} length
 */
function clamp(value, fallback, length) {
  const number = value === undefined
    ? fallback
    : Math.trunc(Number(value)) || 0;
  const whole = number < 0 ? number + length : number;
  return Math.min(Math.max(whole, 0), length);
}

/**
 * As many whole characters of text as there is room for.
 *
 * @param {string} text
 * @param {string} encoding
 * @param {number} room
 */
function encodeAtMost(text, encoding, room) {
  const bytes = encodings.encode(text, encoding);
  if (bytes.length <= room) return bytes;
  let end = room;
  if (/^utf-?8$/i.test(encoding)) {
    while (end > 0 && (bytes[end] & 0xc0) === 0x80) end--;
  } else if (/^(?:utf-?16le|ucs-?2)$/i.test(encoding)) end -= end % 2;
  return bytes.subarray(0, end);
}

/** @type {BufferMethods & ThisType<NodeBuffer>} */
export const methods = {
  toString(encoding, start, end) {
    const from = Math.min(Math.max(Math.trunc(start) || 0, 0), this.length);
    const to = end === undefined
      ? this.length
      : Math.min(Math.max(Math.trunc(end) || 0, 0), this.length);
    if (to <= from) return "";
    return encodings.decode(
      Uint8Array.prototype.subarray.call(this, from, to),
      checkEncoding(encoding),
    );
  },
  toLocaleString(...args) {
    return this.toString(.../** @type {[]} */ (args));
  },
  toJSON() {
    return { type: "Buffer", data: Array.from(this) };
  },
  equals(other) {
    return compareBytes(this, needBytes("otherBuffer", other)) === 0;
  },
  compare(target, targetStart, targetEnd, start, end) {
    needBytes("target", target);
    return compareBytes(
      this.subarray(start ?? 0, end ?? this.length),
      target.subarray(targetStart ?? 0, targetEnd ?? target.length),
    );
  },
  copy(target, targetStart = 0, start = 0, end = this.length) {
    needBytes("target", target);
    const piece = this.subarray(
      start,
      Math.max(start, Math.min(end, start + target.length - targetStart)),
    );
    target.set(piece, targetStart);
    return piece.length;
  },
  slice(start, end) {
    const from = clamp(start, 0, this.length);
    return this.subarray(
      from,
      Math.max(from, clamp(end, this.length, this.length)),
    );
  },
  fill(value, offset, end, encoding) {
    if (typeof offset === "string") [offset, encoding] = [undefined, offset];
    else if (typeof end === "string") [end, encoding] = [undefined, end];
    // Casts, as texts are encodings by now.
    const from = /** @type {number} */ (offset ?? 0);
    const to = /** @type {number} */ (end ?? this.length);
    if (from < 0 || from > this.length) {
      throw outOfRange("offset", `>= 0 and <= ${this.length}`, from);
    }
    if (to < 0 || to > this.length) {
      throw outOfRange("end", `>= 0 and <= ${this.length}`, to);
    }
    if (typeof value !== "string" && !(value instanceof Uint8Array)) {
      return Uint8Array.prototype.fill.call(this, Number(value), from, to);
    }
    const pattern = typeof value === "string"
      ? fromText(value, encoding)
      : value;
    if (pattern.length === 0) {
      return Uint8Array.prototype.fill.call(this, 0, from, to);
    }
    for (let i = from; i < to; i++) {
      this[i] = pattern[(i - from) % pattern.length];
    }
    return this;
  },
  write(text, offset, length, encoding) {
    if (typeof text !== "string") {
      throw invalidType("argument", "of type string", text);
    }
    if (typeof offset === "string") [offset, encoding] = [undefined, offset];
    else if (typeof length === "string") {
      [length, encoding] = [undefined, length];
    }
    // Casts, as texts are encodings by now.
    const from = /** @type {number} */ (offset ?? 0);
    if (from < 0 || from > this.length) {
      throw outOfRange("offset", `>= 0 and <= ${this.length}`, from);
    }
    const most = /** @type {number} */ (length ?? Infinity);
    const room = Math.min(most, this.length - from);
    const bytes = encodeAtMost(text, checkEncoding(encoding), room);
    this.set(bytes, from);
    return bytes.length;
  },
  indexOf(value, offset, encoding) {
    return searchBytes(this, toNeedle(value, offset, encoding), offset, false);
  },
  lastIndexOf(value, offset, encoding) {
    return searchBytes(this, toNeedle(value, offset, encoding), offset, true);
  },
  includes(value, offset, encoding) {
    return this.indexOf(value, offset, encoding) >= 0;
  },
  swap16() {
    return swap(this, 2);
  },
  swap32() {
    return swap(this, 4);
  },
  swap64() {
    return swap(this, 8);
  },
  [INSPECT]() {
    const shown = Math.min(settings.INSPECT_MAX_BYTES, this.length);
    let text = "<Buffer ";
    for (let i = 0; i < shown; i++) {
      text += (i > 0 ? " " : "") + (this[i] < 16 ? "0" : "") +
        this[i].toString(16);
    }
    const more = this.length - shown;
    if (more > 0) text += ` ... ${more} more byte${more > 1 ? "s" : ""}`;
    return `${text}>`;
  },
};

/**
 * @param {Needle} value
 * @param {unknown} offset
 * @param {string} [encoding]
 * @returns {Uint8Array}
 */
function toNeedle(value, offset, encoding) {
  if (typeof value === "string") {
    return fromText(value, typeof offset === "string" ? offset : encoding);
  }
  if (typeof value === "number") return Uint8Array.of(value);
  if (value instanceof Uint8Array) return value;
  throw invalidType(
    "value",
    "one of type number or string or an instance of Buffer or Uint8Array",
    value,
  );
}

/**
 * @template {Uint8Array} Bytes
 * @param {Bytes} bytes
 * @param {number} size
 */
function swap(bytes, size) {
  if (bytes.length % size !== 0) {
    throw nodeError(
      RangeError,
      "ERR_INVALID_BUFFER_SIZE",
      `Buffer size must be a multiple of ${8 * size}-bits`,
    );
  }
  for (let i = 0; i < bytes.length; i += size) {
    Uint8Array.prototype.subarray.call(bytes, i, i + size).reverse();
  }
  return bytes;
}
