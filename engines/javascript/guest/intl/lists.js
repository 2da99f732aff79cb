// Intl.ListFormat and Intl.RelativeTimeFormat.

import { defineTag, textOf } from "./classes.js";
import { toDecimal } from "./decimal.js";
import {
  onlyOption,
  readMatcher,
  readOption,
  resolveLocale,
  supportedLocales,
  toOptions,
  toOptionsObject,
} from "./locale.js";
import { resolveNumberOptions } from "./number_options.js";
import { numberParts } from "./number_parts.js";

/** @import { Part } from "./number_parts.js" */

const WORD_STYLES = /** @type {const} */ (["long", "short", "narrow"]);

export class ListFormat {
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
      type: readOption(options, "type", [
        "conjunction",
        "disjunction",
        "unit",
      ], "conjunction"),
      style: readOption(options, "style", WORD_STYLES, "long"),
    };
  }
  /** @param {Iterable<unknown>} list */
  format(list) {
    return textOf(this.formatToParts(list));
  }
  /**
   * @param {Iterable<unknown>} list
   * @returns {Part[]}
   */
  formatToParts(list) {
    const items = list === undefined ? [] : [...list];
    const { two, middle, last } = glueOf(this.#options);
    /** @type {Part[]} */
    const parts = [];
    for (const [i, value] of items.entries()) {
      if (typeof value !== "string") {
        throw new TypeError("Iterable yielded a non-String value");
      }
      if (i > 0) {
        const isLast = i === items.length - 1;
        const glue = items.length === 2 ? two : isLast ? last : middle;
        parts.push({ type: "literal", value: glue });
      }
      parts.push({ type: "element", value });
    }
    return parts;
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
defineTag(ListFormat, "Intl.ListFormat");

/** @param {{ type: string, style: string }} options */
function glueOf({ type, style }) {
  if (type === "unit") {
    const glue = style === "narrow" ? " " : ", ";
    return { two: glue, middle: glue, last: glue };
  }
  if (type === "conjunction" && style === "narrow") {
    return { two: ", ", middle: ", ", last: ", " };
  }
  const word = type === "disjunction" ? "or" : style === "long" ? "and" : "&";
  return { two: ` ${word} `, middle: ", ", last: `, ${word} ` };
}

const UNITS = /** @type {const} */ ([
  "second",
  "minute",
  "hour",
  "day",
  "week",
  "month",
  "quarter",
  "year",
]);
/** @type {Readonly<Record<string, { short: string, narrow: string }>>} */
const SHORT = {
  second: { short: "sec.", narrow: "s" },
  minute: { short: "min.", narrow: "m" },
  hour: { short: "hr.", narrow: "h" },
  day: { short: "day", narrow: "d" },
  week: { short: "wk.", narrow: "w" },
  month: { short: "mo.", narrow: "mo" },
  quarter: { short: "qtr.", narrow: "q" },
  year: { short: "yr.", narrow: "y" },
};

export class RelativeTimeFormat {
  #options;
  #numbers;
  /**
   * @param {unknown} [locales]
   * @param {unknown} [given]
   */
  constructor(locales, given) {
    const { whole: locale } = resolveLocale(locales);
    const options = toOptions(given);
    readMatcher(options);
    onlyOption(options, "numberingSystem", "latn");
    this.#options = {
      locale,
      style: readOption(options, "style", WORD_STYLES, "long"),
      numeric: readOption(options, "numeric", ["always", "auto"], "always"),
      numberingSystem: "latn",
    };
    this.#numbers = resolveNumberOptions("en-US", undefined);
  }
  /**
   * @param {unknown} value
   * @param {unknown} unit
   */
  format(value, unit) {
    return textOf(this.formatToParts(value, unit));
  }
  /**
   * @param {unknown} value
   * @param {unknown} unit
   * @returns {(Part & { unit?: string })[]}
   */
  formatToParts(value, unit) {
    const number = Number(value);
    const name = unitOf(unit);
    if (!Number.isFinite(number)) {
      throw new RangeError(
        "The number must be finite: current value is " + number,
      );
    }
    const { style, numeric } = this.#options;
    const word = numeric === "auto" ? wordFor(number, name, style) : undefined;
    if (word !== undefined) return [{ type: "literal", value: word }];
    const isPast = number < 0 || Object.is(number, -0);
    const parts = numberParts(toDecimal(Math.abs(number)), this.#numbers);
    const counted = nounOf(name, style, textOf(parts) === "1");
    const tail = `${style === "narrow" ? "" : " "}${counted}`;
    const digits = parts.map((part) => ({ ...part, unit: name }));
    return isPast
      ? [...digits, { type: "literal", value: `${tail} ago` }]
      : [{ type: "literal", value: "in " }, ...digits, {
        type: "literal",
        value: tail,
      }];
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
defineTag(RelativeTimeFormat, "Intl.RelativeTimeFormat");

/** @param {unknown} unit */
function unitOf(unit) {
  const text = String(unit);
  const name = UNITS.find((one) => text === one || text === `${one}s`);
  if (name !== undefined) return name;
  throw new RangeError(
    `Invalid unit argument for Intl.RelativeTimeFormat.prototype.format() '${text}'`,
  );
}

/**
 * @param {string} unit
 * @param {string} style
 * @param {boolean} isOne
 */
function nounOf(unit, style, isOne) {
  if (style === "narrow") return SHORT[unit].narrow;
  if (style === "long") return isOne ? unit : `${unit}s`;
  const { short } = SHORT[unit];
  if (unit === "day") return isOne ? short : `${short}s`;
  return unit === "quarter" && !isOne ? "qtrs." : short;
}

/**
 * @param {number} number
 * @param {string} unit
 * @param {string} style
 */
function wordFor(number, unit, style) {
  if (number !== 0 && number !== 1 && number !== -1) return undefined;
  if (unit === "second") return number === 0 ? "now" : undefined;
  if (unit === "day") return ["yesterday", "today", "tomorrow"][number + 1];
  const isClock = unit === "minute" || unit === "hour";
  if (number !== 0 && isClock) return undefined;
  const noun = style === "long" || isClock ? unit : SHORT[unit].short;
  return `${["last", "this", "next"][number + 1]} ${noun}`;
}
