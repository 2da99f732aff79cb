// Time zones: what their clocks show, and how they are called.

import { posixOffset } from "./posix_zone.js";
import { tableOf, tableText } from "./tables.js";

/**
 * @import { ZoneOffset } from "./posix_zone.js"
 *
 * @typedef {object} Zone
 * @property {string} name
 * @property {readonly string[]} names Long and short ones for standard, summer and general time; empty where the offset
 *   is the name.
 * @property {(seconds: number) => ZoneOffset} at
 */

const UTC_NAMES =
  /^(?:utc|gmt|etc\/(?:utc|gmt|uct|zulu|universal|greenwich|gmt0|gmt[+-]0)|uct|zulu|universal|greenwich|gmt0|gmt[+-]0)$/i;
const OFFSET = /^([+-])([01]\d|2[0-3])(?::?([0-5]\d))?$/;
const LONG_UTC = "Coordinated Universal Time";

/** @type {Zone} */
const UTC = {
  name: "UTC",
  names: [LONG_UTC, LONG_UTC, "", "UTC", "UTC", ""],
  at: () => ({ offset: 0, dst: false }),
};
/** @type {Map<string, Zone>} */
const known = new Map();
/** @type {Map<string, string> | undefined} */
let byLowerCase;

/**
 * A zone by its name.
 *
 * @param {string} given
 * @returns {Zone}
 */
export function zoneOf(given) {
  if (UTC_NAMES.test(given)) return UTC;
  const offset = OFFSET.exec(given);
  if (offset !== null) return fixedZone(offset);
  const name = canonicalName(given);
  if (name === undefined) {
    throw new RangeError(`Invalid time zone specified: ${given}`);
  }
  let zone = known.get(name);
  if (zone === undefined) {
    zone = readZone(name);
    known.set(name, zone);
  }
  return zone;
}

/** @param {string} given */
function canonicalName(given) {
  if (byLowerCase === undefined) {
    byLowerCase = new Map();
    for (const [name, [, zone]] of tableOf("LINKS")) {
      byLowerCase.set(name.toLowerCase(), zone);
    }
    for (const name of tableOf("ZONES").keys()) {
      byLowerCase.set(name.toLowerCase(), name);
    }
  }
  return byLowerCase.get(given.toLowerCase());
}

/**
 * @param {readonly string[]} match
 * @returns {Zone}
 */
function fixedZone([, sign, hours, minutes = "00"]) {
  const size = 3600 * +hours + 60 * +minutes;
  const offset = sign === "-" ? -size : size;
  return {
    name: `${sign}${hours}:${minutes}`,
    names: [],
    at: () => ({ offset, dst: false }),
  };
}

/**
 * @param {string} name
 * @returns {Zone}
 */
function readZone(name) {
  const [, meta, packed] = tableOf("ZONES").get(name) ?? [];
  const lines = tableText("META_ZONES").split("\n");
  const names = lines[parseInt(meta, 36)]?.split("|") ?? [];
  const other = packed.includes(";") ? undefined : zoneOf(packed);
  return { name, names, at: other?.at ?? readTransitions(packed) };
}

/**
 * @param {string} packed
 * @returns {Zone["at"]}
 */
function readTransitions(packed) {
  const [offsetsText, steps, rule] = packed.split(";");
  const offsets = offsetsText.split(" ").map((text) => ({
    offset: parseInt(text.replace("D", ""), 36),
    dst: text.endsWith("D"),
  }));
  /** @type {number[]} */
  const times = [];
  /** @type {number[]} */
  const types = [];
  const fields = steps === "" ? [] : steps.split(" ");
  let last = 0;
  for (let i = 0; i < fields.length; i += 2) {
    const text = fields[i];
    last += text[0] === "."
      ? parseInt(text.slice(1), 36)
      : 900 * parseInt(text, 36);
    times.push(last);
    types.push(parseInt(fields[i + 1], 36));
  }
  return (seconds) => {
    const index = lastBefore(times, seconds);
    if (times.length === 0) return posixOffset(rule, seconds);
    if (index < 0) return { ...offsets[0], unnamed: true };
    const isLast = index === times.length - 1;
    return isLast && rule !== ""
      ? posixOffset(rule, seconds)
      : offsets[types[index]];
  };
}

/**
 * The index of the last time that is not after another.
 *
 * @param {readonly number[]} times
 * @param {number} seconds
 */
function lastBefore(times, seconds) {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle] <= seconds) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/**
 * How a zone is called at a time.
 *
 * @param {Zone} zone
 * @param {ZoneOffset} at
 * @param {string} style
 */
export function zoneName({ names }, { offset, dst, unnamed }, style) {
  if (unnamed || style === "longOffset" || style === "shortOffset") {
    return offsetName(offset, style.startsWith("long"));
  }
  const isLong = style === "long" || style === "longGeneric";
  const isGeneric = style.endsWith("Generic");
  const index = (isLong ? 0 : 3) + (isGeneric ? 2 : dst ? 1 : 0);
  return names[index] || offsetName(offset, isLong);
}

/**
 * @param {number} offset Seconds
 * @param {boolean} isLong
 */
function offsetName(offset, isLong) {
  const size = Math.abs(offset);
  const hours = String(Math.floor(size / 3600));
  const minutes = String(Math.floor(size / 60) % 60).padStart(2, "0");
  const seconds = size % 60;
  const more =
    (isLong || minutes !== "00" || seconds > 0 ? `:${minutes}` : "") +
    (seconds > 0 ? `:${String(seconds).padStart(2, "0")}` : "");
  return `GMT${offset < 0 ? "-" : "+"}${
    isLong ? hours.padStart(2, "0") : hours
  }${more}`;
}

/** The names of all zones. */
export function zoneNames() {
  return [...tableOf("ZONES").keys(), "UTC"].filter((name) =>
    name.includes("/") && !name.startsWith("Etc/") || name === "UTC"
  ).sort();
}
