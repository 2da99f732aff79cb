// How a time is written, part by part: the patterns of American English.

import { zoneName } from "./zone.js";

/**
 * @import { DateFields, DateOptions, HourCycle, Style, Width } from "./date_options.js"
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
 * @param {Part[]} parts
 * @param {string} value
 */
function pushLiteral(parts, value) {
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
function patternOf({ hourCycle }, fields) {
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
