// Assertions on what functions throw and promises reject with.

import { AssertionError, describe, show } from "./assertion_error.js";
import { deepEqual } from "./deep_equal.js";
import { invalidType, needFunction } from "./errors.js";

/**
 * @param {unknown} error
 * @param {unknown} expected
 * @returns {boolean | undefined} Nothing where the error is of another class
 */
function matches(error, expected) {
  if (expected === undefined) return true;
  if (expected instanceof RegExp) return expected.test(String(error));
  if (typeof expected === "function") {
    if (expected.prototype !== undefined && error instanceof expected) {
      return true;
    }
    if (expected === Error || expected.prototype instanceof Error) {
      return undefined;
    }
    return Reflect.apply(expected, {}, [error]) === true;
  }
  for (
    const key of Object.keys(expected).concat(
      expected instanceof Error ? ["name", "message"] : [],
    )
  ) {
    const given = /** @type {Record<string, unknown> | undefined} */ (error)
      ?.[key];
    const wanted = /** @type {Record<string, unknown>} */ (expected)[key];
    const isSame = wanted instanceof RegExp && typeof given === "string"
      ? wanted.test(given)
      : deepEqual(given, wanted, true);
    if (!isSame) return false;
  }
  return true;
}

/**
 * @param {{ error: unknown } | undefined} thrown
 * @param {{ expected: unknown, message: unknown, operator: string }} wanted
 */
export function checkThrown(thrown, { expected, message, operator }) {
  const text = typeof expected === "string" ? expected : message;
  const wanted = typeof expected === "string" ? undefined : expected;
  const what = operator === "rejects" ? "rejection" : "exception";
  if (thrown === undefined) {
    // A cast, as it may be anything.
    const named = /** @type {{ name?: unknown } | undefined} */ (wanted);
    const name = named?.name ? ` (${named.name})` : "";
    throw new AssertionError({
      actual: undefined,
      expected: wanted,
      operator,
      message: `Missing expected ${what}${name}${text ? `: ${text}` : "."}`,
    });
  }
  const result = matches(thrown.error, wanted);
  if (result === true) return;
  if (result === undefined) throw thrown.error;
  if (text instanceof Error) throw text;
  throw new AssertionError({
    actual: thrown.error,
    expected: wanted,
    operator,
    // A cast, as Node takes any text.
    message: /** @type {string} */ (text) ??
      (wanted instanceof RegExp
        ? `The input did not match the regular expression ${
          show(wanted)
        }. Input:\n\n${show(String(thrown.error))}\n`
        : typeof wanted === "function"
        ? `The ${
          wanted.name ? `"${wanted.name}" ` : ""
        }validation function is expected to return "true". Received false`
        : describe(thrown.error, wanted, "deepStrictEqual")),
  });
}

/** @param {() => unknown} fn */
export function catching(fn) {
  try {
    needFunction("fn", fn)();
    return undefined;
  } catch (error) {
    return { error };
  }
}

/** @param {unknown} given */
export async function catchingLater(given) {
  const promise = typeof given === "function" ? given() : given;
  if (typeof promise?.then !== "function") {
    throw invalidType(
      "promiseFn",
      "of type function or an instance of Promise",
      given,
    );
  }
  try {
    await promise;
    return undefined;
  } catch (error) {
    return { error };
  }
}

/**
 * @param {{ error: unknown } | undefined} thrown
 * @param {unknown} message
 * @param {string} operator
 */
export function unwanted(thrown, message, operator) {
  if (thrown === undefined) return;
  // A cast, as anything may be thrown.
  const error = /** @type {Error | undefined} */ (thrown.error);
  const what = operator === "doesNotThrow" ? "exception" : "rejection";
  const text = typeof message === "string" ? `: ${message}` : ".";
  throw new AssertionError({
    actual: thrown.error,
    operator,
    message: `Got unwanted ${what}${text}\nActual message: "${error?.message}"`,
  });
}
