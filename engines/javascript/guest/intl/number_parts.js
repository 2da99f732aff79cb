// How a number is written, part by part.

import { shift } from "./decimal.js";
import { COMPACT, digitParts, digitsOf, exponentOf, round } from "./digits.js";
import { tableOf } from "./tables.js";

/**
 * @import { Decimal } from "./decimal.js"
 * @import { NumberOptions } from "./number_options.js"
 *
 * @typedef {{ type: string, value: string }} Part
 *
 * @typedef {object} Written
 * @property {Part[]} parts The digits, without sign.
 * @property {boolean} isZero
 * @property {boolean} isOne Whether what is counted is in the singular.
 */

const NO_BREAK_SPACE = "\u00a0";
const COMPACT_LONG = ["", "thousand", "million", "billion", "trillion"];

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
