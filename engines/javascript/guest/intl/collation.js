// The order of texts: by letters, then by accents, then by case, as the root collation of CLDR has it.

import { tableText } from "./tables.js";

/**
 * @typedef {object} CollationOptions
 * @property {"base" | "accent" | "case" | "variant"} sensitivity
 * @property {boolean} ignorePunctuation
 * @property {boolean} numeric
 * @property {"upper" | "lower" | "false"} caseFirst
 *
 * @typedef {object} Key The weights of a text at each level.
 * @property {number[]} letters
 * @property {number[]} accents
 * @property {number[]} cases
 */

/** What a letter's weight is multiplied by, beside its accent's and its case's. */
const LETTER = 65_536;
const ACCENT = 256;
/** The weights of combining marks come after those of letters with accents of their own. */
const MARKS = 1_000;
/** The case of what stands for several letters. */
const EXPANDED_CASE = 64;
/** @type {Readonly<Record<string, string>>} */
const EXPANSIONS = {
  "ß": "ss",
  "ẞ": "SS",
  "æ": "ae",
  "Æ": "AE",
  "œ": "oe",
  "Œ": "OE",
  "ĳ": "ij",
  "Ĳ": "IJ",
  "ŉ": "ʼn",
};
const PUNCTUATION = /^[\p{P}\p{Z}\s]$/u;
const SYMBOL = /^\p{S}$/u;
/** More than there are code points. */
const SYMBOLS = 2_097_152;
const UPPER = /^\p{Lu}$/u;
const IGNORED = /^[\p{Cc}\p{Cf}\p{M}]$/u;
const DIGIT = /^[0-9]$/;

/** @type {Map<string, number>} */
const weights = new Map();
/** @type {Map<string, number>} */
const marks = new Map();
/**
 * The weights of ASCII; 0 for what needs more than a look.
 *
 * @type {number[]}
 */
const ascii = [];
let firstImplicit = 0;

function readTable() {
  const [order, combining] = tableText("COLLATION").split("\x01");
  let [letter, accent, style] = [1, 0, 0];
  for (const one of order) {
    if (one === "\x02") {
      letter++;
      accent = style = 0;
    } else if (one === "\x03") {
      accent++;
      style = 0;
    } else weights.set(one, letter * LETTER + accent * ACCENT + style++);
  }
  firstImplicit = letter + 1;
  let rank = MARKS;
  for (const one of combining) marks.set(one, rank++);
  for (let code = 0; code < 128; code++) {
    ascii.push(weights.get(String.fromCharCode(code)) ?? 0);
  }
}

/**
 * @param {Key} key
 * @param {string} one
 * @param {CollationOptions} options
 * @param {number} extra What is added to the case.
 */
function pushWeights(key, one, options, extra) {
  const mark = marks.get(one);
  if (mark !== undefined) {
    key.accents.push(mark);
    key.cases.push(0);
    return;
  }
  const weight = weights.get(one);
  if (weight === undefined) return pushOther(key, one, options);
  const style = weight % ACCENT;
  key.letters.push(Math.floor(weight / LETTER));
  key.accents.push(Math.floor(weight % LETTER / ACCENT));
  const isFirst = options.caseFirst === "upper" && UPPER.test(one);
  key.cases.push(isFirst ? -1 : style + extra);
}

/**
 * @param {Key} key
 * @param {string} one
 * @param {CollationOptions} options
 */
function pushOther(key, one, options) {
  const expanded = EXPANSIONS[one] ?? one.normalize("NFKD");
  if (expanded !== one) {
    for (const letter of expanded) {
      pushWeights(key, letter, options, EXPANDED_CASE);
    }
    return;
  }
  if (IGNORED.test(one)) return;
  const code = one.codePointAt(0) ?? 0;
  // Symbols, among them emoji, come before those of currencies.
  key.letters.push(
    SYMBOL.test(one)
      ? Math.floor((weights.get("¤") ?? 0) / LETTER) - 1 + code / SYMBOLS
      : firstImplicit + code,
  );
  key.accents.push(0);
  key.cases.push(0);
}

/**
 * @param {string} text
 * @param {CollationOptions} options
 * @returns {Key}
 */
function keyOf(text, options) {
  /** @type {Key} */
  const key = { letters: [], accents: [], cases: [] };
  const letters = [...text.normalize("NFD")];
  for (let i = 0; i < letters.length; i++) {
    const one = letters[i];
    if (options.ignorePunctuation && PUNCTUATION.test(one)) continue;
    if (!options.numeric || !DIGIT.test(one)) {
      pushWeights(key, one, options, 0);
      continue;
    }
    let end = i;
    while (end < letters.length && DIGIT.test(letters[end])) end++;
    const digits = letters.slice(i, end).join("").replace(/^0+(?=.)/, "");
    const zero = Math.floor((weights.get("0") ?? 0) / LETTER);
    key.letters.push(zero, digits.length, ...Array.from(digits, Number));
    key.accents.push(0);
    key.cases.push(0);
    i = end - 1;
  }
  return key;
}

/**
 * @param {readonly number[]} a
 * @param {readonly number[]} b
 */
function compareLists(a, b) {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    if (a[i] !== b[i]) return a[i] < b[i] ? -1 : 1;
  }
  return Math.sign(a.length - b.length);
}

/**
 * The same for texts in ASCII, most of which differ in one of their first letters; nothing if they need more than that.
 *
 * @param {string} a
 * @param {string} b
 * @param {CollationOptions} options
 */
function compareAscii(a, b, { sensitivity }) {
  const shared = Math.min(a.length, b.length);
  let byLetter = 0;
  let byCase = 0;
  for (let i = 0; i < shared; i++) {
    const one = ascii[a.charCodeAt(i)];
    const other = ascii[b.charCodeAt(i)];
    // Also what is no ASCII, which has no weight here.
    if (!one || !other) return undefined;
    if (one === other || byLetter !== 0) continue;
    const sign = one < other ? -1 : 1;
    if (Math.floor(one / LETTER) !== Math.floor(other / LETTER)) {
      byLetter = sign;
    } else if (byCase === 0) byCase = sign;
  }
  for (let i = shared; i < a.length; i++) {
    if (!ascii[a.charCodeAt(i)]) return undefined;
  }
  for (let i = shared; i < b.length; i++) {
    if (!ascii[b.charCodeAt(i)]) return undefined;
  }
  if (byLetter !== 0) return byLetter;
  if (a.length !== b.length) return a.length < b.length ? -1 : 1;
  return sensitivity === "variant" || sensitivity === "case" ? byCase : 0;
}

/**
 * Compares two texts.
 *
 * @param {string} a
 * @param {string} b
 * @param {CollationOptions} options
 */
export function compareTexts(a, b, options) {
  if (a === b) return 0;
  if (ascii.length === 0) readTable();
  const { sensitivity, numeric, ignorePunctuation, caseFirst } = options;
  if (!numeric && !ignorePunctuation && caseFirst !== "upper") {
    const quick = compareAscii(a, b, options);
    if (quick !== undefined) return quick;
  }
  const [one, other] = [keyOf(a, options), keyOf(b, options)];
  const byLetter = compareLists(one.letters, other.letters);
  if (byLetter !== 0 || sensitivity === "base") return byLetter;
  if (sensitivity !== "case") {
    const byAccent = compareLists(one.accents, other.accents);
    if (byAccent !== 0 || sensitivity === "accent") return byAccent;
  }
  return compareLists(one.cases, other.cases);
}
