// Intl.NumberFormat and Intl.PluralRules.

import { callable, defineTag, textOf } from "./classes.js";
import { toDecimal } from "./decimal.js";
import {
  onlyOption,
  readMatcher,
  readOption,
  resolveLocale,
  supportedLocales,
  toOptions,
} from "./locale.js";
import { resolveDigits } from "./digit_options.js";
import { resolveNumberOptions } from "./number_options.js";
import { digitsOf, round } from "./digits.js";
import { numberParts } from "./number_parts.js";

/**
 * @import { DigitOptions } from "./digit_options.js"
 * @import { NumberOptions } from "./number_options.js"
 * @import { Part } from "./number_parts.js"
 */

/** The names of digit options, in the order of `resolvedOptions`. */
const DIGIT_NAMES = /** @type {const} */ ([
  "minimumIntegerDigits",
  "minimumFractionDigits",
  "maximumFractionDigits",
  "minimumSignificantDigits",
  "maximumSignificantDigits",
]);
const ROUNDING = /** @type {const} */ ([
  "roundingIncrement",
  "roundingMode",
  "roundingPriority",
  "trailingZeroDisplay",
]);

/**
 * Those of some options that there are.
 *
 * @param {Record<string, unknown>} options
 * @param {readonly string[]} names
 */
function pick(options, names) {
  /** @type {Record<string, unknown>} */
  const picked = {};
  for (const name of names) {
    if (options[name] !== undefined) picked[name] = options[name];
  }
  return picked;
}

class NumberFormatClass {
  /** @type {NumberOptions} */
  #options;
  /** @type {((value: unknown) => string) | undefined} */
  #format;
  /**
   * @param {unknown} [locales]
   * @param {unknown} [options]
   */
  constructor(locales, options) {
    this.#options = resolveNumberOptions(locales, options);
  }
  get format() {
    const options = this.#options;
    return this.#format ??= {
      /** @param {unknown} value */
      "": (value) => textOf(numberParts(toDecimal(value), options)),
    }[""];
  }
  /** @param {unknown} value */
  formatToParts(value) {
    return numberParts(toDecimal(value), this.#options);
  }
  /**
   * @param {unknown} start
   * @param {unknown} end
   */
  formatRange(start, end) {
    return textOf(this.#range(start, end));
  }
  /**
   * @param {unknown} start
   * @param {unknown} end
   */
  formatRangeToParts(start, end) {
    return this.#range(start, end);
  }
  resolvedOptions() {
    const options = this.#options;
    return {
      locale: options.locale,
      numberingSystem: "latn",
      ...pick(options, [
        "style",
        "currency",
        "currencyDisplay",
        "currencySign",
        "unit",
        "unitDisplay",
        ...DIGIT_NAMES,
      ]),
      useGrouping: options.useGrouping,
      ...pick(options, [
        "notation",
        "compactDisplay",
        "signDisplay",
        ...ROUNDING,
      ]),
    };
  }
  /**
   * @param {unknown} start
   * @param {unknown} end
   * @returns {(Part & { source: string })[]}
   */
  #range(start, end) {
    const options = this.#options;
    const [from, to] = [toDecimal(start), toDecimal(end)];
    if (from.kind === "nan" || to.kind === "nan") {
      throw new RangeError("Invalid number value: NaN");
    }
    const [first, last] = [
      numberParts(from, options),
      numberParts(to, options),
    ];
    if (textOf(first) === textOf(last)) {
      const about = { type: "approximatelySign", value: "~" };
      const at = first.findIndex(({ type }) => type !== "minusSign");
      return [...first.slice(0, at), about, ...first.slice(at)].map((part) => ({
        ...part,
        source: "shared",
      }));
    }
    const isPlain = options.style === "decimal" || options.style === "unit" ||
      options.style === "percent";
    const tail = isPlain ? commonTail(first, last) : 0;
    const hasSpace = !isPlain;
    return [
      ...first.slice(0, first.length - tail).map((part) => ({
        ...part,
        source: "startRange",
      })),
      {
        type: "literal",
        value: hasSpace || options.signDisplay !== "auto" ||
            from.negative || to.negative
          ? " – "
          : "–",
        source: "shared",
      },
      ...last.slice(0, last.length - tail).map((part) => ({
        ...part,
        source: "endRange",
      })),
      ...last.slice(last.length - tail).map((part) => ({
        ...part,
        source: "shared",
      })),
    ];
  }
  /**
   * @param {unknown} locales
   * @param {unknown} [options]
   */
  static supportedLocalesOf(locales, options) {
    return supportedLocales(locales, options);
  }
}

/**
 * How many parts at the end, after the digits, are the same.
 *
 * @param {readonly Part[]} first
 * @param {readonly Part[]} last
 */
function commonTail(first, last) {
  let count = 0;
  for (;;) {
    const [a, b] = [first.at(-1 - count), last.at(-1 - count)];
    if (a === undefined || b === undefined || a.value !== b.value) break;
    if (/^(?:integer|fraction|decimal|group)$/.test(a.type)) break;
    count++;
  }
  return count;
}

export const NumberFormat = callable("NumberFormat", NumberFormatClass);
defineTag(NumberFormatClass, "Intl.NumberFormat");

export class PluralRules {
  /** @type {DigitOptions & { locale: string, type: "cardinal" | "ordinal" }} */
  #options;
  /**
   * @param {unknown} [locales]
   * @param {unknown} [given]
   */
  constructor(locales, given) {
    const { whole: locale } = resolveLocale(locales);
    const options = toOptions(given);
    readMatcher(options);
    onlyOption(options, "notation", "standard");
    const type = readOption(
      options,
      "type",
      ["cardinal", "ordinal"],
      "cardinal",
    );
    const digits = { minimum: 0, maximum: 3, isCompact: false };
    this.#options = { locale, type, ...resolveDigits(options, digits) };
  }
  /** @param {unknown} value */
  select(value) {
    const number = Number(value);
    const options = this.#options;
    if (!Number.isFinite(number)) return "other";
    const given = toDecimal(number);
    const digits = digitsOf(round(given, options), given, options);
    if (options.type === "ordinal") return ordinal(digits);
    return digits.fraction === "" && /^0*1$/.test(digits.whole)
      ? "one"
      : "other";
  }
  /**
   * @param {unknown} start
   * @param {unknown} end
   */
  selectRange(start, end) {
    if (Number.isNaN(Number(start)) || Number.isNaN(Number(end))) {
      throw new RangeError("Invalid number value: NaN");
    }
    return this.#options.type === "ordinal" ? this.select(end) : "other";
  }
  resolvedOptions() {
    const options = this.#options;
    return {
      locale: options.locale,
      type: options.type,
      ...pick(options, DIGIT_NAMES),
      pluralCategories: options.type === "ordinal"
        ? ["few", "one", "two", "other"]
        : ["one", "other"],
      ...pick(options, ROUNDING),
    };
  }
  /**
   * @param {unknown} locales
   * @param {unknown} [options]
   */
  static supportedLocalesOf(locales, options) {
    return supportedLocales(locales, options);
  }
}
defineTag(PluralRules, "Intl.PluralRules");

/** @param {{ whole: string, fraction: string }} digits */
function ordinal({ whole, fraction }) {
  if (/[1-9]/.test(fraction)) return "other";
  const [tens, ones] = [whole.at(-2) ?? "0", whole.at(-1)];
  if (tens === "1") return "other";
  return ones === "1"
    ? "one"
    : ones === "2"
    ? "two"
    : ones === "3"
    ? "few"
    : "other";
}
