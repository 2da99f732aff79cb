// How a span of time is written.

import { dateParts } from "./date_parts.js";
import { shownFields } from "./date_patterns.js";

/**
 * @import { DateOptions } from "./date_options.js"
 * @import { Clock } from "./date_patterns.js"
 * @import { Part } from "./number_parts.js"
 *
 * @typedef {Part & { source: "shared" | "startRange" | "endRange" }} RangePart
 */

const DASH = "\u2009–\u2009";
/** From the largest. */
const CLOCK_FIELDS = /** @type {const} */ ([
  "year",
  "month",
  "day",
  "hour",
  "minute",
  "second",
]);

/**
 * @param {readonly Part[]} parts
 * @param {RangePart["source"]} source
 * @returns {RangePart[]}
 */
function from(parts, source) {
  return parts.map((part) => ({ ...part, source }));
}

/**
 * In spans, a narrow space comes before AM and PM.
 *
 * @param {readonly Part[]} parts
 */
function useNarrowSpace(parts) {
  const period = parts.findIndex(({ type }) => type === "dayPeriod");
  if (period > 0) parts[period - 1].value = "\u202f";
}

/**
 * The parts of a span.
 *
 * @param {DateOptions} options
 * @param {Clock} start
 * @param {Clock} end
 * @returns {RangePart[]}
 */
export function rangeParts(options, start, end) {
  const shown = withDate(options, start, end);
  const first = dateParts(shown, start);
  const last = dateParts(shown, end);
  const isSame = first.every(({ value }, i) => value === last[i]?.value);
  if (isSame) return from(first, "shared");
  for (const parts of [first, last]) useNarrowSpace(parts);
  const [head, tail] = sharedParts(shown, { first, last, start, end });
  const begin = first.slice(0, head);
  const glue = begin.at(-1);
  // Not `at`, which would belong to the first time only.
  if (glue?.value === " at ") glue.value = ", ";
  return [
    ...from(begin, "shared"),
    ...from(first.slice(head, first.length - tail), "startRange"),
    { type: "literal", value: DASH, source: "shared" },
    ...from(last.slice(head, last.length - tail), "endRange"),
    ...from(last.slice(last.length - tail), "shared"),
  ];
}

/**
 * The options, with a date if times are on different days.
 *
 * @param {DateOptions} options
 * @param {Clock} start
 * @param {Clock} end
 * @returns {DateOptions}
 */
function withDate(options, start, end) {
  const fields = shownFields(options);
  const { year, month, day, weekday } = fields;
  const isSameDay = start.day === end.day && start.month === end.month &&
    start.year === end.year;
  if (isSameDay || (fields.hour === undefined && fields.minute === undefined)) {
    const isOverYears = start.year !== end.year && year === undefined &&
      month !== undefined;
    if (isOverYears) refuse(fields);
    return options;
  }
  const hasDate = year ?? month ?? day ?? weekday ?? options.dateStyle;
  if (hasDate !== undefined) {
    if (year === undefined || month === undefined || day === undefined) {
      refuse(fields);
    }
    return options;
  }
  const date = { year: "numeric", month: "numeric", day: "numeric" };
  // A cast, as the literals are texts of any kind here.
  const whole = /** @type {import("./date_options.js").DateFields} */ ({
    ...fields,
    ...date,
  });
  const { timeStyle: _, ...rest } = options;
  return { ...rest, fields: whole };
}

/**
 * Refuses what is not written by one of the rules below.
 *
 * @param {import("./date_options.js").DateFields} fields
 */
function refuse(fields) {
  throw new RangeError(
    `Cannot format this range as this sandbox has the forms of whole dates and of times within a day only; format both ends instead: current value has ${
      Object.keys(fields).join(", ")
    }`,
  );
}

/**
 * How many parts at the beginning and at the end are written once.
 *
 * @param {DateOptions} options
 * @param {{ first: Part[], last: Part[], start: Clock, end: Clock }} both
 */
function sharedParts(options, { first, last, start, end }) {
  const different = CLOCK_FIELDS.find((field) => start[field] !== end[field]);
  const fields = shownFields(options);
  const hasTime = fields.hour !== undefined;
  const isWhole = fields.year !== undefined && fields.month !== undefined &&
    fields.day !== undefined;
  const isDate = different === "year" || different === "month" ||
    different === "day";
  const isPadded = fields.month === "2-digit" || fields.day === "2-digit" ||
    fields.hour === "2-digit";
  if (
    isPadded || fields.era !== undefined || fields.dayPeriod !== undefined
  ) refuse(fields);
  if (isDate) {
    if ((hasTime || fields.weekday !== undefined) && !isWhole) refuse(fields);
    if (fields.month === "narrow") refuse(fields);
    const isText = fields.month === "long" || fields.month === "short";
    const isPlain = isText && !hasTime;
    if (fields.timeZoneName !== undefined && !hasTime) refuse(fields);
    if (!isPlain || different === "year") return [0, 0];
    // `Jan 1 – 4, 2024`, `Jan 1 – Feb 4, 2024`, `Jan – Feb 2024`
    const year = first.findIndex(({ type }) => type === "year");
    const tail = year < 0 ? 0 : first.length - year + 1;
    const isSameMonth = different === "day" && fields.weekday === undefined;
    return [isSameMonth ? 2 : 0, tail];
  }
  // `1/5/2024, 3:00 – 4:00 PM`
  const hasDate = first[0].type !== "hour";
  if (!hasTime || (hasDate && !isWhole)) refuse(fields);
  const hour = first.findIndex(({ type }) => type === "hour");
  const period = first.findIndex(({ type }) => type === "dayPeriod");
  const isSamePeriod = period > 0 && fields.second === undefined &&
    first[period].value === last[period].value;
  if (fields.timeZoneName !== undefined && !isSamePeriod) refuse(fields);
  return [hour, isSamePeriod ? first.length - period + 1 : 0];
}
