// Intl.Collator.

import { callable, defineTag } from "./classes.js";
import { compareTexts } from "./collation.js";
import {
  keywordOf,
  onlyOption,
  readBoolean,
  readMatcher,
  readOption,
  resolveLocale,
  supportedLocales,
  toOptions,
} from "./locale.js";

/** @import { CollationOptions } from "./collation.js" */

/** @type {CollationOptions} */
const USUAL = {
  sensitivity: "variant",
  ignorePunctuation: false,
  numeric: false,
  caseFirst: "false",
};

/**
 * @param {unknown} locales
 * @param {unknown} given
 */
function resolve(locales, given) {
  const tag = resolveLocale(locales);
  const options = toOptions(given);
  const usage = readOption(options, "usage", ["sort", "search"], "sort");
  readMatcher(options);
  onlyOption(options, "collation", "default");
  const numeric = readBoolean(options, "numeric");
  const cases = /** @type {const} */ (["upper", "lower", "false"]);
  return {
    locale: tag.whole,
    usage,
    sensitivity: readOption(options, "sensitivity", [
      "base",
      "accent",
      "case",
      "variant",
    ], "variant"),
    ignorePunctuation: readBoolean(options, "ignorePunctuation") ?? false,
    collation: "default",
    numeric: numeric ?? keywordOf(tag, "kn") === "true",
    caseFirst: readOption(options, "caseFirst", cases) ??
      readOption({ kf: keywordOf(tag, "kf") }, "kf", cases, "false"),
  };
}

/**
 * What `String.prototype.localeCompare` returns.
 *
 * @param {string} a
 * @param {string} b
 * @param {readonly [locales?: unknown, options?: unknown]} given
 */
export function compareLocally(a, b, [locales, options]) {
  const isPlain = options === undefined &&
    (locales === undefined || locales === "en-US" || locales === "en");
  return compareTexts(a, b, isPlain ? USUAL : resolve(locales, options));
}

class CollatorClass {
  #options;
  /** @type {((a: unknown, b: unknown) => number) | undefined} */
  #compare;
  /**
   * @param {unknown} [locales]
   * @param {unknown} [options]
   */
  constructor(locales, options) {
    this.#options = resolve(locales, options);
  }
  get compare() {
    const options = this.#options;
    return this.#compare ??= {
      /**
       * @param {unknown} a
       * @param {unknown} b
       */
      "": (a, b) => compareTexts(String(a), String(b), options),
    }[""];
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

export const Collator = callable("Collator", CollatorClass);
defineTag(CollatorClass, "Intl.Collator");
