// `Intl`, and the methods that take locales. Loaded when the guest first uses one of them.

import { Collator, compareLocally } from "./collator.js";
import { dateText, DateTimeFormat } from "./date_format.js";
import { DisplayNames, Locale } from "./display_names.js";
import { ListFormat, RelativeTimeFormat } from "./lists.js";
import { canonicalLocales, resolveLocale } from "./locale.js";
import { NumberFormat, PluralRules } from "./number_format.js";
import { Segmenter } from "./segmenter.js";
import { loadBy, tableOf } from "./tables.js";
import { zoneNames } from "./zone.js";

/** @import { Host } from "../host.d.ts" */

const { defineProperty, entries } = Object;
const { getTime } = Date.prototype;
const { toUpperCase, toLowerCase } = String.prototype;
const { apply } = Reflect;

/** @type {Readonly<Record<string, () => readonly string[]>>} */
const VALUES = {
  calendar: () => ["gregory"],
  collation: () => ["default"],
  currency: () => [...tableOf("CURRENCIES").keys()],
  numberingSystem: () => ["latn"],
  timeZone: zoneNames,
  unit: () =>
    [...tableOf("UNITS").keys()].filter((unit) => !unit.includes("-per-")),
};

const FUNCTIONS = {
  /** @param {unknown} locales */
  getCanonicalLocales(locales) {
    return canonicalLocales(locales);
  },
  /** @param {unknown} key */
  supportedValuesOf(key) {
    const values = VALUES[String(key)];
    if (values === undefined) {
      throw new RangeError(`Invalid key : ${key}`);
    }
    return [...values()];
  },
};

/**
 * Makes `Intl` and what the methods of other objects call.
 *
 * @param {Host["load"]} load
 */
export function makeIntl(load) {
  loadBy(load);
  const Intl = {};
  const members = {
    ...FUNCTIONS,
    Collator,
    DateTimeFormat,
    DisplayNames,
    ListFormat,
    Locale,
    NumberFormat,
    PluralRules,
    RelativeTimeFormat,
    Segmenter,
  };
  for (const [name, value] of entries(members)) {
    defineProperty(Intl, name, { value, writable: true, configurable: true });
  }
  defineProperty(Intl, Symbol.toStringTag, {
    value: "Intl",
    configurable: true,
  });
  return { Intl, locally };
}

/**
 * The methods that take locales. They are given `this` and their arguments.
 *
 * @type {Readonly<Record<string, (self: unknown, args: readonly unknown[]) => unknown>>}
 */
const locally = {
  number: (self, [locales, options]) =>
    new NumberFormat(locales, options).format(self),
  date: (self, [locales, options]) =>
    dateText(apply(getTime, self, []), [locales, options], {
      required: "either",
      defaults: "all",
    }),
  dateOnly: (self, [locales, options]) =>
    dateText(apply(getTime, self, []), [locales, options], {
      required: "date",
      defaults: "date",
    }),
  timeOnly: (self, [locales, options]) =>
    dateText(apply(getTime, self, []), [locales, options], {
      required: "time",
      defaults: "time",
    }),
  list: (self, args) => {
    // A cast, as every object has a length of some kind.
    const list =
      /** @type {ArrayLike<{ toLocaleString: (...args: unknown[]) => string }>} */ (
        self
      );
    let text = "";
    for (let i = 0; i < list.length; i++) {
      if (i > 0) text += ",";
      const item = list[i];
      if (item === undefined || item === null) continue;
      text += apply(item.toLocaleString, item, args);
    }
    return text;
  },
  compare: (self, [other, locales, options]) =>
    compareLocally(String(self), String(other), [locales, options]),
  upper: (self, [locales]) => {
    resolveLocale(locales);
    return apply(toUpperCase, self, []);
  },
  lower: (self, [locales]) => {
    resolveLocale(locales);
    return apply(toLowerCase, self, []);
  },
};
