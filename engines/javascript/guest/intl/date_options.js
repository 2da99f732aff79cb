// The options of date formats.

import {
  BEST,
  keywordOf,
  onlyOption,
  readBoolean,
  readMatcher,
  readNumber,
  readOption,
  resolveLocale,
  toOptions,
} from "./locale.js";
import { zoneOf } from "./zone.js";

/**
 * @import { Zone } from "./zone.js"
 *
 * @typedef {"full" | "long" | "medium" | "short"} Style
 * @typedef {"numeric" | "2-digit"} Digits
 * @typedef {"long" | "short" | "narrow"} Width
 * @typedef {"h11" | "h12" | "h23" | "h24"} HourCycle
 *
 * @typedef {object} DateFields
 * @property {Width} [weekday]
 * @property {Width} [era]
 * @property {Digits} [year]
 * @property {Digits | Width} [month]
 * @property {Digits} [day]
 * @property {Width} [dayPeriod]
 * @property {Digits} [hour]
 * @property {Digits} [minute]
 * @property {Digits} [second]
 * @property {number} [fractionalSecondDigits]
 * @property {"short" | "long" | "shortOffset" | "longOffset" | "shortGeneric" | "longGeneric"} [timeZoneName]
 *
 * @typedef {object} DateOptions
 * @property {string} locale
 * @property {Zone} zone
 * @property {HourCycle} [hourCycle]
 * @property {Style} [dateStyle]
 * @property {Style} [timeStyle]
 * @property {DateFields} fields
 *
 * @typedef {"date" | "time" | "either"} Required What must be shown.
 * @typedef {"date" | "time" | "all"} Defaults What is shown where nothing is asked for.
 */

const NUMERIC = /** @type {const} */ (["numeric", "2-digit"]);
const WIDTHS = /** @type {const} */ (["narrow", "short", "long"]);
const STYLES = /** @type {const} */ (["full", "long", "medium", "short"]);
const ZONE_NAMES = /** @type {const} */ ([
  "short",
  "long",
  "shortOffset",
  "longOffset",
  "shortGeneric",
  "longGeneric",
]);
const DATE_FIELDS = /** @type {const} */ (["weekday", "year", "month", "day"]);
const TIME_FIELDS = /** @type {const} */ ([
  "dayPeriod",
  "hour",
  "minute",
  "second",
  "fractionalSecondDigits",
]);

/**
 * @param {Record<string, unknown>} options
 * @returns {DateFields}
 */
function readFields(options) {
  const months = /** @type {const} */ ([...NUMERIC, ...WIDTHS]);
  /** @type {{ [Name in keyof DateFields]: DateFields[Name] | undefined }} */
  const fields = {
    weekday: readOption(options, "weekday", WIDTHS),
    era: readOption(options, "era", WIDTHS),
    year: readOption(options, "year", NUMERIC),
    month: readOption(options, "month", months),
    day: readOption(options, "day", NUMERIC),
    dayPeriod: readOption(options, "dayPeriod", WIDTHS),
    hour: readOption(options, "hour", NUMERIC),
    minute: readOption(options, "minute", NUMERIC),
    second: readOption(options, "second", NUMERIC),
    fractionalSecondDigits: readNumber(options, "fractionalSecondDigits", {
      from: 1,
      to: 3,
    }),
    timeZoneName: readOption(options, "timeZoneName", ZONE_NAMES),
  };
  /** @type {Record<string, unknown>} */
  const given = {};
  for (const [name, value] of Object.entries(fields)) {
    if (value !== undefined) given[name] = value;
  }
  return given;
}

/**
 * Resolves the options of a date format.
 *
 * @param {unknown} locales
 * @param {unknown} given
 * @param {{ required: Required, defaults: Defaults }} wanted
 * @returns {DateOptions}
 */
export function resolveDateOptions(locales, given, { required, defaults }) {
  const tag = resolveLocale(locales);
  const options = toOptions(given);
  readMatcher(options);
  onlyOption(options, "calendar", "gregory");
  onlyOption(options, "numberingSystem", "latn");
  const hour12 = readBoolean(options, "hour12");
  const cycles = /** @type {const} */ (["h11", "h12", "h23", "h24"]);
  const hourCycle = readOption(options, "hourCycle", cycles) ??
    readOption({ hc: keywordOf(tag, "hc") }, "hc", cycles);
  const { timeZone } = options;
  const zone = zoneOf(timeZone === undefined ? "UTC" : String(timeZone));
  const fields = readFields(options);
  readOption(options, "formatMatcher", ["basic", BEST]);
  const dateStyle = readOption(options, "dateStyle", STYLES);
  const timeStyle = readOption(options, "timeStyle", STYLES);
  const isStyled = dateStyle !== undefined || timeStyle !== undefined;
  if (isStyled) checkStyled(fields, { dateStyle, timeStyle, required });
  else addDefaults(fields, { required, defaults });
  const hasHour = fields.hour !== undefined || timeStyle !== undefined;
  const cycle = hour12 === undefined
    ? hourCycle ?? "h12"
    : hour12
    ? "h12"
    : "h23";
  return {
    locale: tag.whole,
    zone,
    ...(hasHour && { hourCycle: cycle }),
    ...(dateStyle && { dateStyle }),
    ...(timeStyle && { timeStyle }),
    fields,
  };
}

/**
 * @param {DateFields} fields
 * @param {{ dateStyle: Style | undefined, timeStyle: Style | undefined, required: Required }} styles
 */
function checkStyled(fields, { dateStyle, timeStyle, required }) {
  const [field] = Object.keys(fields);
  if (field !== undefined) {
    throw new TypeError(
      `Can't set option ${field} when ${
        dateStyle === undefined ? "timeStyle" : "dateStyle"
      } is used`,
    );
  }
  if (required === "date" && timeStyle !== undefined) {
    throw new TypeError("Invalid option : timeStyle");
  }
  if (required === "time" && dateStyle !== undefined) {
    throw new TypeError("Invalid option : dateStyle");
  }
}

/**
 * @param {DateFields} fields
 * @param {{ required: Required, defaults: Defaults }} wanted
 */
function addDefaults(fields, { required, defaults }) {
  const hasDate = DATE_FIELDS.some((name) => fields[name] !== undefined);
  const hasTime = TIME_FIELDS.some((name) => fields[name] !== undefined);
  const has = (required !== "time" && hasDate) ||
    (required !== "date" && hasTime);
  if (has) return;
  if (defaults !== "time") {
    fields.year = fields.month = fields.day = "numeric";
  }
  if (defaults !== "date") {
    fields.hour = fields.minute = fields.second = "numeric";
  }
}
