// The digits of numbers.

import { roundToDigits, roundToPlaces, shift, toDigits } from "./decimal.js";

/**
 * @import { Decimal } from "./decimal.js"
 * @import { DigitOptions } from "./digit_options.js"
 * @import { NumberOptions } from "./number_options.js"
 * @import { Part } from "./number_parts.js"
 */

export const COMPACT = ["", "K", "M", "B", "T"];

/**
 * Rounds as the options say.
 *
 * @param {Decimal} decimal
 * @param {DigitOptions} options
 */
export function round(decimal, options) {
  const { rounding, roundingMode: mode, roundingIncrement } = options;
  const { maximumFractionDigits = 0, maximumSignificantDigits = 21 } = options;
  const byPlaces = () =>
    roundToPlaces(decimal, maximumFractionDigits, {
      mode,
      increment: roundingIncrement,
    });
  const byDigits = () => roundToDigits(decimal, maximumSignificantDigits, mode);
  if (rounding === "fraction") return byPlaces();
  if (rounding === "significant") return byDigits();
  return usesDigits(decimal, options) ? byDigits() : byPlaces();
}

/**
 * Whether the significant digits count.
 *
 * @param {Decimal} decimal
 * @param {DigitOptions} options
 */
function usesDigits(decimal, options) {
  const { rounding } = options;
  const { maximumFractionDigits = 0, maximumSignificantDigits = 21 } = options;
  if (rounding === "fraction") return false;
  if (rounding === "significant") return true;
  const point = decimal.digits === "" ? 1 : decimal.point;
  const finer = maximumSignificantDigits - point > maximumFractionDigits;
  return rounding === "more" ? finer : !finer;
}

/**
 * The digits of a number that was rounded.
 *
 * @param {Decimal} rounded
 * @param {Decimal} given
 * @param {DigitOptions} options
 */
export function digitsOf(rounded, given, options) {
  const { minimumIntegerDigits, trailingZeroDisplay } = options;
  const { minimumFractionDigits = 0, minimumSignificantDigits = 1 } = options;
  const least = usesDigits(given, options)
    ? Math.max(
      0,
      minimumSignificantDigits -
        (rounded.digits === "" ? 1 : rounded.point),
    )
    : minimumFractionDigits;
  const digits = toDigits(rounded, minimumIntegerDigits, least);
  const isWhole = /^0*$/.test(digits.fraction);
  return trailingZeroDisplay === "stripIfInteger" && isWhole
    ? { ...digits, fraction: "" }
    : digits;
}

/**
 * @param {string} whole
 * @param {NumberOptions["useGrouping"]} grouping
 */
function grouped(whole, grouping) {
  const least = grouping === "min2" ? 5 : 4;
  if (grouping === false || whole.length < least) return [whole];
  const head = whole.length % 3;
  const groups = whole.slice(head).match(/\d{3}/g) ?? [];
  return head === 0 ? groups : [whole.slice(0, head), ...groups];
}

/**
 * @param {{ whole: string, fraction: string }} digits
 * @param {NumberOptions["useGrouping"]} grouping
 * @returns {Part[]}
 */
export function digitParts({ whole, fraction }, grouping) {
  /** @type {Part[]} */
  const parts = [];
  for (const [i, value] of grouped(whole, grouping).entries()) {
    if (i > 0) parts.push({ type: "group", value: "," });
    parts.push({ type: "integer", value });
  }
  if (fraction === "") return parts;
  parts.push({ type: "decimal", value: "." });
  parts.push({ type: "fraction", value: fraction });
  return parts;
}

/**
 * By how many places the notation moves the decimal point.
 *
 * @param {Decimal} decimal
 * @param {NumberOptions} options
 */
export function exponentOf(decimal, options) {
  const { notation } = options;
  if (notation === "standard" || decimal.digits === "") return 0;
  const exponentAt = (/** @type {number} */ magnitude) => {
    if (notation === "scientific") return magnitude;
    const thousands = Math.floor(magnitude / 3);
    return notation === "engineering"
      ? 3 * thousands
      : 3 * Math.max(0, Math.min(COMPACT.length - 1, thousands));
  };
  const exponent = exponentAt(decimal.point - 1);
  // What rounds up to the next power of ten.
  const rounded = round(shift(decimal, -exponent), options);
  return exponentAt(rounded.point + exponent - 1);
}
