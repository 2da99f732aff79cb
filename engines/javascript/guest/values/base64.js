// Bytes in base64, and back.

import { $Uint8Array, indexOf, typedArrayLength } from "../intrinsics.js";

const DIGITS =
  "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/**
 * The value of each digit.
 *
 * @type {Record<string, number>}
 */
const sextets = Object.create(null);
for (let index = 0; index < DIGITS.length; index++) {
  sextets[DIGITS[index]] = index;
}

/**
 * Bytes in base64.
 *
 * @param {Uint8Array} bytes
 */
export function toBase64(bytes) {
  const length = typedArrayLength(bytes);
  let text = "";
  let index = 0;
  for (; index + 2 < length; index += 3) {
    const three = bytes[index] << 16 | bytes[index + 1] << 8 |
      bytes[index + 2];
    text += DIGITS[three >> 18] + DIGITS[three >> 12 & 63] +
      DIGITS[three >> 6 & 63] + DIGITS[three & 63];
  }
  if (length - index === 1) {
    text += DIGITS[bytes[index] >> 2] + DIGITS[bytes[index] << 4 & 63] + "==";
  } else if (length - index === 2) {
    const two = bytes[index] << 8 | bytes[index + 1];
    text += DIGITS[two >> 10] + DIGITS[two >> 4 & 63] +
      DIGITS[two << 2 & 63] + "=";
  }
  return text;
}

/** @param {string} text Base64 */
export function fromBase64(text) {
  const padding = text.length === 0
    ? 0
    : text.length - indexOf(text + "=", "=");
  const bytes = new $Uint8Array(text.length / 4 * 3 - padding);
  let to = 0;
  for (let from = 0; from < text.length; from += 4) {
    const four = sextets[text[from]] << 18 | sextets[text[from + 1]] << 12 |
      sextets[text[from + 2]] << 6 | sextets[text[from + 3]];
    bytes[to++] = four >> 16;
    bytes[to++] = four >> 8;
    bytes[to++] = four;
  }
  return bytes;
}
