// `buffer`.

import { encodings } from "../encodings.js";
import { defineNumbers } from "./buffer_numbers.js";
import { searchBytes } from "./buffer_search.js";
import { invalidType, nodeError, outOfRange, received } from "./errors.js";

const INSPECT = Symbol.for("nodejs.util.inspect.custom");
const MAX_LENGTH = 2 ** 31 - 1;
const settings = { INSPECT_MAX_BYTES: 50 };

class Bytes extends Uint8Array {}

/**
 * The class, which can be called without `new` too.
 *
 * @param value
 * @param encodingOrOffset
 * @param length
 */
function Buffer(value, encodingOrOffset, length) {
  return typeof value === "number"
    ? Buffer.alloc(value)
    : Buffer.from(value, encodingOrOffset, length);
}
Object.setPrototypeOf(Buffer, Uint8Array);
Buffer.prototype = Bytes.prototype;
Object.defineProperty(Bytes.prototype, "constructor", {
  value: Buffer,
  writable: true,
  configurable: true,
  enumerable: false,
});

function checkSize(size) {
  if (typeof size !== "number") {
    throw invalidType("size", "of type number", size);
  }
  if (!(size >= 0 && size <= MAX_LENGTH)) {
    throw outOfRange("size", `>= 0 && <= ${MAX_LENGTH}`, size);
  }
}

function isEncoding(name) {
  try {
    encodings.check(name);
    return name !== "";
  } catch {
    return false;
  }
}

function checkEncoding(encoding) {
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

function fromText(text, encoding) {
  return asBuffer(encodings.encode(text, checkEncoding(encoding)));
}

/** The same bytes as a buffer. */
function asBuffer(bytes) {
  return new Bytes(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function fromList(list) {
  const bytes = new Bytes(Math.max(0, Number(list.length) || 0));
  for (let i = 0; i < bytes.length; i++) bytes[i] = list[i];
  return bytes;
}

function fromObject(value) {
  const plain = value.valueOf?.();
  if (plain !== undefined && plain !== null && plain !== value) {
    if (typeof plain === "string" || typeof plain === "object") {
      return Buffer.from(plain);
    }
  }
  if (value.type === "Buffer" && Array.isArray(value.data)) {
    return fromList(value.data);
  }
  if ("length" in value || ArrayBuffer.isView(value)) return fromList(value);
  const text = value[Symbol.toPrimitive]?.("string");
  if (typeof text === "string") return fromText(text);
  throw notConvertible(value);
}

function notConvertible(value) {
  return nodeError(
    TypeError,
    "ERR_INVALID_ARG_TYPE",
    `The first argument must be of type string or an instance of Buffer, ArrayBuffer, or Array or an Array-like Object.${
      received(value)
    }`,
  );
}

function compareBytes(a, b) {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    if (a[i] !== b[i]) return a[i] < b[i] ? -1 : 1;
  }
  return a.length === b.length ? 0 : a.length < b.length ? -1 : 1;
}

function needBytes(name, value) {
  if (!(value instanceof Uint8Array)) {
    throw invalidType(name, "an instance of Buffer or Uint8Array", value);
  }
  return value;
}

const statics = {
  poolSize: 8192,
  from(value, encodingOrOffset, length) {
    if (typeof value === "string") return fromText(value, encodingOrOffset);
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
    const bytes = Buffer.alloc(total);
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

function isShared(value) {
  return typeof SharedArrayBuffer === "function" &&
    value instanceof SharedArrayBuffer;
}

function clamp(value, fallback, length) {
  const number = value === undefined
    ? fallback
    : Math.trunc(Number(value)) || 0;
  const whole = number < 0 ? number + length : number;
  return Math.min(Math.max(whole, 0), length);
}

/** As many whole characters of text as there is room for. */
function encodeAtMost(text, encoding, room) {
  const bytes = encodings.encode(text, encoding);
  if (bytes.length <= room) return bytes;
  let end = room;
  if (/^utf-?8$/i.test(encoding)) {
    while (end > 0 && (bytes[end] & 0xc0) === 0x80) end--;
  } else if (/^(?:utf-?16le|ucs-?2)$/i.test(encoding)) end -= end % 2;
  return bytes.subarray(0, end);
}

const methods = {
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
    return this.toString(...args);
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
    const from = offset ?? 0;
    const to = end ?? this.length;
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
    const from = offset ?? 0;
    if (from < 0 || from > this.length) {
      throw outOfRange("offset", `>= 0 and <= ${this.length}`, from);
    }
    const room = Math.min(length ?? Infinity, this.length - from);
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
  const [name, property] of [["parent", "buffer"], ["offset", "byteOffset"]]
) {
  Object.defineProperty(Bytes.prototype, name, {
    get() {
      return this instanceof Bytes ? this[property] : undefined;
    },
    configurable: true,
    enumerable: true,
  });
}

export function make() {
  const constants = { MAX_LENGTH, MAX_STRING_LENGTH: 2 ** 29 - 24 };
  const module = {
    Buffer,
    SlowBuffer: Buffer,
    constants,
    kMaxLength: MAX_LENGTH,
    kStringMaxLength: constants.MAX_STRING_LENGTH,
    atob: globalThis.atob,
    btoa: globalThis.btoa,
    isAscii: (bytes) => bytes.every((byte) => byte < 128),
    isUtf8: (bytes) =>
      compareBytes(encodings.encode(encodings.decode(bytes)), bytes) === 0,
    transcode: (bytes, from, to) =>
      Buffer.from(asBuffer(bytes).toString(from), to),
  };
  for (const name of ["Blob", "File"]) {
    if (name in globalThis) module[name] = globalThis[name];
  }
  Object.defineProperty(module, "INSPECT_MAX_BYTES", {
    get: () => settings.INSPECT_MAX_BYTES,
    set: (value) => settings.INSPECT_MAX_BYTES = value,
    configurable: true,
    enumerable: true,
  });
  return { buffer: module };
}
