// Text to bytes and back. Long text is handled by pieces of native calls, as the interpreter takes its time per step.

import {
  $Uint8Array,
  apply,
  fromCharCode,
  fromLatin1,
  PIECE_BYTES,
  toLatin1,
} from "./latin1.js";

/**
 * @typedef {object} Encoding
 * @property {(text: string) => Uint8Array<ArrayBuffer>} encode
 * @property {(bytes: Uint8Array) => string} decode
 */

const NO_ASCII = /[^\0-\x7f]/;
const DIGITS =
  "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** @param {string} text */
function utf8Length(text) {
  let bytes = text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit > 0x7f) {
      bytes += unit > 0x7ff && (unit & 0xf800) !== 0xd800 ? 2 : 1;
    }
  }
  return bytes;
}

/** @param {string} given */
function fromUtf8(given) {
  if (!NO_ASCII.test(given)) return fromLatin1(given);
  const text = given.toWellFormed();
  const bytes = new $Uint8Array(utf8Length(text));
  let at = 0;
  for (let i = 0; i < text.length; i++) {
    const point = text.codePointAt(i) ?? 0;
    if (point < 0x80) {
      bytes[at++] = point;
      continue;
    }
    if (point < 0x800) bytes[at++] = 0xc0 | (point >> 6);
    else {
      if (point < 0x10000) bytes[at++] = 0xe0 | (point >> 12);
      else {
        i++;
        bytes[at++] = 0xf0 | (point >> 18);
        bytes[at++] = 0x80 | ((point >> 12) & 63);
      }
      bytes[at++] = 0x80 | ((point >> 6) & 63);
    }
    bytes[at++] = 0x80 | (point & 63);
  }
  return bytes;
}

/**
 * How many bytes a sequence has that begins with this one; 0 if none does.
 *
 * @param {number} first
 */
function sequenceLength(first) {
  if (first < 0x80) return 1;
  if (first < 0xc2) return 0;
  if (first < 0xe0) return 2;
  if (first < 0xf0) return 3;
  return first < 0xf5 ? 4 : 0;
}

/**
 * The least and the most that the second byte may be, so that nothing is written in too many bytes or too large.
 *
 * @param {number} first
 */
function secondBounds(first) {
  if (first === 0xe0) return [0xa0, 0xbf];
  if (first === 0xed) return [0x80, 0x9f];
  if (first === 0xf0) return [0x90, 0xbf];
  return first === 0xf4 ? [0x80, 0x8f] : [0x80, 0xbf];
}

/**
 * Decodes from `at` on, at least so many bytes; returns the text and where it stopped.
 *
 * @param {Uint8Array} bytes
 * @param {number} at
 * @param {number} atLeast
 * @returns {[text: string, at: number]}
 */
function decodePiece(bytes, at, atLeast) {
  const end = at + atLeast;
  /** @type {number[]} */
  const points = [];
  while (at < end && at < bytes.length) {
    const first = bytes[at];
    const length = sequenceLength(first);
    let point = length < 2 ? first : first & (0xff >> (length + 1));
    let taken = 1;
    if (length === 0) point = 0xfffd;
    for (; taken < length; taken++) {
      const [low, high] = taken === 1 ? secondBounds(first) : [0x80, 0xbf];
      const byte = bytes[at + taken];
      if (!(byte >= low && byte <= high)) {
        point = 0xfffd;
        break;
      }
      point = (point << 6) | (byte & 63);
    }
    points.push(point);
    at += taken;
  }
  return [apply(String.fromCodePoint, undefined, points), at];
}

/** @param {Uint8Array} bytes */
function toUtf8(bytes) {
  let text = "";
  for (let at = 0; at < bytes.length;) {
    const plain = apply(
      fromCharCode,
      undefined,
      bytes.subarray(at, at + PIECE_BYTES),
    );
    if (!NO_ASCII.test(plain)) {
      text += plain;
      at += plain.length;
      continue;
    }
    const [piece, next] = decodePiece(bytes, at, PIECE_BYTES);
    text += piece;
    at = next;
  }
  return text;
}

/**
 * @param {Uint8Array} bytes
 * @param {string} [digits]
 * @param {string} [padding]
 */
function toBase64(bytes, digits = DIGITS, padding = "=") {
  const codes = fromLatin1(digits);
  const { length } = bytes;
  const text = new $Uint8Array(Math.ceil(length / 3) * 4);
  let at = 0;
  for (let i = 0; i < length; i += 3) {
    const group = (bytes[i] << 16) | (bytes[i + 1] << 8) | bytes[i + 2];
    text[at++] = codes[group >> 18];
    text[at++] = codes[(group >> 12) & 63];
    text[at++] = codes[(group >> 6) & 63];
    text[at++] = codes[group & 63];
  }
  const missing = (3 - length % 3) % 3;
  return toLatin1(text.subarray(0, at - missing)) + padding.repeat(missing);
}

/**
 * As forgiving as Node: what is no digit is passed over.
 *
 * @param {string} text
 */
function fromBase64(text) {
  const plain = text.replace(/-/g, "+").replace(/_/g, "/").replace(
    /=.*$|[^A-Za-z0-9+/]/gs,
    "",
  );
  const bytes = new $Uint8Array(Math.floor(plain.length * 3 / 4));
  let held = 0;
  let bits = 0;
  let at = 0;
  for (let i = 0; i < plain.length; i++) {
    held = ((held << 6) | DIGITS.indexOf(plain[i])) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes[at++] = held >> bits;
  }
  return bytes;
}

/** @param {Uint8Array} bytes */
function toHex(bytes) {
  /** @type {string[]} */
  const pieces = [];
  for (let i = 0; i < bytes.length; i++) {
    pieces.push((bytes[i] < 16 ? "0" : "") + bytes[i].toString(16));
  }
  return pieces.join("");
}

/** @param {string} text */
function fromHex(text) {
  const digits = /^(?:[0-9a-f]{2})*/i.exec(text)?.[0] ?? "";
  const bytes = new $Uint8Array(digits.length / 2);
  for (let i = 0; i < bytes.length; i++) {
    bytes[i] = parseInt(digits.slice(2 * i, 2 * i + 2), 16);
  }
  return bytes;
}

/** @param {string} text */
function fromUtf16(text) {
  const bytes = new $Uint8Array(2 * text.length);
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    bytes[2 * i] = unit;
    bytes[2 * i + 1] = unit >> 8;
  }
  return bytes;
}

/** @param {Uint8Array} bytes */
function toUtf16(bytes) {
  let text = "";
  for (let i = 0; i + 1 < bytes.length; i += 2) {
    text += fromCharCode(bytes[i] | (bytes[i + 1] << 8));
  }
  return text;
}

/** @type {Encoding} */
const UTF16 = { encode: fromUtf16, decode: toUtf16 };
/** @type {Encoding} */
const UTF8 = { encode: fromUtf8, decode: toUtf8 };
/** @type {Encoding} */
const LATIN1 = { encode: fromLatin1, decode: (bytes) => toLatin1(bytes) };
/** @type {Record<string, Encoding | undefined>} */
const ENCODINGS = {
  "utf8": UTF8,
  "utf-8": UTF8,
  "utf16le": UTF16,
  "utf-16le": UTF16,
  "ucs2": UTF16,
  "ucs-2": UTF16,
  "latin1": LATIN1,
  "binary": LATIN1,
  "ascii": { encode: fromLatin1, decode: (bytes) => toLatin1(bytes, 0x7f) },
  "base64": { encode: fromBase64, decode: (bytes) => toBase64(bytes) },
  "base64url": {
    encode: fromBase64,
    decode: (bytes) => toBase64(bytes, DIGITS.replace("+/", "-_"), ""),
  },
  "hex": { encode: fromHex, decode: toHex },
};
Object.setPrototypeOf(ENCODINGS, null);

/** @param {unknown} name */
function findEncoding(name) {
  const found = typeof name === "string"
    ? ENCODINGS[name.toLowerCase()]
    : undefined;
  if (found !== undefined) return found;
  throw Object.assign(
    new TypeError(
      `The argument 'encoding' is invalid encoding. Received ${
        typeof name === "string" ? `'${name}'` : String(name)
      }`,
    ),
    { code: "ERR_INVALID_ARG_VALUE" },
  );
}

/** Encodings by the names that Node has for them; an unknown one is thrown. */
export const encodings = {
  /**
   * @param {string} text
   * @param {unknown} [encoding]
   */
  encode: (text, encoding = "utf8") => findEncoding(encoding).encode(text),
  /**
   * @param {Uint8Array} bytes
   * @param {unknown} [encoding]
   */
  decode: (bytes, encoding = "utf8") => findEncoding(encoding).decode(bytes),
  /** @param {unknown} encoding */
  check(encoding) {
    findEncoding(encoding);
  },
  utf8Length,
};
