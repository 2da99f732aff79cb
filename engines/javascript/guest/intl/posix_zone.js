// What a rule such as `CET-1CEST,M3.5.0,M10.5.0/3` says of a time.

/**
 * @typedef {object} ZoneOffset
 * @property {number} offset Seconds east of UTC.
 * @property {boolean} dst Whether it is summer time.
 * @property {boolean} [unnamed] Whether it was before there was a standard time.
 */

const { floor } = Math;
const DAY = 86_400;
const RULE =
  /^(?:<[^>]*>|[A-Za-z]+)([+-]?[\d:]+)(?:(?:<[^>]*>|[A-Za-z]+)([+-]?[\d:]+)?,([^,]+),([^,]+))?$/;

/** @param {string} text */
function seconds(text) {
  const [hours, minutes = "0", rest = "0"] = text.replace(/^[+-]/, "").split(
    ":",
  );
  const size = +hours * 3600 + +minutes * 60 + +rest;
  return text[0] === "-" ? -size : size;
}

/**
 * The days from 1970 to the first of January.
 *
 * @param {number} year
 */
function daysTo(year) {
  return floor(Date.UTC(year, 0) / 1000 / DAY);
}

/**
 * When a change of a year happens, in seconds of the local time before it.
 *
 * @param {string} rule
 * @param {number} year
 */
function changeOf(rule, year) {
  const [day, time = "2"] = rule.split("/");
  const at = seconds(time);
  if (day[0] === "J") {
    const isLeap = daysTo(year + 1) - daysTo(year) === 366;
    const number = +day.slice(1);
    return (daysTo(year) + number - (isLeap && number > 59 ? 0 : 1)) * DAY + at;
  }
  if (day[0] !== "M") return (daysTo(year) + +day) * DAY + at;
  const [month, week, weekday] = day.slice(1).split(".").map(Number);
  const first = floor(Date.UTC(year, month - 1) / 1000 / DAY);
  const next = floor(Date.UTC(year, month) / 1000 / DAY);
  // The first of January 1970 was a Thursday.
  let date = first + (weekday - (first + 4) % 7 + 7) % 7 + 7 * (week - 1);
  if (date >= next) date -= 7;
  return date * DAY + at;
}

/**
 * The offset at a time.
 *
 * @param {string} rule
 * @param {number} time Seconds since 1970
 * @returns {ZoneOffset}
 */
export function posixOffset(rule, time) {
  const match = RULE.exec(rule);
  if (match === null) return { offset: 0, dst: false };
  const [, std, dst, start, end] = match;
  const offset = -seconds(std);
  if (start === undefined) return { offset, dst: false };
  const summer = dst === undefined ? offset + 3600 : -seconds(dst);
  const year = new Date((time + offset) * 1000).getUTCFullYear();
  const from = changeOf(start, year) - offset;
  const to = changeOf(end, year) - summer;
  const isSummer = from < to
    ? time >= from && time < to
    : time >= from || time < to;
  // Ireland's rule calls winter time the exception.
  return {
    offset: isSummer ? summer : offset,
    dst: isSummer === (summer > offset),
  };
}
