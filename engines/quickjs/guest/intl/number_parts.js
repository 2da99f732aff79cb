// How a number is written, part by part.

import { roundToDigits, roundToPlaces, shift, toDigits } from "./decimal.js";
import { tableOf } from "./tables.js";

/**
 * @import { Decimal } from "./decimal.js"
 * @import { DigitOptions, NumberOptions } from "./number_options.js"
 *
 * @typedef {{ type: string, value: string }} Part
 *
 * @typedef {object} Written
 * @property {Part[]} parts The digits, without sign.
 * @property {boolean} isZero
 * @property {boolean} isOne Whether what is counted is in the singular.
 */

const NO_BREAK_SPACE = "\u00a0";
const COMPACT = ["", "K", "M", "B", "T"];
const COMPACT_LONG = ["", "thousand", "million", "billion", "trillion"];

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
function digitParts({ whole, fraction }, grouping) {
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
function exponentOf(decimal, options) {
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

/**
 * Writes a finite number without its sign.
 *
 * @param {Decimal} decimal
 * @param {NumberOptions} options
 * @returns {Written}
 */
function writeFinite(decimal, options) {
  const exponent = exponentOf(decimal, options);
  const shifted = shift(decimal, -exponent);
  const rounded = round(shifted, options);
  const digits = digitsOf(rounded, shifted, options);
  const parts = digitParts(digits, options.useGrouping);
  if (options.notation === "compact") {
    pushCompact(parts, exponent / 3, options);
  } else if (options.notation !== "standard") {
    parts.push({ type: "exponentSeparator", value: "E" });
    if (exponent < 0) parts.push({ type: "exponentMinusSign", value: "-" });
    parts.push({
      type: "exponentInteger",
      value: String(Math.abs(exponent)),
    });
  }
  return {
    parts,
    isZero: rounded.digits === "",
    isOne: exponent === 0 && digits.fraction === "" &&
      /^0*1$/.test(digits.whole),
  };
}

/**
 * @param {Part[]} parts
 * @param {number} thousands
 * @param {NumberOptions} options
 */
function pushCompact(parts, thousands, { compactDisplay, style, ...options }) {
  if (thousands === 0) return;
  const isLong = compactDisplay === "long" &&
    (style !== "currency" || options.currencyDisplay === "name");
  if (isLong) parts.push({ type: "literal", value: " " });
  parts.push({
    type: "compact",
    value: (isLong ? COMPACT_LONG : COMPACT)[thousands],
  });
}

/**
 * @param {Decimal} decimal
 * @param {NumberOptions} options
 * @returns {Written}
 */
function write(decimal, options) {
  if (decimal.kind === "finite") return writeFinite(decimal, options);
  const part = decimal.kind === "nan"
    ? { type: "nan", value: "NaN" }
    : { type: "infinity", value: "∞" };
  return { parts: [part], isZero: decimal.kind === "nan", isOne: false };
}

/**
 * The sign that is shown, if any.
 *
 * @param {Decimal} decimal
 * @param {boolean} isZero
 * @param {NumberOptions} options
 */
function signOf({ negative, kind }, isZero, { signDisplay }) {
  const minus = negative && kind !== "nan" ? "-" : "";
  switch (signDisplay) {
    case "never":
      return "";
    case "always":
      return minus || "+";
    case "exceptZero":
      return isZero ? "" : minus || "+";
    case "negative":
      return isZero ? "" : minus;
    default:
      return minus;
  }
}

/**
 * The parts of a number.
 *
 * @param {Decimal} given
 * @param {NumberOptions} options
 * @returns {Part[]}
 */
export function numberParts(given, options) {
  const { style } = options;
  const decimal = style === "percent" ? shift(given, 2) : given;
  const written = write(decimal, options);
  const sign = signOf(decimal, written.isZero, options);
  /** @type {Part[]} */
  const signs = sign === ""
    ? []
    : [{ type: sign === "-" ? "minusSign" : "plusSign", value: sign }];
  switch (style) {
    case "percent":
      return [...signs, ...written.parts, {
        type: options.notation === "compact" ? "unit" : "percentSign",
        value: "%",
      }];
    case "currency":
      return currencyParts(signs, written, options);
    case "unit":
      return [...signs, ...written.parts, ...unitParts(written.isOne, options)];
    default:
      return [...signs, ...written.parts];
  }
}

/**
 * @param {Part[]} signs
 * @param {Written} written
 * @param {NumberOptions} options
 * @returns {Part[]}
 */
function currencyParts(signs, { parts, isOne }, options) {
  const { currency = "", currencyDisplay, currencySign } = options;
  const [, , symbol = "", narrow = "", one = "", many = ""] =
    tableOf("CURRENCIES").get(currency) ?? [];
  if (currencyDisplay === "name") {
    return [...signs, ...parts, { type: "literal", value: " " }, {
      type: "currency",
      value: (isOne ? one : many) || currency,
    }];
  }
  const shown = currencyDisplay === "code"
    ? currency
    : currencyDisplay === "narrowSymbol"
    ? narrow || symbol || currency
    : symbol || currency;
  /** @type {Part[]} */
  const all = [{ type: "currency", value: shown }];
  // A space keeps letters from digits, not from the sign for infinity.
  if (parts[0].type === "integer" && /[^\p{S}\p{Z}]$/u.test(shown)) {
    all.push({ type: "literal", value: NO_BREAK_SPACE });
  }
  all.push(...parts);
  if (currencySign !== "accounting" || signs[0]?.type !== "minusSign") {
    return [...signs, ...all];
  }
  return [{ type: "literal", value: "(" }, ...all, {
    type: "literal",
    value: ")",
  }];
}

/**
 * @param {boolean} isOne
 * @param {NumberOptions} options
 * @returns {Part[]}
 */
function unitParts(isOne, { unit = "", unitDisplay = "short" }) {
  const at = 1 + 2 * ["short", "narrow", "long"].indexOf(unitDisplay) +
    (isOne ? 0 : 1);
  const text = unitText(unit, at);
  const spaces = text.length - text.trimStart().length;
  /** @type {Part[]} */
  const parts = spaces > 0
    ? [{ type: "literal", value: text.slice(0, spaces) }]
    : [];
  return [...parts, { type: "unit", value: text.slice(spaces) }];
}

/**
 * @param {string} unit
 * @param {number} at The column of its form
 */
function unitText(unit, at) {
  const units = tableOf("UNITS");
  const own = units.get(unit);
  if (own !== undefined) return own[at];
  const [one, per] = unit.split("-per-");
  const [, ...forms] = units.get(per) ?? [];
  const text = units.get(one)?.[at] ?? "";
  if (at > 4) return `${text} per${forms[4]}`;
  return one === "percent" ? text : text + forms[at > 2 ? 7 : 6];
}
