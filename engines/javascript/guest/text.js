// The web's text codecs. Loaded when the guest first looks at one of them.

import { encodings } from "./encodings.js";
import { fromCharCode } from "./latin1.js";
import { findDecoder } from "./text_encodings.js";

/** @import { StreamDecoder } from "./text_encodings.js" */

class TextEncoder {
  get encoding() {
    return "utf-8";
  }
  /** @param {unknown} text */
  encode(text = "") {
    return encodings.encode(String(text).toWellFormed());
  }
  /**
   * @param {unknown} given
   * @param {Uint8Array} destination
   */
  encodeInto(given, destination) {
    if (!(destination instanceof Uint8Array)) {
      throw new TypeError("encodeInto writes into a Uint8Array");
    }
    const text = String(given).toWellFormed();
    let [read, written] = [0, 0];
    for (const one of text) {
      const bytes = encodings.encode(one);
      if (written + bytes.length > destination.length) break;
      destination.set(bytes, written);
      written += bytes.length;
      read += one.length;
    }
    return { read, written };
  }
}

class TextDecoder {
  #fatal;
  #ignoreBOM;
  #encoding;
  #start;
  /** @type {StreamDecoder | undefined} */
  #decoder;
  #isBegun = false;
  /**
   * @param {unknown} label
   * @param {{ fatal?: unknown, ignoreBOM?: unknown }} options
   */
  constructor(label = "utf-8", options = {}) {
    const found = findDecoder(String(label));
    if (found === undefined) {
      throw Object.assign(
        new RangeError(
          `The "${label}" encoding is not supported: use utf-8, utf-16le, utf-16be, windows-1252 or latin1`,
        ),
        { code: "ERR_ENCODING_NOT_SUPPORTED" },
      );
    }
    this.#encoding = found.name;
    this.#start = found.start;
    this.#fatal = Boolean(options?.fatal);
    this.#ignoreBOM = Boolean(options?.ignoreBOM);
  }
  get encoding() {
    return this.#encoding;
  }
  get fatal() {
    return this.#fatal;
  }
  get ignoreBOM() {
    return this.#ignoreBOM;
  }
  /**
   * @param {ArrayBuffer | ArrayBufferView} input
   * @param {{ stream?: unknown }} options
   */
  decode(input = new Uint8Array(0), options = {}) {
    const bytes = toBytes(input);
    const isLast = !options?.stream;
    const decoder = this.#decoder ??= this.#start(this.#fatal);
    /** @type {string} */
    let text;
    try {
      text = decoder(bytes, isLast);
    } catch {
      this.#decoder = undefined;
      this.#isBegun = false;
      throw Object.assign(
        new TypeError(
          `The encoded data was not valid for encoding ${this.#encoding}`,
        ),
        { code: "ERR_ENCODING_INVALID_ENCODED_DATA" },
      );
    }
    const hasMark = !this.#isBegun && !this.#ignoreBOM &&
      this.#encoding !== "windows-1252" && text.charCodeAt(0) === 0xfeff;
    this.#isBegun = !isLast && (this.#isBegun || text !== "");
    if (isLast) this.#decoder = undefined;
    return hasMark ? text.slice(1) : text;
  }
}

/** @param {unknown} input */
function toBytes(input) {
  if (ArrayBuffer.isView(input)) {
    return new Uint8Array(input.buffer, input.byteOffset, input.byteLength);
  }
  const isBuffer = input instanceof ArrayBuffer ||
    Object.prototype.toString.call(input) === "[object SharedArrayBuffer]";
  if (!isBuffer) {
    throw Object.assign(
      new TypeError(
        'The "list" argument must be an instance of SharedArrayBuffer, ArrayBuffer or ArrayBufferView.',
      ),
      { code: "ERR_INVALID_ARG_TYPE" },
    );
  }
  return new Uint8Array(/** @type {ArrayBuffer} */ (input));
}

for (
  const [constructor, tag]
    of /** @type {const} */ ([[TextEncoder, "TextEncoder"], [
      TextDecoder,
      "TextDecoder",
    ]])
) {
  Object.defineProperty(constructor.prototype, Symbol.toStringTag, {
    value: tag,
    configurable: true,
  });
}

const BASE64 =
  "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/**
 * Makes the codecs.
 *
 * @param {(message: string) => unknown} invalidCharacter Makes an InvalidCharacterError
 */
export function makeText(invalidCharacter) {
  const functions = {
    /** @param {unknown} data */
    btoa(data) {
      if (arguments.length === 0) {
        throw new TypeError('The "data" argument must be specified');
      }
      const text = String(data);
      const bytes = new Uint8Array(text.length);
      for (let i = 0; i < text.length; i++) {
        const unit = text.charCodeAt(i);
        if (unit > 255) throw invalidCharacter("Invalid character");
        bytes[i] = unit;
      }
      return encodings.decode(bytes, "base64");
    },
    /** @param {unknown} data */
    atob(data) {
      if (arguments.length === 0) {
        throw new TypeError('The "data" argument must be specified');
      }
      const text = String(data).replace(/[\t\n\f\r ]/g, "").replace(
        /^((?:.{4})*.{2,3}?)={1,2}$/,
        "$1",
      );
      if (text.length % 4 === 1 || /[^A-Za-z0-9+/]/.test(text)) {
        throw invalidCharacter(
          "The string to be decoded is not correctly encoded.",
        );
      }
      let decoded = "";
      let bits = 0;
      let held = 0;
      for (let i = 0; i < text.length; i++) {
        held = (held << 6) | BASE64.indexOf(text[i]);
        bits += 6;
        if (bits < 8) continue;
        bits -= 8;
        decoded += fromCharCode((held >> bits) & 255);
      }
      return decoded;
    },
  };
  return { TextEncoder, TextDecoder, ...functions };
}
