// What a failed assertion throws, and how it shows two values.

import { invalidType, showCode } from "./errors.js";

/**
 * @import { NodeParts } from "./node.d.ts"
 *
 * @typedef {object} Failure
 * @property {unknown} [actual]
 * @property {unknown} [expected]
 * @property {string} operator
 * @property {string | Error} [message] An error is thrown as it is.
 */

/** @type {NodeParts["inspect"]} */
let inspect;

/**
 * Says how values are shown.
 *
 * @param {NodeParts["inspect"]} given
 */
export function useInspect(given) {
  inspect = given;
}

/** @type {Record<string, string>} */
const OPERATORS = {
  strictEqual: "Expected values to be strictly equal:",
  deepStrictEqual: "Expected values to be strictly deep-equal:",
  notStrictEqual: 'Expected "actual" to be strictly unequal to:',
  notDeepStrictEqual: 'Expected "actual" not to be strictly deep-equal to:',
  deepEqual: "Expected values to be loosely deep-equal:",
  notDeepEqual: 'Expected "actual" not to be loosely deep-equal to:',
  partialDeepStrictEqual:
    "Expected values to be partially and strictly deep-equal:",
};

/** @param {unknown} value */
export const show = (value) =>
  inspect(value, { depth: 1000, customInspect: false });
/**
 * In lines, to be compared.
 *
 * @param {unknown} value
 */
const spread = (value) =>
  inspect(value, {
    compact: false,
    customInspect: false,
    depth: 1000,
    maxArrayLength: Infinity,
    sorted: true,
  });

/**
 * The lines of two texts with what is missing and what is too many.
 *
 * @param {string} actual
 * @param {string} expected
 */
function compareLines(actual, expected) {
  const [a, b] = [actual.split("\n"), expected.split("\n")];
  if (a.length * b.length > 250_000) {
    return `+ ${a.join("\n+ ")}\n- ${b.join("\n- ")}`;
  }
  const common = Array.from(
    { length: a.length + 1 },
    () => new Array(b.length + 1).fill(0),
  );
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      common[i][j] = a[i] === b[j]
        ? common[i + 1][j + 1] + 1
        : Math.max(common[i + 1][j], common[i][j + 1]);
    }
  }
  const lines = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      lines.push(`  ${a[i++]}`);
      j++;
    } else if (
      i < a.length && (j === b.length || common[i + 1][j] >= common[i][j + 1])
    ) {
      lines.push(`+ ${a[i++]}`);
    } else lines.push(`- ${b[j++]}`);
  }
  return lines.join("\n");
}

/**
 * @param {unknown} actual
 * @param {unknown} expected
 * @param {string} operator
 */
export function describe(actual, expected, operator) {
  const head = OPERATORS[operator];
  const [one, other] = [spread(actual), spread(expected)];
  if (operator.startsWith("not")) {
    return head.endsWith("to:") && !one.includes("\n") && one.length < 50
      ? `${head} ${one}`.replace(": ", one.length > 5 ? "\n\n" : ": ")
      : `${head}\n\n${one}\n`;
  }
  if (operator === "deepEqual") {
    return `${head}\n\n${one}\n\nshould loosely deep-equal\n\n${other}`;
  }
  const isShort = !one.includes("\n") && !other.includes("\n") &&
    Object(actual) !== actual && Object(expected) !== expected &&
    one.length + other.length <= 60;
  if (isShort && (actual !== 0 || expected !== 0)) {
    return `${head}\n\n${one} !== ${other}\n`;
  }
  return `${head}\n+ actual - expected\n\n${compareLines(one, other)}\n`;
}

export class AssertionError extends Error {
  /** @param {Failure & { message?: string }} options */
  constructor(options) {
    if (options === null || typeof options !== "object") {
      throw invalidType("options", "of type object", options);
    }
    const { actual, expected, operator, message } = options;
    super(
      message ??
        (OPERATORS[operator] === undefined
          ? `${show(actual)} ${operator} ${show(expected)}`
          : describe(actual, expected, operator)),
    );
    this.generatedMessage = message === undefined;
    this.code = "ERR_ASSERTION";
    this.actual = actual;
    this.expected = expected;
    this.operator = operator;
    Object.defineProperty(this, "name", {
      value: "AssertionError",
      writable: true,
      configurable: true,
      enumerable: false,
    });
    showCode(this, this.code);
  }
}

/**
 * @param {unknown} holds
 * @param {Failure} details
 */
export function check(holds, details) {
  if (holds) return;
  if (details.message instanceof Error) throw details.message;
  // A cast, as no error is left.
  throw new AssertionError(
    /** @type {Failure & { message?: string }} */ (details),
  );
}
