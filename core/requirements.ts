/**
 * Reads what a caller writes of packages.
 *
 * @module
 */
import { checkType } from "./check_option.ts";
import type { Language } from "./languages.ts";
import type { Requirement } from "./packages.ts";
import { quoteValue } from "./quote_value.ts";

/** The most packages that can be requested. */
export const MAX_REQUIREMENTS = 256;
/** The longest text of one of them, in UTF-16 units. */
const MAX_REQUIREMENT_CHARS = 500;

const NAME = "[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?";
const VERSION = String.raw`(?:===|==|~=|!=|<=|>=|<|>)\s*[A-Za-z0-9.*+!_-]+`;
/** Between two parts there is one run of spaces, so that no text takes more than linear time. */
const REQUIREMENT = new RegExp(
  String
    .raw`^\s*(${NAME})\s*(?:\[\s*(?:(${NAME}(?:\s*,\s*${NAME})*)\s*)?\]\s*)?(?:\(\s*)?(?:(${VERSION}(?:\s*,\s*${VERSION})*)\s*)?(?:\)\s*)?$`,
);

/** A package of npm, with a range of versions or a tag. A path in the package says nothing, as all of it is there. */
const OF_NPM =
  /^\s*npm:\/?((?:@[a-z\d~-][\w.~-]*\/)?[a-z\d~-][\w.~-]*)(?:@([\w.*+^~<>=| -]+))?(?:\/\S*)?\s*$/i;

/**
 * A package's name in its normal form.
 *
 * @param name The name as it is written
 * @returns Lower case, with `-` between words
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(normalizeName("Foo._Bar"), "foo-bar");
 * ```
 */
export function normalizeName(name: string): string {
  return name.replace(/[-_.]+/g, "-").toLowerCase();
}

/**
 * Reads a requirement.
 *
 * @param text The text, such as `pandas[excel]>=2,<4`
 * @returns What is required
 * @throws {TypeError} If it has another form
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(parseRequirement("Pandas[Excel] >= 2, < 4"), {
 *   name: "pandas",
 *   extras: ["excel"],
 *   versions: ">=2,<4",
 * });
 * ```
 */
export function parseRequirement(text: string): Requirement {
  return isOfNpm(text) ? parseOfNpm(text) : parsePython(text);
}

/**
 * Reads a requirement of a package of Python.
 *
 * @param text The text
 * @returns What is required
 * @throws {TypeError} If it has another form
 */
export function parsePython(text: string): Requirement {
  const found = text.length <= MAX_REQUIREMENT_CHARS
    ? REQUIREMENT.exec(text)
    : null;
  if (found === null) {
    throw new TypeError(
      `Cannot set packages as each must be a name with versions, such as "rich" or "pandas[excel]>=2,<4": current value is ${
        quoteValue(text)
      }`,
    );
  }
  const [, name = "", extras = "", versions = ""] = found;
  return {
    name: normalizeName(name),
    extras: [
      ...new Set(
        extras.split(",").map((one) => normalizeName(one.trim()))
          .filter((one) => one !== ""),
      ),
    ].sort(),
    versions: versions.replace(/\s+/g, ""),
  };
}

/** Whether a text is to be a package of npm. */
export function isOfNpm(text: string): boolean {
  return /^\s*npm:/i.test(text);
}

function parseOfNpm(text: string): Requirement {
  const found = text.length <= MAX_REQUIREMENT_CHARS ? OF_NPM.exec(text) : null;
  if (found === null) {
    throw new TypeError(
      `Cannot set packages as one of npm must be a name with versions, such as "npm:zod" or "npm:zod@^4.1": current value is ${
        quoteValue(text)
      }`,
    );
  }
  const [, name = "", versions = ""] = found;
  return { registry: "npm", name, extras: [], versions: versions.trim() };
}

/**
 * Writes a requirement, as {@linkcode parseRequirement} reads it.
 *
 * @param requirement What is required
 * @returns Its text
 */
export function formatRequirement(
  { registry, name, extras, versions }: Requirement,
): string {
  if (registry === "npm") {
    return `npm:${name}${versions === "" ? "" : `@${versions}`}`;
  }
  return `${name}${
    extras.length > 0 ? `[${extras.join(",")}]` : ""
  }${versions}`;
}

/**
 * Returns whether a text may have metadata. This test is fast.
 *
 * @param code The script
 * @returns `false` without metadata
 */
export function mayHaveBlock(code: string): boolean {
  return code.includes("# /// script");
}

/**
 * Checks the option `packages`.
 *
 * @param given The option
 * @param language The language of the guest
 * @returns What is required; the same text twice is one
 * @throws {TypeError} If it has another form
 */
export function checkPackages(
  given: unknown,
  language: Language,
): readonly Requirement[] {
  checkType(
    "packages",
    given,
    `a list of at most ${MAX_REQUIREMENTS} names`,
    (value) =>
      Array.isArray(value) && value.length <= MAX_REQUIREMENTS &&
      value.every((one) => typeof one === "string"),
  );
  // A cast, as it was checked.
  const texts = (given ?? []) as readonly string[];
  const all = texts.map(parseRequirement);
  for (const one of all) checkLanguage(one, language);
  return [...new Map(all.map((one) => [formatRequirement(one), one])).values()];
}

function checkLanguage(one: Requirement, language: Language): void {
  if ((one.registry === "npm") === (language !== "python")) return;
  throw new TypeError(
    `Cannot set packages as ${
      one.registry === "npm"
        ? `one of npm is for javascript and typescript, and the language is ${language}`
        : `one for ${language} must begin with npm:, as in "npm:zod"`
    }: current value is ${quoteValue(formatRequirement(one))}`,
  );
}

/**
 * Checks the option `lock`.
 *
 * @param given The option
 * @returns The text of the lock
 * @throws {TypeError} If it is no text
 */
export function checkLock(given: unknown): string | undefined {
  checkType(
    "lock",
    given,
    "the text of a lock",
    (value) => typeof value === "string",
  );
  return given as string | undefined;
}
