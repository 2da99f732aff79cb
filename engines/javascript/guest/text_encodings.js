// The encodings that text is decoded from, piece by piece.

import { encodings } from "./encodings.js";

/** @typedef {(bytes: Uint8Array, isLast: boolean) => string} StreamDecoder Throws for what is not valid, if it is strict. */

/** The labels of the Encoding Standard. */
const LABELS = /** @type {const} */ ({
  "utf-8":
    "unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf-8 utf8 x-unicode20utf8",
  "utf-16le":
    "csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff utf-16 utf-16le",
  "utf-16be": "unicodefffe utf-16be",
  "windows-1252":
    "ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso8859-1 iso88591 iso_8859-1 iso_8859-1:1987 l1 latin1 us-ascii windows-1252 x-cp1252",
});
/** What windows-1252 has from 0x80 to 0x9f. */
const WINDOWS = "€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ";

/**
 * An encoding by one of its labels.
 *
 * @param {string} label
 */
export function findDecoder(label) {
  const plain = label.replace(/^[\t\n\f\r ]+|[\t\n\f\r ]+$/g, "").toLowerCase();
  for (
    const name of /** @type {(keyof typeof LABELS)[]} */ (Object.keys(LABELS))
  ) {
    if (!LABELS[name].split(" ").includes(plain)) continue;
    return { name, start: DECODERS[name] };
  }
  return undefined;
}

/**
 * @param {Uint8Array} held
 * @param {Uint8Array} bytes
 */
function join(held, bytes) {
  if (held.length === 0) return bytes;
  const joined = new Uint8Array(held.length + bytes.length);
  joined.set(held);
  joined.set(bytes, held.length);
  return joined;
}

/**
 * How many bytes at the end begin a character that may go on.
 *
 * @param {Uint8Array} bytes
 */
function unfinishedBytes(bytes) {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const at = bytes.length - back;
    const byte = bytes[at];
    if (byte < 0x80) return 0;
    if (byte < 0xc0) continue;
    const length = byte >= 0xf0 && byte < 0xf5
      ? 4
      : byte >= 0xe0 && byte < 0xf0
      ? 3
      : byte >= 0xc2 && byte < 0xe0
      ? 2
      : 0;
    if (length <= back) return 0;
    // What cannot be such a beginning is replaced at once.
    const second = bytes[at + 1] ??
      (byte === 0xe0 || byte === 0xf0 ? 0xa0 : 0x80);
    const isValid = back === 1 || !(
      (byte === 0xe0 && second < 0xa0) || (byte === 0xed && second > 0x9f) ||
      (byte === 0xf0 && second < 0x90) || (byte === 0xf4 && second > 0x8f)
    );
    return isValid ? back : 0;
  }
  return 0;
}

/**
 * @param {string} text
 * @param {Uint8Array} bytes
 */
function isSame(text, bytes) {
  const again = encodings.encode(text);
  return again.length === bytes.length &&
    again.every((byte, i) => byte === bytes[i]);
}

/**
 * @param {boolean} isFatal
 * @returns {StreamDecoder}
 */
function utf8(isFatal) {
  let held = new Uint8Array(0);
  return (bytes, isLast) => {
    const all = join(held, bytes);
    const kept = isLast ? 0 : unfinishedBytes(all);
    const whole = all.subarray(0, all.length - kept);
    held = all.slice(all.length - kept);
    const text = encodings.decode(whole);
    // What is not UTF-8 was replaced, and does not come back.
    if (isFatal && !isSame(text, whole)) throw new TypeError("not valid");
    return text;
  };
}

/**
 * @param {boolean} isBig
 * @returns {(isFatal: boolean) => StreamDecoder}
 */
function utf16(isBig) {
  return (isFatal) => {
    let held = new Uint8Array(0);
    return (bytes, isLast) => {
      const all = join(held, bytes);
      let length = all.length - all.length % 2;
      const high = all[length - (isBig ? 2 : 1)] ?? 0;
      const isHalf = length >= 2 && high >= 0xd8 && high < 0xdc;
      if (isHalf && !isLast) length -= 2;
      let text = "";
      for (let i = 0; i < length; i += 2) {
        text += String.fromCharCode(
          isBig ? all[i] * 256 + all[i + 1] : all[i] + all[i + 1] * 256,
        );
      }
      held = isLast ? new Uint8Array(0) : all.slice(length);
      const isCut = isLast && length < all.length;
      if (isFatal && (isCut || !text.isWellFormed())) {
        throw new TypeError("not valid");
      }
      return text.toWellFormed() + (isCut ? "\ufffd" : "");
    };
  };
}

/** @returns {StreamDecoder} */
function windows1252() {
  return (bytes) =>
    encodings.decode(bytes, "latin1").replace(
      /[\x80-\x9f]/g,
      (one) => WINDOWS[one.charCodeAt(0) - 0x80],
    );
}

/** @type {Record<keyof typeof LABELS, (isFatal: boolean) => StreamDecoder>} */
const DECODERS = {
  "utf-8": utf8,
  "utf-16le": utf16(false),
  "utf-16be": utf16(true),
  "windows-1252": windows1252,
};
