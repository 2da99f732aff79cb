/**
 * Compares versions of Python with specifiers such as `>=3.12,<4` (PEP 440).
 *
 * @module
 */

/** A version: its release, and what precedes or follows the release. */
interface Version {
  readonly release: readonly number[];
  /** Negative for a version before the release, positive for one after it. */
  readonly phase: number;
  /** The number of the phase, as in `rc2`. */
  readonly serial: number;
}

const VERSION =
  /^v?(\d+(?:\.\d+)*)(?:[-_.]?(dev|alpha|a|beta|b|preview|pre|rc|c|post|rev|r)[-_.]?(\d*))?(?:\+[a-z\d.]+)?$/i;
const PHASES: Readonly<Record<string, number>> = {
  ...{ dev: -4, alpha: -3, a: -3, beta: -2, b: -2 },
  ...{ preview: -1, pre: -1, rc: -1, c: -1, post: 1, rev: 1, r: 1 },
};
const SPECIFIER = /^\s*(===|==|~=|!=|<=|>=|<|>)\s*(\S+)\s*$/;

/**
 * Returns whether a version satisfies all of several specifiers.
 *
 * @param version The version, such as `3.14.2`
 * @param specifiers The specifiers with commas in between; the empty text allows every version
 * @returns Whether it does
 * @throws {TypeError} If a text is no version or no specifier
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * assert(satisfies("3.14.2", ">=3.12,<4"));
 * assert(!satisfies("3.14.2", "==3.13.*"));
 * ```
 */
export function satisfies(version: string, specifiers: string): boolean {
  return specifiers.trim() === "" ||
    specifiers.split(",").every((one) => satisfiesOne(version, one));
}

function satisfiesOne(version: string, specifier: string): boolean {
  const [, operator = "", text = ""] = SPECIFIER.exec(specifier) ?? [];
  if (operator === "===") return version === text;
  const isPrefix = /\.\*$/.test(text) && /^[!=]=$/.test(operator);
  const expected = parseVersion(isPrefix ? text.slice(0, -2) : text);
  const given = parseVersion(version);
  if (operator === "" || expected === undefined || given === undefined) {
    throw new TypeError(`"${specifier.trim()}" is no version specifier`);
  }
  if (isPrefix) return startsWith(given, expected) === (operator === "==");
  if (operator === "~=") {
    const series = { ...expected, release: expected.release.slice(0, -1) };
    return compare(given, expected) >= 0 && startsWith(given, series);
  }
  return holds(operator, compare(given, expected));
}

/**
 * Applies an operator to the outcome of a comparison.
 *
 * @param operator `==`, `!=`, `<`, `<=`, `>` or `>=`
 * @param order Negative, zero or positive, as the left side is less, equal or greater
 * @returns Whether the comparison holds
 */
function holds(operator: string, order: number): boolean {
  switch (operator) {
    case "==":
      return order === 0;
    case "!=":
      return order !== 0;
    case "<":
      return order < 0;
    case "<=":
      return order <= 0;
    case ">":
      return order > 0;
    default:
      return order >= 0;
  }
}

/**
 * Returns whether a text is a version.
 *
 * @param text The text
 * @returns Whether it is
 */
export function isVersion(text: string): boolean {
  return VERSION.test(text);
}

function parseVersion(text: string): Version | undefined {
  const [, release, phase = "", serial = ""] = VERSION.exec(text) ?? [];
  if (release === undefined) return undefined;
  return {
    release: release.split(".").map(Number),
    phase: PHASES[phase.toLowerCase()] ?? 0,
    serial: Number(serial),
  };
}

function startsWith({ release }: Version, prefix: Version): boolean {
  return prefix.release.every((part, i) => (release[i] ?? 0) === part);
}

function compare(a: Version, b: Version): number {
  const length = Math.max(a.release.length, b.release.length);
  for (let i = 0; i < length; i++) {
    const order = (a.release[i] ?? 0) - (b.release[i] ?? 0);
    if (order !== 0) return order;
  }
  return a.phase - b.phase || a.serial - b.serial;
}
