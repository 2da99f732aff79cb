// The web's text codecs. Loaded when the guest first looks at one of them.

import { encodings, fromCharCode } from "./encodings.js";

class TextEncoder {
  get encoding() {
    return "utf-8";
  }
  /** @param {unknown} text */
  encode(text = "") {
    return encodings.encode(String(text).toWellFormed());
  }
}

/**
 * @param {Uint8Array} a
 * @param {Uint8Array} b
 */
function isEqual(a, b) {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

class TextDecoder {
  #fatal;
  #ignoreBOM;
  /**
   * @param {unknown} label
   * @param {{ fatal?: boolean, ignoreBOM?: boolean }} options
   */
  constructor(label = "utf-8", { fatal = false, ignoreBOM = false } = {}) {
    const known = /^\s*(utf-?8|unicode-1-1-utf-8)\s*$/i;
    if (!known.test(`${label}`)) {
      throw new RangeError(
        `The encoding "${label}" is not supported: only utf-8 is`,
      );
    }
    this.#fatal = fatal;
    this.#ignoreBOM = ignoreBOM;
  }
  get encoding() {
    return "utf-8";
  }
  get fatal() {
    return this.#fatal;
  }
  /** @param {ArrayBuffer | ArrayBufferView} input */
  decode(input = new Uint8Array(0)) {
    const bytes = ArrayBuffer.isView(input)
      ? new Uint8Array(input.buffer, input.byteOffset, input.byteLength)
      : new Uint8Array(input);
    const text = encodings.decode(bytes);
    // What is not UTF-8 was replaced, and does not come back.
    if (this.#fatal && !isEqual(encodings.encode(text), bytes)) {
      throw new TypeError("The encoded data was not valid utf-8");
    }
    return !this.#ignoreBOM && text.charCodeAt(0) === 0xfeff
      ? text.slice(1)
      : text;
  }
}

const BASE64 =
  "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
/** @param {unknown} data */
function btoa(data) {
  const text = String(data);
  let encoded = "";
  for (let i = 0; i < text.length; i += 3) {
    const [a, b, c] = [
      text.charCodeAt(i),
      text.charCodeAt(i + 1),
      text.charCodeAt(i + 2),
    ];
    if (a > 255 || b > 255 || c > 255) {
      throw new RangeError("btoa takes characters up to U+00FF");
    }
    encoded += BASE64[a >> 2] + BASE64[((a & 3) << 4) | (b >> 4)] +
      (i + 1 < text.length ? BASE64[((b & 15) << 2) | (c >> 6)] : "=") +
      (i + 2 < text.length ? BASE64[c & 63] : "=");
  }
  return encoded;
}

/** @param {unknown} data */
function atob(data) {
  const text = String(data).replace(/[\t\n\f\r ]/g, "").replace(
    /^((?:.{4})*.{2,3}?)={1,2}$/,
    "$1",
  );
  if (text.length % 4 === 1 || /[^A-Za-z0-9+/]/.test(text)) {
    throw new TypeError("The text is not valid base64");
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
}

/** Makes the codecs. */
export function makeText() {
  return { TextEncoder, TextDecoder, btoa, atob };
}
