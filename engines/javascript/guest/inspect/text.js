// Text for what is no object, and text that may go to the host.

import {
  $parseInt,
  bigintToString,
  charCodeAt,
  exec,
  indexOf,
  isWellFormed,
  replace,
  slice,
  stringify,
  symbolToString,
  toUpperCase,
} from "../intrinsics.js";

/** Characters that are shown of a string inside something, and of any name. */
export const MAX_STRING_CHARS = 10_000;
/** Past this many digits the decimal text of a big integer takes too long to make. */
const MAX_HEX_DIGITS = 10_000;

const HEX = "0123456789ABCDEF";
const ESCAPES = /\\u|[\x7f-\x9f]/;
const ALL_ESCAPES = /\\\\|\\u[\da-f]{4}|[\x7f-\x9f]/g;

/**
 * @param {string} text
 * @param {number} length
 */
export function cut(text, length) {
  // Not between the halves of a surrogate pair.
  const end = isWellFormed(slice(text, 0, length)) ? length : length - 1;
  return slice(text, 0, end) + "...";
}

/**
 * @param {unknown} value
 * @returns {string}
 */
export function formatPrimitive(value) {
  switch (typeof value) {
    case "string":
      return quote(value, MAX_STRING_CHARS);
    case "number":
      return value === 0 && 1 / value < 0 ? "-0" : "" + value;
    case "bigint":
      return formatBigInt(value);
    case "symbol":
      return clean(symbolToString(value));
    default:
      return "" + value;
  }
}

/** @param {bigint} value */
function formatBigInt(value) {
  const digits = bigintToString(value < 0n ? -value : value, 16);
  if (digits.length <= MAX_HEX_DIGITS) return "" + value + "n";
  return (value < 0n ? "-" : "") + "0x" + slice(digits, 0, 100) + "... " +
    (digits.length - 100) + " more digits";
}

/**
 * Without what a message to the host cannot have, and not too long.
 *
 * @param {string} text
 */
export function clean(text) {
  const short = text.length > MAX_STRING_CHARS
    ? cut(text, MAX_STRING_CHARS)
    : text;
  return isWellFormed(short) && indexOf(short, "\0") < 0
    ? short
    : slice(stringify(short), 1, -1);
}

/**
 * @param {string} text
 * @param {number} maxChars
 */
export function quote(text, maxChars) {
  const left = text.length - maxChars;
  const shown = left > 0 ? slice(text, 0, maxChars) : text;
  return quoteAll(shown) + (left > 0 ? more(left, "character") : "");
}

/**
 * In single quotes, or in others if these spare a backslash.
 *
 * @param {string} text
 */
function quoteAll(text) {
  const json = shortenEscapes(stringify(text));
  if (indexOf(text, "'") < 0) return "'" + unescapeQuotes(json) + "'";
  if (indexOf(text, '"') < 0) return json;
  const body = unescapeQuotes(json);
  const fitsBackticks = indexOf(text, "\x60") < 0 && indexOf(text, "${") < 0;
  return fitsBackticks
    ? "\x60" + body + "\x60"
    : "'" + escapeApostrophes(body) + "'";
}

/**
 * Control characters as JavaScript writes them, in two digits, and halves of pairs in capitals.
 *
 * @param {string} json
 */
function shortenEscapes(json) {
  if (exec(ESCAPES, json) === null) return json;
  return replace(json, ALL_ESCAPES, (one) => {
    if (one === "\\\\") return one;
    if (one.length === 1) return "\\x" + toHex(charCodeAt(one, 0));
    const code = $parseInt(slice(one, 2), 16);
    return code < 256
      ? "\\x" + toHex(code)
      : "\\u" + toUpperCase(slice(one, 2));
  });
}

/** @param {number} code Less than 256 */
function toHex(code) {
  return HEX[code >> 4] + HEX[code & 15];
}

/**
 * What stands between the quotes of a JSON string, its own double quotes without their backslash.
 *
 * @param {string} body
 */
function unescapeQuotes(body) {
  let text = "";
  let from = 1;
  for (
    let at = indexOf(body, '"', from);
    at < body.length - 1;
    at = indexOf(body, '"', from)
  ) {
    text += slice(body, from, at - 1) + '"';
    from = at + 1;
  }
  return text + slice(body, from, -1);
}

/** @param {string} body */
function escapeApostrophes(body) {
  let text = "";
  let from = 0;
  for (let at = indexOf(body, "'"); at >= 0; at = indexOf(body, "'", from)) {
    text += slice(body, from, at) + "\\'";
    from = at + 1;
  }
  return text + slice(body, from);
}

/**
 * @param {number} count
 * @param {string} noun
 * @param {string} one
 * @param {string} many
 */
export function more(count, noun, one = "", many = "s") {
  return "... " + count + " more " + noun + (count === 1 ? one : many);
}

/** @param {unknown} value */
export function asText(value) {
  return typeof value === "string" ? value : "";
}
