// The patterns of dates and times in English.

/**
 * @import { DateFields, DateOptions, HourCycle, Style } from "./date_options.js"
 * @import { Part } from "./number_parts.js"
 *
 * @typedef {object} Clock What a time is on the clocks of a zone.
 * @property {number} year
 * @property {number} month From 0.
 * @property {number} day
 * @property {number} weekday From 0, Sunday.
 * @property {number} hour
 * @property {number} minute
 * @property {number} second
 * @property {number} millisecond
 * @property {import("./posix_zone.js").ZoneOffset} at
 */

/** @type {Record<Style, DateFields>} */
const DATE_STYLES = {
  full: { weekday: "long", year: "numeric", month: "long", day: "numeric" },
  long: { year: "numeric", month: "long", day: "numeric" },
  medium: { year: "numeric", month: "short", day: "numeric" },
  short: { year: "2-digit", month: "numeric", day: "numeric" },
};
/** @type {Record<Style, DateFields>} */
const TIME_STYLES = {
  full: {
    hour: "numeric",
    minute: "2-digit",
    second: "2-digit",
    timeZoneName: "long",
  },
  long: {
    hour: "numeric",
    minute: "2-digit",
    second: "2-digit",
    timeZoneName: "short",
  },
  medium: { hour: "numeric", minute: "2-digit", second: "2-digit" },
  short: { hour: "numeric", minute: "2-digit" },
};

/**
 * The fields that are shown, those of styles among them.
 *
 * @param {DateOptions} options
 * @returns {DateFields}
 */
export function shownFields({ fields, dateStyle, timeStyle }) {
  return {
    ...fields,
    ...(dateStyle && DATE_STYLES[dateStyle]),
    ...(timeStyle && TIME_STYLES[timeStyle]),
  };
}

/**
 * What the clocks of a zone show at a time.
 *
 * @param {DateOptions} options
 * @param {number} milliseconds
 * @returns {Clock}
 */
export function clockOf({ zone }, milliseconds) {
  const at = zone.at(Math.floor(milliseconds / 1000));
  const date = new Date(milliseconds + 1000 * at.offset);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth(),
    day: date.getUTCDate(),
    weekday: date.getUTCDay(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    millisecond: date.getUTCMilliseconds(),
    at,
  };
}

/**
 * @param {Part[]} parts
 * @param {string} value
 */
export function pushLiteral(parts, value) {
  const last = parts.at(-1);
  if (last?.type === "literal") last.value += value;
  else parts.push({ type: "literal", value });
}

/**
 * The pattern: names of fields, and literals after an apostrophe.
 *
 * @param {DateOptions} options
 * @param {DateFields} fields
 * @returns {string[]}
 */
export function patternOf({ hourCycle }, fields) {
  const date = datePattern(fields);
  const time = timePattern(fields, hourCycle);
  const { timeZoneName } = fields;
  if (timeZoneName !== undefined && time.length > 0) {
    time.push("' ", "timeZoneName");
  }
  if (time.length === 0) {
    if (timeZoneName === undefined) return date;
    const before = fields.month === "long" ? "' at " : "', ";
    return date.length === 0
      ? ["timeZoneName"]
      : [...date, before, "timeZoneName"];
  }
  if (date.length === 0) return time;
  const isOnlyWeekday = date.length === 1 && date[0] === "weekday";
  const glue = fields.month === "long" ? " at " : isOnlyWeekday ? " " : ", ";
  return [...date, `'${glue}`, ...time];
}

/**
 * @param {DateFields} fields
 * @returns {string[]}
 */
function datePattern(fields) {
  const { weekday, month, day, year, era } = fields;
  const isText = month === "long" || month === "short" || month === "narrow";
  const glue = isText ? "' " : "'/";
  /** @type {string[]} */
  const parts = [];
  if (month !== undefined) parts.push("month");
  if (day !== undefined && (month !== undefined || year === undefined)) {
    if (month !== undefined) parts.push(glue);
    parts.push("day");
  }
  if (year !== undefined) {
    if (month !== undefined) {
      parts.push(isText && day !== undefined ? "', " : glue);
    }
    parts.push("year");
    if (day !== undefined && month === undefined) {
      parts.push("' (day: ", "day", "')");
    }
  }
  const isWhole = month !== undefined && day !== undefined;
  if (weekday !== undefined && isWhole) parts.unshift("weekday", "', ");
  if (era !== undefined) parts.push(...parts.length > 0 ? ["' "] : [], "era");
  if (weekday !== undefined && !isWhole) {
    parts.push(...parts.length > 0 ? ["' "] : [], "weekday");
  }
  return parts;
}

/**
 * @param {DateFields} fields
 * @param {HourCycle | undefined} hourCycle
 * @returns {string[]}
 */
function timePattern(fields, hourCycle) {
  const { hour, minute, second, fractionalSecondDigits, dayPeriod } = fields;
  /** @type {string[]} */
  const parts = [];
  if (hour !== undefined) parts.push("hour");
  if (minute !== undefined) {
    parts.push(...parts.length > 0 ? ["':"] : [], "minute");
  }
  if (second !== undefined) {
    parts.push(...parts.length > 0 ? ["':"] : [], "second");
  }
  if (fractionalSecondDigits !== undefined) {
    parts.push(...parts.length > 0 ? ["'."] : [], "fractionalSecond");
  }
  const isHalf = hour !== undefined &&
    (hourCycle === "h12" || hourCycle === "h11");
  if (isHalf || (dayPeriod !== undefined && hour === undefined)) {
    parts.push(...parts.length > 0 ? ["' "] : [], "dayPeriod");
  }
  return parts;
}
