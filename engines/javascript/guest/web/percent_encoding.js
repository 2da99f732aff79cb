// Percent-encoding, as URLs have it in each of their parts.
// deno-lint-ignore-file no-control-regex

import { encodings } from "../encodings.js";

export const CONTROL = /[\0-\x1f\x7f-\uffff]/g;
const FRAGMENT = /[\0-\x20"<>\x60\x7f-\uffff]/g;
export const QUERY = /[\0-\x20"#<>\x7f-\uffff]/g;
export const SPECIAL_QUERY = /[\0-\x20"#'<>\x7f-\uffff]/g;
export const PATH = /[\0-\x20"#<>?\x60{}\x7f-\uffff]/g;
const USER = /[\0-\x20"#/:;<=>?@[\\\]^\x60{|}\x7f-\uffff]/g;

/**
 * Encodes the characters of a set.
 *
 * @param {string} text
 * @param {RegExp} set
 */
export function percentEncode(text, set) {
  // In whole code points, not halves.
  const whole = new RegExp(
    set.source.replace("\\uffff", "\\u{10ffff}"),
    "gu",
  );
  return text.toWellFormed().replace(whole, (one) => {
    let encoded = "";
    for (const byte of encodings.encode(one)) {
      encoded += `%${byte < 16 ? "0" : ""}${byte.toString(16).toUpperCase()}`;
    }
    return encoded;
  });
}

/**
 * Decodes percents, as UTF-8.
 *
 * @param {string} text
 */
export function percentDecode(text) {
  if (!text.includes("%")) return text;
  const bytes = encodings.encode(text.toWellFormed());
  const decoded = new Uint8Array(bytes.length);
  let length = 0;
  for (let i = 0; i < bytes.length; i++) {
    const digits = String.fromCharCode(bytes[i + 1] ?? 0, bytes[i + 2] ?? 0);
    const isEscape = bytes[i] === 0x25 && /^[\da-f]{2}$/i.test(digits);
    decoded[length++] = isEscape ? parseInt(digits, 16) : bytes[i];
    if (isEscape) i += 2;
  }
  return encodings.decode(decoded.subarray(0, length));
}

/** @param {string} text */
export function encodeFragment(text) {
  return percentEncode(text, FRAGMENT);
}

/** @param {string} text */
export function encodeUser(text) {
  return percentEncode(text, USER);
}
