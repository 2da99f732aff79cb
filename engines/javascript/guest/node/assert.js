// `assert`.

import {
  catching,
  catchingLater,
  checkThrown,
  unwanted,
} from "./assert_thrown.js";
import { AssertionError, check, show, useInspect } from "./assertion_error.js";
import { deepEqual } from "./deep_equal.js";
import { invalidType, nodeError } from "./errors.js";

/**
 * @import { NodeParts } from "./node.d.ts"
 *
 * @typedef {(actual: unknown, expected: unknown, message?: string | Error) => void} Compare
 */

/** @param {[value?: unknown, message?: string | Error]} args */
function ok(...args) {
  const [value, message] = args;
  if (args.length === 0) {
    check(false, {
      message: "No value argument passed to `assert.ok()`",
      actual: undefined,
      expected: true,
      operator: "==",
    });
  }
  check(value, {
    actual: value,
    expected: true,
    operator: "==",
    message: message ?? `${show(value)} == true`,
  });
}

/**
 * @param {unknown} a
 * @param {unknown} b
 */
// deno-lint-ignore eqeqeq -- loose equality is what is asked for
const isLoose = (a, b) => a == b || (a !== a && b !== b);

/**
 * The comparisons: what holds, and under which operator.
 *
 * @type {Record<string, readonly [holds: (actual: unknown, expected: unknown) => boolean, operator: string]>}
 */
const COMPARISONS = {
  equal: [isLoose, "=="],
  notEqual: [(a, b) => !isLoose(a, b), "!="],
  strictEqual: [Object.is, "strictEqual"],
  notStrictEqual: [(a, b) => !Object.is(a, b), "notStrictEqual"],
  deepEqual: [(a, b) => deepEqual(a, b, false), "deepEqual"],
  notDeepEqual: [(a, b) => !deepEqual(a, b, false), "notDeepEqual"],
  deepStrictEqual: [(a, b) => deepEqual(a, b, true), "deepStrictEqual"],
  notDeepStrictEqual: [(a, b) => !deepEqual(a, b, true), "notDeepStrictEqual"],
  partialDeepStrictEqual: [isPartial, "partialDeepStrictEqual"],
};

/**
 * @param {unknown} actual
 * @param {unknown} expected
 * @returns {boolean}
 */
function isPartial(actual, expected) {
  if (Object(expected) !== expected || Object(actual) !== actual) {
    return deepEqual(actual, expected, true);
  }
  if (
    expected instanceof Map || expected instanceof Set ||
    ArrayBuffer.isView(expected)
  ) {
    return deepEqual(actual, expected, true);
  }
  // Casts, as both are objects.
  const whole = /** @type {Record<PropertyKey, unknown>} */ (actual);
  const part = /** @type {Record<PropertyKey, unknown>} */ (expected);
  return Reflect.ownKeys(part).every((key) =>
    key in whole && isPartial(whole[key], part[key])
  );
}

/**
 * @param {unknown} text
 * @param {unknown} pattern
 * @param {string | Error | undefined} message
 * @param {boolean} wants
 */
function checkMatch(text, pattern, message, wants) {
  if (!(pattern instanceof RegExp)) {
    throw invalidType("regexp", "an instance of RegExp", pattern);
  }
  const operator = wants ? "match" : "doesNotMatch";
  check(typeof text === "string" && pattern.test(text) === wants, {
    actual: text,
    expected: pattern,
    operator,
    message: message ??
      (typeof text !== "string"
        ? `The "string" argument must be of type string. Received type ${typeof text} (${
          show(text)
        })`
        : `The input ${
          wants ? "did not match" : "was expected to not match"
        } the regular expression ${show(pattern)}. Input:\n\n${show(text)}\n`),
  });
}

/** What `assert` has beside the comparisons. */
const assertions = {
  AssertionError,
  /** @param {[value?: unknown, message?: string | Error]} args */
  ok: (...args) => ok(...args),
  /** @param {string | Error} [message] */
  fail(message = "Failed") {
    if (message instanceof Error) throw message;
    const error = new AssertionError({ message, operator: "fail" });
    error.generatedMessage = arguments.length === 0;
    throw error;
  },
  /** @param {unknown} value */
  ifError(value) {
    if (value === null || value === undefined) return;
    // A cast, as it may be anything.
    const { message } = /** @type {{ message?: unknown }} */ (value);
    throw new AssertionError({
      actual: value,
      expected: null,
      operator: "ifError",
      message: `ifError got unwanted exception: ${message ?? show(value)}`,
    });
  },
  /**
   * @param {() => unknown} fn
   * @param {unknown} [expected]
   * @param {unknown} [message]
   */
  throws: (fn, expected, message) =>
    checkThrown(catching(fn), { expected, message, operator: "throws" }),
  /**
   * @param {() => unknown} fn
   * @param {unknown} [_expected]
   * @param {unknown} [message]
   */
  doesNotThrow: (fn, _expected, message) =>
    unwanted(catching(fn), message ?? _expected, "doesNotThrow"),
  /**
   * @param {unknown} fn
   * @param {unknown} [expected]
   * @param {unknown} [message]
   */
  rejects: async (fn, expected, message) =>
    checkThrown(await catchingLater(fn), {
      expected,
      message,
      operator: "rejects",
    }),
  /**
   * @param {unknown} fn
   * @param {unknown} [_expected]
   * @param {unknown} [message]
   */
  doesNotReject: async (fn, _expected, message) =>
    unwanted(await catchingLater(fn), message ?? _expected, "doesNotReject"),
  /**
   * @param {unknown} text
   * @param {unknown} pattern
   * @param {string | Error} [message]
   */
  match: (text, pattern, message) => checkMatch(text, pattern, message, true),
  /**
   * @param {unknown} text
   * @param {unknown} pattern
   * @param {string | Error} [message]
   */
  doesNotMatch: (text, pattern, message) =>
    checkMatch(text, pattern, message, false),
};

/**
 * The comparisons.
 *
 * @returns {Record<string, Compare>}
 */
function makeComparisons() {
  /** @type {Record<string, Compare>} */
  const compare = {};
  for (const [name, [holds, operator]] of Object.entries(COMPARISONS)) {
    compare[name] = (...args) => {
      if (args.length < 2) {
        throw nodeError(
          TypeError,
          "ERR_MISSING_ARGS",
          'The "actual" and "expected" arguments must be specified',
        );
      }
      const [actual, expected, message] = args;
      check(holds(actual, expected), { actual, expected, operator, message });
    };
    Object.defineProperty(compare[name], "name", { value: name });
  }
  return compare;
}

function makeAssert() {
  /** @param {[value?: unknown, message?: string | Error]} args */
  const assert = (...args) => ok(...args);
  return Object.assign(
    assert,
    makeComparisons(),
    assertions,
    /** @type {{ strict?: object }} */ ({}),
  );
}

/** @param {NodeParts} node */
export function make(node) {
  useInspect(node.inspect);
  const assert = makeAssert();
  const strict = makeAssert();
  for (const name of ["equal", "deepEqual", "notEqual", "notDeepEqual"]) {
    const strictly = name.replace(/^(not)?(d|e)/i, (it) => it).replace(
      /(Equal|equal)$/,
      "StrictEqual",
    );
    strict[name] = strict[strictly.replace(/^Strict/, "strict")];
  }
  assert.strict = strict;
  strict.strict = strict;
  return { "assert": assert, "assert/strict": strict };
}
