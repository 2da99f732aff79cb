// `string_decoder`.

import { encodings } from "../encodings.js";
import { invalidType, nodeError } from "./errors.js";

/** @type {Readonly<Record<string, string>>} */
const NAMES = {
  "utf-8": "utf8",
  "ucs2": "utf16le",
  "ucs-2": "utf16le",
  "utf-16le": "utf16le",
  "binary": "latin1",
};

/**
 * How many bytes at the end are the beginning of a character.
 *
 * @param {Uint8Array} bytes
 * @param {string} encoding
 */
function incomplete(bytes, encoding) {
  const { length } = bytes;
  if (encoding === "utf16le") {
    if (length % 2 === 1) {
      return length >= 3 && (bytes[length - 2] & 0xfc) === 0xd8 ? 3 : 1;
    }
    return length >= 2 && (bytes[length - 1] & 0xfc) === 0xd8 ? 2 : 0;
  }
  if (encoding === "base64" || encoding === "base64url") return length % 3;
  if (encoding !== "utf8") return 0;
  for (let back = 1; back <= 3 && back <= length; back++) {
    const byte = bytes[length - back];
    if ((byte & 0xc0) === 0x80) continue;
    const size = byte >= 0xf0 && byte < 0xf5
      ? 4
      : byte >= 0xe0 && byte < 0xf0
      ? 3
      : byte >= 0xc2 && byte < 0xe0
      ? 2
      : 1;
    return size > back ? back : 0;
  }
  return 0;
}

class StringDecoder {
  #held = new Uint8Array(0);
  constructor(encoding = "utf8") {
    const name = String(encoding).toLowerCase();
    try {
      encodings.check(name);
    } catch {
      throw nodeError(
        TypeError,
        "ERR_UNKNOWN_ENCODING",
        `Unknown encoding: ${encoding}`,
      );
    }
    this.encoding = NAMES[name] ?? name;
  }
  /**
   * @param {unknown} chunk
   * @returns {string}
   */
  write(chunk) {
    if (typeof chunk === "string") return chunk;
    if (!ArrayBuffer.isView(chunk)) {
      throw invalidType(
        "buf",
        "an instance of Buffer, TypedArray, or DataView",
        chunk,
      );
    }
    const given = new Uint8Array(
      chunk.buffer,
      chunk.byteOffset,
      chunk.byteLength,
    );
    const bytes = new Uint8Array(this.#held.length + given.length);
    bytes.set(this.#held);
    bytes.set(given, this.#held.length);
    const end = bytes.length - incomplete(bytes, this.encoding);
    this.#held = bytes.slice(end);
    return encodings.decode(bytes.subarray(0, end), this.encoding);
  }
  /** @param {unknown} [chunk] */
  end(chunk) {
    const text = chunk === undefined ? "" : this.write(chunk);
    const rest = this.#held;
    this.#held = new Uint8Array(0);
    return rest.length === 0
      ? text
      : text + encodings.decode(rest, this.encoding);
  }
}

export function make() {
  return { string_decoder: { StringDecoder } };
}
