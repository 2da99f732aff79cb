// The options of number formats.

import { resolveDigits } from "./digit_options.js";
import {
  onlyOption,
  readMatcher,
  readOption,
  resolveLocale,
  toOptions,
} from "./locale.js";
import { tableOf } from "./tables.js";

/**
 * @import { DigitOptions } from "./digit_options.js"
 *
 * @typedef {"auto" | "never" | "always" | "exceptZero" | "negative"} SignDisplay
 *
 * @typedef {DigitOptions & {
 *   locale: string,
 *   style: "decimal" | "percent" | "currency" | "unit",
 *   currency?: string,
 *   currencyDisplay?: "code" | "symbol" | "narrowSymbol" | "name",
 *   currencySign?: "standard" | "accounting",
 *   unit?: string,
 *   unitDisplay?: "short" | "narrow" | "long",
 *   notation: "standard" | "scientific" | "engineering" | "compact",
 *   compactDisplay?: "short" | "long",
 *   useGrouping: "auto" | "always" | "min2" | false,
 *   signDisplay: SignDisplay,
 * }} NumberOptions
 */

/**
 * Resolves the options of a number format.
 *
 * @param {unknown} locales
 * @param {unknown} given
 * @returns {NumberOptions}
 */
export function resolveNumberOptions(locales, given) {
  const { whole: locale } = resolveLocale(locales);
  const options = toOptions(given);
  readMatcher(options);
  onlyOption(options, "numberingSystem", "latn");
  const style = readOption(options, "style", [
    "decimal",
    "percent",
    "currency",
    "unit",
  ], "decimal");
  const styled = {
    ...readCurrency(options, style),
    ...readUnit(options, style),
  };
  const notation = readOption(options, "notation", [
    "standard",
    "scientific",
    "engineering",
    "compact",
  ], "standard");
  const isCurrency = style === "currency" && notation === "standard";
  const places = isCurrency ? currencyDigits(styled.currency ?? "") : 0;
  const digits = resolveDigits(options, {
    minimum: places,
    maximum: isCurrency ? places : style === "percent" ? 0 : 3,
    isCompact: notation === "compact",
  });
  const compactDisplay = readOption(
    options,
    "compactDisplay",
    ["short", "long"],
    "short",
  );
  return {
    locale,
    style,
    ...styled,
    ...digits,
    useGrouping: readGrouping(options, notation === "compact"),
    notation,
    ...(notation === "compact" && { compactDisplay }),
    signDisplay: readOption(options, "signDisplay", [
      "auto",
      "never",
      "always",
      "exceptZero",
      "negative",
    ], "auto"),
  };
}

/**
 * @param {Record<string, unknown>} options
 * @param {string} style
 */
function readCurrency(options, style) {
  const { currency } = options;
  if (currency === undefined) {
    if (style === "currency") {
      throw new TypeError("Currency code is required with currency style.");
    }
  } else if (!/^[a-z]{3}$/i.test(String(currency))) {
    throw new RangeError(`Invalid currency code : ${currency}`);
  }
  const currencyDisplay = readOption(options, "currencyDisplay", [
    "code",
    "symbol",
    "narrowSymbol",
    "name",
  ], "symbol");
  const currencySign = readOption(options, "currencySign", [
    "standard",
    "accounting",
  ], "standard");
  return style === "currency"
    ? {
      currency: String(currency).toUpperCase(),
      currencyDisplay,
      currencySign,
    }
    : {};
}

/**
 * @param {Record<string, unknown>} options
 * @param {string} style
 */
function readUnit(options, style) {
  const { unit } = options;
  if (unit === undefined) {
    if (style === "unit") {
      throw new TypeError("Required unit argument for Intl.NumberFormat()");
    }
  } else if (!isUnit(String(unit))) {
    throw new RangeError(
      `Invalid unit argument for Intl.NumberFormat() '${unit}'`,
    );
  }
  const unitDisplay = readOption(options, "unitDisplay", [
    "short",
    "narrow",
    "long",
  ], "short");
  return style === "unit" ? { unit: String(unit), unitDisplay } : {};
}

/** @param {string} unit */
function isUnit(unit) {
  const units = tableOf("UNITS");
  const [one, per, ...more] = unit.split("-per-");
  return more.length === 0 && units.has(one) && !one.includes("-per-") &&
    (per === undefined || units.has(per));
}

/**
 * @param {Record<string, unknown>} options
 * @param {boolean} isCompact
 */
function readGrouping({ useGrouping }, isCompact) {
  const usual = isCompact ? "min2" : "auto";
  if (useGrouping === undefined) return usual;
  if (useGrouping === true) return "always";
  if (useGrouping === false || !useGrouping) return false;
  const text = String(useGrouping);
  if (text === "true" || text === "false") return usual;
  return readOption({ useGrouping }, "useGrouping", [
    "min2",
    "auto",
    "always",
  ], "auto");
}

/** @param {string} currency */
function currencyDigits(currency) {
  return Number(tableOf("CURRENCIES").get(currency)?.[1] || 2);
}
