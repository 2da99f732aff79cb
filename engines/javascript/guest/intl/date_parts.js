// How a time is written, part by part: the patterns of American English.

import { patternOf, pushLiteral, shownFields } from "./date_patterns.js";
import { zoneName } from "./zone.js";

/**
 * @import { DateFields, DateOptions, HourCycle, Style, Width } from "./date_options.js"
 * @import { Clock } from "./date_patterns.js"
 * @import { Part } from "./number_parts.js"
 */

const MONTHS =
  "January February March April May June July August September October November December"
    .split(" ");
const WEEKDAYS = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday"
  .split(" ");
const ERAS = {
  long: ["Before Christ", "Anno Domini"],
  short: ["BC", "AD"],
  narrow: ["B", "A"],
};

/**
 * The parts of a time.
 *
 * @param {DateOptions} options
 * @param {Clock} clock
 * @returns {Part[]}
 */
export function dateParts(options, clock) {
  const fields = shownFields(options);
  /** @type {Part[]} */
  const parts = [];
  for (const token of patternOf(options, fields)) {
    if (token[0] === "'") pushLiteral(parts, token.slice(1));
    else parts.push(partOf(token, { fields, clock, options }));
  }
  return parts;
}

/**
 * @param {string} token
 * @param {{ fields: DateFields, clock: Clock, options: DateOptions }} of
 * @returns {Part}
 */
function partOf(token, { fields, clock, options }) {
  switch (token) {
    case "weekday":
      return {
        type: token,
        value: cut(WEEKDAYS[clock.weekday], fields.weekday),
      };
    case "era": {
      const names = ERAS[fields.era ?? "short"];
      return { type: token, value: names[clock.year > 0 ? 1 : 0] };
    }
    case "year": {
      const year = clock.year > 0 ? clock.year : 1 - clock.year;
      return {
        type: token,
        value: fields.year === "2-digit" ? pad(year % 100) : String(year),
      };
    }
    case "month": {
      const { month = "numeric" } = fields;
      if (month === "numeric") {
        return { type: token, value: String(clock.month + 1) };
      }
      return {
        type: token,
        value: month === "2-digit"
          ? pad(clock.month + 1)
          : cut(MONTHS[clock.month], month),
      };
    }
    case "day":
      return { type: token, value: digits(clock.day, fields.day) };
    case "timeZoneName":
      return {
        type: token,
        value: zoneName(options.zone, clock.at, fields.timeZoneName ?? "short"),
      };
    default:
      return timePartOf(token, { fields, clock, options });
  }
}

/**
 * @param {string} token
 * @param {{ fields: DateFields, clock: Clock, options: DateOptions }} of
 * @returns {Part}
 */
function timePartOf(token, { fields, clock, options: { hourCycle } }) {
  switch (token) {
    case "hour":
      return { type: token, value: hourText(clock.hour, fields, hourCycle) };
    case "minute": {
      const isAlone = fields.hour === undefined && fields.second === undefined;
      return {
        type: token,
        value: isAlone ? String(clock.minute) : pad(clock.minute),
      };
    }
    case "second":
      return {
        type: token,
        value: fields.minute === undefined
          ? String(clock.second)
          : pad(clock.second),
      };
    case "fractionalSecond":
      return {
        type: token,
        value: String(clock.millisecond).padStart(3, "0").slice(
          0,
          fields.fractionalSecondDigits,
        ),
      };
    default:
      return { type: "dayPeriod", value: dayPeriodText(clock, fields) };
  }
}

/**
 * @param {number} hour
 * @param {DateFields} fields
 * @param {HourCycle | undefined} hourCycle
 */
function hourText(hour, { hour: style }, hourCycle) {
  switch (hourCycle) {
    case "h11":
      return digits(hour % 12, style);
    case "h23":
      return pad(hour);
    case "h24":
      return pad(hour || 24);
    default:
      return digits(hour % 12 || 12, style);
  }
}

/**
 * @param {Clock} clock
 * @param {DateFields} fields
 */
function dayPeriodText({ hour, minute, second }, fields) {
  if (fields.dayPeriod === undefined) return hour < 12 ? "AM" : "PM";
  const isNoon = hour === 12 &&
    (fields.minute === undefined || minute === 0) &&
    (fields.second === undefined || second === 0);
  if (isNoon) return fields.dayPeriod === "narrow" ? "n" : "noon";
  if (hour >= 21) return "at night";
  if (hour >= 18) return "in the evening";
  return hour >= 12 ? "in the afternoon" : "in the morning";
}

/** @param {number} number */
function pad(number) {
  return String(number).padStart(2, "0");
}

/**
 * @param {number} number
 * @param {string | undefined} style
 */
function digits(number, style) {
  return style === "2-digit" ? pad(number) : String(number);
}

/**
 * @param {string} name
 * @param {Width | undefined} width
 */
function cut(name, width) {
  return width === "long" ? name : name.slice(0, width === "narrow" ? 1 : 3);
}
