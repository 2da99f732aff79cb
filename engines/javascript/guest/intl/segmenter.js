// Intl.Segmenter.

import { defineTag } from "./classes.js";
import {
  readMatcher,
  readOption,
  resolveLocale,
  supportedLocales,
  toOptionsObject,
} from "./locale.js";

/**
 * @typedef {"grapheme" | "word" | "sentence"} Granularity
 * @typedef {{ segment: string, index: number, input: string, isWordLike?: boolean }} Segment
 */

const EXTEND =
  "[\\p{M}\\p{Emoji_Modifier}\\u200c\\u200d\\uff9e\\uff9f\\u{e0020}-\\u{e007f}]";
const GRAPHEME = new RegExp(
  "\\r\\n|[\\p{Cc}\\u2028\\u2029]|\\p{RI}\\p{RI}" + EXTEND + "*" +
    "|\\p{Extended_Pictographic}(?:" + EXTEND +
    "*\\u200d\\p{Extended_Pictographic})*" + EXTEND + "*" +
    "|[\\u1100-\\u115f]*(?:[\\uac00-\\ud7a3]|[\\u1160-\\u11a7])[\\u1160-\\u11ff]*" +
    EXTEND + "*|[\\s\\S]" + EXTEND + "*",
  "uy",
);
const WORD_LETTER = "[\\p{Alphabetic}]";
const WORD_EXTEND = "[\\p{M}\\p{Cf}\\p{Emoji_Modifier}]*";
/** Letters and digits, with what may stand between two letters or two digits. */
const WORD = new RegExp(
  "(?:[\\p{L}\\p{Nl}\\p{Nd}_]" + WORD_EXTEND + "(?:(?<=" + WORD_LETTER +
    WORD_EXTEND + ")[:·.'’‘․](?=" + WORD_LETTER + ")|(?<=\\p{Nd}" +
    WORD_EXTEND +
    ")[.,;'’‘](?=\\p{Nd}))?)+",
  "uy",
);
const SPACES = / +/y;
const UNDIVIDED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const SENTENCE =
  /[\s\S]*?(?:\r\n|[\r\n\u2028\u2029]|[!?。！？][\p{Pe}\p{Pf}"'.!?]*\s*|\.[\p{Pe}\p{Pf}"'.]*\s+(?![\s\p{Ll}\d])|$)/uy;

/**
 * @param {RegExp} pattern A sticky one
 * @param {string} text
 * @param {number} at
 */
function match(pattern, text, at) {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? "";
}

/**
 * The segment that begins at an index.
 *
 * @param {string} input
 * @param {number} index
 * @param {Granularity} granularity
 * @returns {Segment}
 */
function segmentAt(input, index, granularity) {
  if (granularity === "sentence") {
    return { segment: match(SENTENCE, input, index), index, input };
  }
  if (granularity === "grapheme") {
    return { segment: match(GRAPHEME, input, index), index, input };
  }
  const word = match(WORD, input, index);
  const segment = word || match(SPACES, input, index) ||
    match(GRAPHEME, input, index);
  const isWordLike = word !== "" && /[\p{L}\p{N}]/u.test(word);
  return { segment, index, input, isWordLike };
}

class Segments {
  #input;
  #granularity;
  /**
   * @param {string} input
   * @param {Granularity} granularity
   */
  constructor(input, granularity) {
    this.#input = input;
    this.#granularity = granularity;
  }
  containing(index = 0) {
    const wanted = Math.trunc(Number(index)) || 0;
    if (wanted < 0 || wanted >= this.#input.length) return undefined;
    for (const segment of this) {
      if (segment.index + segment.segment.length > wanted) return segment;
    }
    return undefined;
  }
  *[Symbol.iterator]() {
    const input = this.#input;
    for (let at = 0; at < input.length;) {
      const segment = segmentAt(input, at, this.#granularity);
      yield segment;
      at += segment.segment.length;
    }
  }
}

export class Segmenter {
  #options;
  /**
   * @param {unknown} [locales]
   * @param {unknown} [given]
   */
  constructor(locales, given) {
    const { whole: locale } = resolveLocale(locales);
    const options = toOptionsObject(given);
    readMatcher(options);
    this.#options = {
      locale,
      granularity: readOption(options, "granularity", [
        "grapheme",
        "word",
        "sentence",
      ], "grapheme"),
    };
  }
  /** @param {unknown} input */
  segment(input) {
    const text = String(input);
    const { granularity } = this.#options;
    const undivided = granularity === "word" && UNDIVIDED.exec(text);
    if (undivided) {
      throw new RangeError(
        `Cannot segment words as this sandbox has no dictionary for scripts without spaces between them: current value has ${
          JSON.stringify(undivided[0])
        }`,
      );
    }
    return new Segments(text, granularity);
  }
  resolvedOptions() {
    return { ...this.#options };
  }
  /**
   * @param {unknown} locales
   * @param {unknown} [options]
   */
  static supportedLocalesOf(locales, options) {
    return supportedLocales(locales, options);
  }
}
defineTag(Segmenter, "Intl.Segmenter");
