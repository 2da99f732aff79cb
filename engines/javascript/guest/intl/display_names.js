// Intl.DisplayNames and Intl.Locale.

import { defineTag } from "./classes.js";
import {
  canonicalLocales,
  keywordOf,
  partsOf,
  readMatcher,
  readOption,
  resolveLocale,
  supportedLocales,
  toOptions,
} from "./locale.js";
import { tableOf } from "./tables.js";

/** @type {Readonly<Record<string, readonly [long: string, short: string, narrow: string]>>} */
const FIELDS = {
  era: ["era", "era", "era"],
  year: ["year", "yr.", "yr"],
  quarter: ["quarter", "qtr.", "qtr"],
  month: ["month", "mo.", "mo"],
  weekOfYear: ["week", "wk.", "wk"],
  weekday: ["day of the week", "day of wk.", "day of wk."],
  day: ["day", "day", "day"],
  dayPeriod: ["AM/PM", "AM/PM", "AM/PM"],
  hour: ["hour", "hr.", "hr"],
  minute: ["minute", "min.", "min"],
  second: ["second", "sec.", "sec"],
  timeZoneName: ["time zone", "zone", "zone"],
};
/** @type {Readonly<Record<string, string>>} */
const CALENDARS = {
  buddhist: "Buddhist Calendar",
  chinese: "Chinese Calendar",
  coptic: "Coptic Calendar",
  dangi: "Dangi Calendar",
  ethioaa: "Ethiopic Amete Alem Calendar",
  ethiopic: "Ethiopic Calendar",
  gregory: "Gregorian Calendar",
  hebrew: "Hebrew Calendar",
  indian: "Indian National Calendar",
  islamic: "Hijri Calendar",
  iso8601: "Gregorian Calendar (ISO 8601 Weeks)",
  japanese: "Japanese Calendar",
  persian: "Persian Calendar",
  roc: "Minguo Calendar",
};

/**
 * @param {string} tag
 * @param {string} display
 * @param {boolean} isShort
 */
function languageName(tag, display, isShort) {
  const names = tableOf("LANGUAGES");
  const { base } = partsOf(tag);
  const [language, ...rest] = base.split("-");
  const isDialect = display === "dialect" && rest.length > 0 && names.has(base);
  if (isDialect && isShort && language === "en" && SHORT_REGIONS[rest[0]]) {
    return `${SHORT_REGIONS[rest[0]]} English`;
  }
  const name = names.get(isDialect ? base : language)?.[1];
  if (name === undefined || isDialect) return name;
  const more = rest.map((part) =>
    (part.length === 4 ? tableOf("SCRIPTS") : tableOf("REGIONS")).get(part)
      ?.[1].replace(/ Han$/, "") ?? part.toUpperCase()
  );
  return more.length === 0 ? name : `${name} (${more.join(", ")})`;
}

export class DisplayNames {
  #options;
  /**
   * @param {unknown} locales
   * @param {unknown} given
   */
  constructor(locales, given) {
    const { whole: locale } = resolveLocale(locales);
    if (given === undefined) {
      throw new TypeError("Cannot convert undefined or null to object");
    }
    const options = toOptions(given);
    readMatcher(options);
    const style = readOption(
      options,
      "style",
      ["narrow", "short", "long"],
      "long",
    );
    const type = readOption(options, "type", [
      "language",
      "region",
      "script",
      "currency",
      "calendar",
      "dateTimeField",
    ]);
    if (type === undefined) {
      throw new TypeError('Required option "type" must not be undefined');
    }
    const fallback = readOption(options, "fallback", ["code", "none"], "code");
    const languageDisplay = readOption(options, "languageDisplay", [
      "dialect",
      "standard",
    ], "dialect");
    this.#options = {
      locale,
      style,
      type,
      fallback,
      ...(type === "language" && { languageDisplay }),
    };
  }
  /** @param {unknown} code */
  of(code) {
    const text = String(code);
    const { type, fallback } = this.#options;
    const canonical = canonicalCode(text, type);
    return this.#nameOf(canonical) ??
      (fallback === "code" ? canonical : undefined);
  }
  /** @param {string} code */
  #nameOf(code) {
    const { type, style, languageDisplay = "dialect" } = this.#options;
    switch (type) {
      case "language":
        return languageName(code, languageDisplay, style !== "long");
      case "region":
        return style === "long"
          ? tableOf("REGIONS").get(code)?.[1]
          : SHORT_REGIONS[code] ?? tableOf("REGIONS").get(code)?.[1];
      case "script":
        return tableOf("SCRIPTS").get(code)?.[1];
      case "currency":
        return tableOf("CURRENCIES").get(code)?.[6];
      case "calendar":
        return CALENDARS[code];
      default:
        return FIELDS[code]?.[["long", "short", "narrow"].indexOf(style)];
    }
  }
  resolvedOptions() {
    return { ...this.#options };
  }
  /**
   * @param {unknown} locales
   * @param {unknown} [options]
   */
  static supportedLocalesOf(locales, options) {
    return supportedLocales(locales, options);
  }
}
defineTag(DisplayNames, "Intl.DisplayNames");

/** @type {Readonly<Record<string, string>>} */
const SHORT_REGIONS = {
  BA: "Bosnia",
  GB: "UK",
  HK: "Hong Kong",
  MM: "Myanmar",
  MO: "Macao",
  PS: "Palestine",
  UN: "UN",
  US: "US",
};

/**
 * @param {string} code
 * @param {string} type
 */
function canonicalCode(code, type) {
  const patterns = /** @type {Readonly<Record<string, RegExp>>} */ ({
    region: /^(?:[a-z]{2}|\d{3})$/i,
    script: /^[a-z]{4}$/i,
    currency: /^[a-z]{3}$/i,
    calendar: /^[a-z\d]{3,8}(?:-[a-z\d]{3,8})*$/i,
    language: /./,
    dateTimeField: /./,
  });
  const isKnown = type !== "dateTimeField" || FIELDS[code] !== undefined;
  if (!patterns[type].test(code) || !isKnown) {
    throw new RangeError(
      "Invalid argument to Intl.DisplayNames.prototype.of",
    );
  }
  if (type === "language") return canonicalLocales(code)[0];
  if (type === "script") {
    return code[0].toUpperCase() + code.slice(1).toLowerCase();
  }
  return code;
}

export class Locale {
  #tag;
  /**
   * @param {unknown} tag
   * @param {unknown} [given]
   */
  constructor(tag, given) {
    if (typeof tag !== "string" && (typeof tag !== "object" || tag === null)) {
      throw new TypeError(
        "First argument to Intl.Locale constructor can't be empty or missing",
      );
    }
    const { base, extension } = partsOf(canonicalLocales(String(tag))[0]);
    const options = toOptions(given);
    const { language, script, region } = subtags(base);
    const changed = [
      options.language ?? language,
      options.script ?? script,
      options.region ?? region,
    ].filter((part) => part !== undefined).join("-");
    const keywords = extension === "" ? [] : [extension];
    for (const [name, key] of KEYWORDS) {
      const value = options[name];
      if (value === undefined) continue;
      keywords.push(value === true ? key : `${key}-${value}`);
    }
    const whole = keywords.length === 0
      ? changed
      : `${changed}-u-${keywords.join("-")}`;
    this.#tag = partsOf(canonicalLocales(whole)[0]);
  }
  get baseName() {
    return this.#tag.base;
  }
  get language() {
    return subtags(this.#tag.base).language;
  }
  get script() {
    return subtags(this.#tag.base).script;
  }
  get region() {
    return subtags(this.#tag.base).region;
  }
  get calendar() {
    return keywordOf(this.#tag, "ca");
  }
  get caseFirst() {
    return keywordOf(this.#tag, "kf");
  }
  get collation() {
    return keywordOf(this.#tag, "co");
  }
  get hourCycle() {
    return keywordOf(this.#tag, "hc");
  }
  get numberingSystem() {
    return keywordOf(this.#tag, "nu");
  }
  get numeric() {
    return keywordOf(this.#tag, "kn") === "true";
  }
  maximize() {
    const { base, extension } = resolveLocale(this.#tag.base);
    void base;
    return new Locale(
      extension === "" ? "en-Latn-US" : `en-Latn-US-u-${extension}`,
    );
  }
  minimize() {
    resolveLocale(this.#tag.base);
    return new Locale("en");
  }
  toString() {
    return this.#tag.whole;
  }
}
defineTag(Locale, "Intl.Locale");

const KEYWORDS = /** @type {const} */ ([
  ["calendar", "ca"],
  ["collation", "co"],
  ["hourCycle", "hc"],
  ["caseFirst", "kf"],
  ["numeric", "kn"],
  ["numberingSystem", "nu"],
]);

/** @param {string} base */
function subtags(base) {
  const [language, ...rest] = base.split("-");
  return {
    language,
    script: rest.find((part) => /^[A-Z][a-z]{3}$/.test(part)),
    region: rest.find((part) => /^(?:[A-Z]{2}|\d{3})$/.test(part)),
  };
}
