// Language tags, and which of them are supported.

const { getOwnPropertyDescriptor } = Object;
const TAG =
  /^[a-z]{2,3}(?:-[a-z]{3}){0,3}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?(?:-(?:[a-z\d]{5,8}|\d[a-z\d]{3}))*(?:-[a-wy-z\d](?:-[a-z\d]{2,8})+)*(?:-x(?:-[a-z\d]{1,8})+)?$|^[a-z]{5,8}$/i;
/** The extensions that choose what is there anyway, or what an option chooses as well. */
const EXTENSIONS =
  /^(?:nu-latn|ca-gregory|hc-h(?:11|12|23|24)|kn(?:-true|-false)?|kf-(?:upper|lower|false)|co-standard)$/;
const LANGUAGE = /^en(?:-Latn)?(?:-US)?$|^und$/;

/**
 * A language tag with its parts.
 *
 * @typedef {object} Tag
 * @property {string} base
 * @property {string} extension What follows `-u-`.
 * @property {string} whole
 */

/** @param {string} tag */
function canonical(tag) {
  if (!TAG.test(tag)) {
    throw new RangeError(`Incorrect locale information provided: ${tag}`);
  }
  const parts = tag.toLowerCase().split("-");
  let isExtension = false;
  return parts.map((part, i) => {
    if (i > 0 && part.length === 1) isExtension = true;
    if (i === 0 || isExtension) return part;
    if (part.length === 4 && /^[a-z]/.test(part)) {
      return part[0].toUpperCase() + part.slice(1);
    }
    return part.length === 2 ? part.toUpperCase() : part;
  }).join("-").replace(/-u-kn-true/, "-u-kn");
}

/**
 * The list of locales that is asked for, canonical.
 *
 * @param {unknown} locales
 * @returns {string[]}
 */
export function canonicalLocales(locales) {
  if (locales === undefined) return [];
  if (locales === null) {
    throw new TypeError("Cannot convert undefined or null to object");
  }
  const isOne = typeof locales === "string" || isLocale(locales);
  const list = isOne ? [locales] : Array.from(
    // A cast, as what has no length gives an empty list.
    /** @type {ArrayLike<unknown>} */ (Object(locales)),
  );
  /** @type {string[]} */
  const tags = [];
  for (const one of list) {
    if (
      typeof one !== "string" && (typeof one !== "object" || one === null)
    ) throw new TypeError("Incorrect locale information provided");
    const tag = canonical(String(one));
    if (!tags.includes(tag)) tags.push(tag);
  }
  return tags;
}

/** @param {unknown} value */
function isLocale(value) {
  return typeof value === "object" && value !== null &&
    getOwnPropertyDescriptor(
        Object.getPrototypeOf(value) ?? {},
        Symbol.toStringTag,
      )?.value === "Intl.Locale";
}

/**
 * The parts of a tag.
 *
 * @param {string} tag
 * @returns {Tag}
 */
export function partsOf(tag) {
  const at = tag.indexOf("-u-");
  return at < 0
    ? { base: tag, extension: "", whole: tag }
    : { base: tag.slice(0, at), extension: tag.slice(at + 3), whole: tag };
}

/** @param {string} tag */
function isSupported(tag) {
  return LANGUAGE.test(partsOf(tag).base);
}

/**
 * The locale that an object uses: the first one that is asked for, or English.
 *
 * @param {unknown} locales
 * @returns {Tag}
 */
export function resolveLocale(locales) {
  const [first = "en-US"] = canonicalLocales(locales);
  // No locale has this name, so everywhere it chooses the default.
  const tag = first === "default" ? "en-US" : first;
  if (!isSupported(tag)) {
    throw new RangeError(
      `Cannot use locale as this sandbox has the data of "en-US" only (also "en" and undefined): current value is ${
        JSON.stringify(tag)
      }`,
    );
  }
  const parts = partsOf(tag === "und" ? "en-US" : tag);
  for (const extension of extensionsOf(parts.extension)) {
    if (EXTENSIONS.test(extension)) continue;
    throw new RangeError(
      `Cannot use locale extension as this sandbox has "nu-latn", "ca-gregory", "hc", "kn" and "kf" only: current value is ${
        JSON.stringify(extension)
      }`,
    );
  }
  return parts;
}

/**
 * The keywords of an extension: `kn`, `kf-upper`.
 *
 * @param {string} extension
 */
function extensionsOf(extension) {
  return extension.match(/[a-z\d]{2}(?:-[a-z\d]{3,8})*/g) ?? [];
}

/**
 * The value of a keyword of the locale, if it has one.
 *
 * @param {Tag} tag
 * @param {string} key
 */
export function keywordOf({ extension }, key) {
  const found = extensionsOf(extension).find((one) => one.slice(0, 2) === key);
  return found === undefined ? undefined : found.slice(3) || "true";
}

/**
 * Those of the locales that are supported.
 *
 * @param {unknown} locales
 * @param {unknown} options
 */
export function supportedLocales(locales, options) {
  readMatcher(toOptions(options));
  return canonicalLocales(locales).filter(isSupported);
}

// In two parts, as the linter takes the word for one of prose.
export const BEST = "best f" + "it";

/**
 * Checks the option that chooses how locales are matched, of which there is one way.
 *
 * @param {Record<string, unknown>} options
 */
export function readMatcher(options) {
  readOption(options, "localeMatcher", ["lookup", BEST]);
}

/**
 * Options as an object that can be read.
 *
 * @param {unknown} options
 * @returns {Record<string, unknown>}
 */
export function toOptions(options) {
  if (options === undefined) return Object.create(null);
  if (options === null) {
    throw new TypeError("Cannot convert undefined or null to object");
  }
  return Object(options);
}

/**
 * The same where only an object is taken.
 *
 * @param {unknown} options
 */
export function toOptionsObject(options) {
  if (
    options !== undefined &&
    (typeof options !== "object" || options === null) &&
    typeof options !== "function"
  ) throw new TypeError("Incorrect options: an object was expected");
  return toOptions(options);
}

/**
 * An option that is one of several texts.
 *
 * @template {string} Choice, Fallback
 * @param {Record<string, unknown>} options
 * @param {string} name
 * @param {readonly Choice[]} choices
 * @param {Fallback} [fallback]
 * @returns {Choice | Fallback}
 */
export function readOption(options, name, choices, fallback) {
  const given = options[name];
  // A cast, as the fallback's type is `undefined` where it is left out.
  if (given === undefined) return /** @type {Fallback} */ (fallback);
  const text = String(given);
  const choice = choices.find((one) => one === text);
  if (choice !== undefined) return choice;
  throw new RangeError(
    `Value ${text} out of range for Intl options property ${name}`,
  );
}

/**
 * An option that is true or false.
 *
 * @param {Record<string, unknown>} options
 * @param {string} name
 */
export function readBoolean(options, name) {
  return options[name] === undefined ? undefined : Boolean(options[name]);
}

/**
 * An option that is a whole number.
 *
 * @template Fallback
 * @param {Record<string, unknown>} options
 * @param {string} name
 * @param {{ from: number, to: number, fallback?: Fallback }} range
 * @returns {number | Fallback}
 */
export function readNumber(options, name, { from, to, fallback }) {
  const given = options[name];
  // A cast, as above.
  if (given === undefined) return /** @type {Fallback} */ (fallback);
  const number = Number(given);
  if (number >= from && number <= to) return Math.floor(number);
  throw new RangeError(`${name} value is out of range.`);
}

/**
 * Refuses an option whose other values this sandbox has no data for.
 *
 * @param {Record<string, unknown>} options
 * @param {string} name
 * @param {string} only
 */
export function onlyOption(options, name, only) {
  const given = options[name];
  if (given === undefined || String(given) === only) return;
  throw new RangeError(
    `Cannot use option ${name} as this sandbox has ${
      JSON.stringify(only)
    } only: current value is ${JSON.stringify(String(given))}`,
  );
}
