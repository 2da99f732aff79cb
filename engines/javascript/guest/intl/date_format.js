// Intl.DateTimeFormat.

import { callable, defineTag, textOf } from "./classes.js";
import { resolveDateOptions } from "./date_options.js";
import { dateParts } from "./date_parts.js";
import { clockOf, shownFields } from "./date_patterns.js";
import { rangeParts } from "./date_range.js";
import { supportedLocales } from "./locale.js";

/** @import { DateOptions, Defaults, Required } from "./date_options.js" */

const { now } = Date;
const MAX_TIME = 8.64e15;

/** @param {unknown} date */
function timeOf(date) {
  const time = date === undefined ? now() : Number(date);
  if (!(Math.abs(time) <= MAX_TIME)) throw new RangeError("Invalid time value");
  return Math.trunc(time);
}

/**
 * @param {DateOptions} options
 * @param {unknown} date
 */
function partsAt(options, date) {
  return dateParts(options, clockOf(options, timeOf(date)));
}

/** @type {Map<string, DateOptions>} */
const cached = new Map();

/**
 * What the methods of dates return.
 *
 * @param {number} time
 * @param {readonly [locales?: unknown, options?: unknown]} given
 * @param {{ required: Required, defaults: Defaults }} wanted
 */
export function dateText(time, [locales, options], wanted) {
  if (Number.isNaN(time)) return "Invalid Date";
  const isPlain = options === undefined &&
    (locales === undefined || locales === "en-US");
  const resolved = isPlain ? cached.get(wanted.defaults) : undefined;
  const used = resolved ?? resolveDateOptions(locales, options, wanted);
  if (isPlain) cached.set(wanted.defaults, used);
  return textOf(partsAt(used, time));
}

class DateTimeFormatClass {
  /** @type {DateOptions} */
  #options;
  /** @type {((date?: unknown) => string) | undefined} */
  #format;
  /**
   * @param {unknown} [locales]
   * @param {unknown} [options]
   */
  constructor(locales, options) {
    this.#options = resolveDateOptions(locales, options, {
      required: "either",
      defaults: "date",
    });
  }
  get format() {
    const options = this.#options;
    return this.#format ??= {
      /** @param {unknown} [date] */
      "": (date) => textOf(partsAt(options, date)),
    }[""];
  }
  /** @param {unknown} [date] */
  formatToParts(date) {
    return partsAt(this.#options, date);
  }
  /**
   * @param {unknown} start
   * @param {unknown} end
   */
  formatRange(start, end) {
    return textOf(this.formatRangeToParts(start, end));
  }
  /**
   * @param {unknown} start
   * @param {unknown} end
   */
  formatRangeToParts(start, end) {
    if (start === undefined || end === undefined) {
      throw new TypeError("startDate or endDate cannot be undefined");
    }
    const options = this.#options;
    return rangeParts(
      options,
      clockOf(options, timeOf(start)),
      clockOf(options, timeOf(end)),
    );
  }
  resolvedOptions() {
    const { locale, zone, hourCycle, dateStyle, timeStyle } = this.#options;
    const isStyled = dateStyle !== undefined || timeStyle !== undefined;
    const isHalf = hourCycle === "h11" || hourCycle === "h12";
    return {
      locale,
      calendar: "gregory",
      numberingSystem: "latn",
      timeZone: zone.name,
      ...(hourCycle && { hourCycle, hour12: isHalf }),
      ...(!isStyled && resolvedFields(shownFields(this.#options), hourCycle)),
      ...(dateStyle && { dateStyle }),
      ...(timeStyle && { timeStyle }),
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

/**
 * The fields as the pattern shows them.
 *
 * @param {import("./date_options.js").DateFields} fields
 * @param {string | undefined} hourCycle
 */
function resolvedFields(fields, hourCycle) {
  const { weekday, era, year, month, day, dayPeriod, ...time } = fields;
  const { hour, minute, second } = time;
  const isWhole = hourCycle === "h23" || hourCycle === "h24";
  return {
    ...(weekday && { weekday }),
    ...(era && { era }),
    ...(year && { year }),
    ...(month && { month }),
    ...(day && { day }),
    ...(dayPeriod && { dayPeriod }),
    ...time,
    ...(hour && isWhole && { hour: "2-digit" }),
    ...(minute && (hour ?? second) && { minute: "2-digit" }),
    ...(second && minute && { second: "2-digit" }),
  };
}

export const DateTimeFormat = callable("DateTimeFormat", DateTimeFormatClass);
defineTag(DateTimeFormatClass, "Intl.DateTimeFormat");
