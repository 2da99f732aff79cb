// `buffer`.

import { web } from "./web_globals.js";
import { encodings } from "../encodings.js";
import {
  asBuffer,
  Bytes,
  checkSize,
  compareBytes,
  fromList,
  fromText,
  isEncoding,
  MAX_LENGTH,
  needBytes,
} from "./buffer_bytes.js";
import { methods, settings } from "./buffer_methods.js";
import { defineNumbers } from "./buffer_numbers.js";
import { invalidType, nodeError, received } from "./errors.js";

/** @import { BufferStatics } from "./node.d.ts" */

/**
 * The class, which can be called without `new` too.
 *
 * @param {unknown} value
 * @param {string | number} [encodingOrOffset]
 * @param {number} [length]
 */
export function Buffer(value, encodingOrOffset, length) {
  return typeof value === "number"
    ? statics.alloc(value)
    : statics.from(value, encodingOrOffset, length);
}
Object.setPrototypeOf(Buffer, Uint8Array);
Buffer.prototype = Bytes.prototype;
Object.defineProperty(Bytes.prototype, "constructor", {
  value: Buffer,
  writable: true,
  configurable: true,
  enumerable: false,
});

/**
 * @typedef {object} Convertible
 * @property {unknown} [type]
 * @property {unknown} [data]
 * @property {number} [length]
 */

/** @param {Convertible} value */
function fromObject(value) {
  const plain = value.valueOf?.();
  if (plain !== undefined && plain !== null && plain !== value) {
    if (typeof plain === "string" || typeof plain === "object") {
      return statics.from(plain);
    }
  }
  if (value.type === "Buffer" && Array.isArray(value.data)) {
    return fromList(value.data);
  }
  if ("length" in value || ArrayBuffer.isView(value)) {
    // A cast, as what has no length is an empty list.
    return fromList(/** @type {ArrayLike<number>} */ (value));
  }
  // A cast, as an object may have such a method.
  const text =
    /** @type {{ [Symbol.toPrimitive]?: (hint: string) => unknown }} */ (value)
      [Symbol.toPrimitive]?.("string");
  if (typeof text === "string") return fromText(text);
  throw notConvertible(value);
}

/** @param {unknown} value */
function notConvertible(value) {
  return nodeError(
    TypeError,
    "ERR_INVALID_ARG_TYPE",
    `The first argument must be of type string or an instance of Buffer, ArrayBuffer, or Array or an Array-like Object.${
      received(value)
    }`,
  );
}

/** @type {BufferStatics} */
const statics = {
  poolSize: 8192,
  from(value, encodingOrOffset, length) {
    if (typeof value === "string") {
      // A cast, as a text has an encoding.
      return fromText(value, /** @type {string} */ (encodingOrOffset));
    }
    if (value instanceof ArrayBuffer || isShared(value)) {
      const offset = Number(encodingOrOffset) || 0;
      if (offset > value.byteLength) {
        throw nodeError(
          RangeError,
          "ERR_BUFFER_OUT_OF_BOUNDS",
          '"offset" is outside of buffer bounds',
        );
      }
      return new Bytes(
        value,
        offset,
        length === undefined ? value.byteLength - offset : Math.max(0, length),
      );
    }
    if (typeof value === "object" && value !== null) return fromObject(value);
    throw notConvertible(value);
  },
  of: (...items) => fromList(items),
  alloc(size, fill, encoding) {
    checkSize(size);
    const bytes = new Bytes(size);
    return fill === undefined || fill === 0
      ? bytes
      : bytes.fill(fill, encoding);
  },
  allocUnsafe(size) {
    checkSize(size);
    return new Bytes(size);
  },
  allocUnsafeSlow(size) {
    checkSize(size);
    return new Bytes(size);
  },
  byteLength(value, encoding) {
    if (typeof value === "string") {
      return encoding === undefined || /^utf-?8$/i.test(encoding)
        ? encodings.utf8Length(value)
        : fromText(value, isEncoding(encoding) ? encoding : "utf8").length;
    }
    if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) {
      return value.byteLength;
    }
    throw invalidType(
      "string",
      "of type string or an instance of Buffer or ArrayBuffer",
      value,
    );
  },
  compare: (a, b) => compareBytes(needBytes("buf1", a), needBytes("buf2", b)),
  concat(list, length) {
    if (!Array.isArray(list)) {
      throw invalidType("list", "an instance of Array", list);
    }
    const total = length ??
      list.reduce(
        (sum, one, i) => sum + needBytes(`list[${i}]`, one).length,
        0,
      );
    const bytes = statics.alloc(total);
    let at = 0;
    for (const one of list) {
      const piece = one.subarray(0, Math.max(0, total - at));
      bytes.set(piece, at);
      at += piece.length;
    }
    return bytes;
  },
  copyBytesFrom(view, offset = 0, length = view.length - offset) {
    const part = view.subarray(offset, offset + length);
    return asBuffer(
      new Uint8Array(part.buffer, part.byteOffset, part.byteLength).slice(),
    );
  },
  isBuffer: (value) => value instanceof Bytes,
  isEncoding: (name) => typeof name === "string" && isEncoding(name),
};

/**
 * @param {unknown} value
 * @returns {value is SharedArrayBuffer}
 */
function isShared(value) {
  return typeof SharedArrayBuffer === "function" &&
    value instanceof SharedArrayBuffer;
}

/**
 * @param {object} object
 * @param {object} members
 */
function install(object, members) {
  for (const key of Reflect.ownKeys(members)) {
    Object.defineProperty(object, key, {
      ...Object.getOwnPropertyDescriptor(members, key),
      enumerable: false,
    });
  }
}
install(Buffer, statics);
install(Bytes.prototype, methods);
defineNumbers(Bytes.prototype);
for (
  const [name, property] of /** @type {const} */ ([
    ["parent", "buffer"],
    ["offset", "byteOffset"],
  ])
) {
  Object.defineProperty(Bytes.prototype, name, {
    get() {
      return this instanceof Bytes ? this[property] : undefined;
    },
    configurable: true,
    enumerable: true,
  });
}

/** @returns {Record<string, object>} */
export function make() {
  const constants = { MAX_LENGTH, MAX_STRING_LENGTH: 2 ** 29 - 24 };
  /** @type {Record<string, unknown>} */
  const module = {
    Buffer,
    SlowBuffer: Buffer,
    constants,
    kMaxLength: MAX_LENGTH,
    kStringMaxLength: constants.MAX_STRING_LENGTH,
    atob: web.atob,
    btoa: web.btoa,
    /** @param {Uint8Array} bytes */
    isAscii: (bytes) => bytes.every((byte) => byte < 128),
    /** @param {Uint8Array} bytes */
    isUtf8: (bytes) =>
      compareBytes(encodings.encode(encodings.decode(bytes)), bytes) === 0,
    /**
     * @param {Uint8Array} bytes
     * @param {string} from
     * @param {string} to
     */
    transcode: (bytes, from, to) =>
      statics.from(asBuffer(bytes).toString(from), to),
  };
  for (const name of /** @type {const} */ (["Blob", "File"])) {
    if (name in web) module[name] = web[name];
  }
  Object.defineProperty(module, "INSPECT_MAX_BYTES", {
    get: () => settings.INSPECT_MAX_BYTES,
    set: (value) => settings.INSPECT_MAX_BYTES = value,
    configurable: true,
    enumerable: true,
  });
  return { buffer: module };
}
