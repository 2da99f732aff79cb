// `assert`.

import { deepEqual } from "./deep_equal.js";
import { invalidType, needFunction, nodeError, showCode } from "./errors.js";

let inspect;

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

const show = (value) => inspect(value, { depth: 1000, customInspect: false });
/** In lines, to be compared. */
const spread = (value) =>
  inspect(value, {
    compact: false,
    customInspect: false,
    depth: 1000,
    maxArrayLength: Infinity,
    sorted: true,
  });

/** The lines of two texts with what is missing and what is too many. */
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

function describe(actual, expected, operator) {
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

class AssertionError extends Error {
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

function check(holds, details) {
  if (holds) return;
  if (details.message instanceof Error) throw details.message;
  throw new AssertionError(details);
}

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

// deno-lint-ignore eqeqeq -- loose equality is what is asked for
const isLoose = (a, b) => a == b || (a !== a && b !== b);

/** The comparisons: what holds, and under which operator. */
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
  return Reflect.ownKeys(expected).every((key) =>
    key in actual && isPartial(actual[key], expected[key])
  );
}

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
    const given = error?.[key];
    const wanted = expected[key];
    const isSame = wanted instanceof RegExp && typeof given === "string"
      ? wanted.test(given)
      : deepEqual(given, wanted, true);
    if (!isSame) return false;
  }
  return true;
}

function checkThrown(thrown, { expected, message, operator }) {
  const text = typeof expected === "string" ? expected : message;
  const wanted = typeof expected === "string" ? undefined : expected;
  const what = operator === "rejects" ? "rejection" : "exception";
  if (thrown === undefined) {
    const name = wanted?.name ? ` (${wanted.name})` : "";
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
    message: text ??
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

function catching(fn) {
  try {
    needFunction("fn", fn)();
    return undefined;
  } catch (error) {
    return { error };
  }
}

async function catchingLater(given) {
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

function unwanted(thrown, message, operator) {
  if (thrown === undefined) return;
  const what = operator === "doesNotThrow" ? "exception" : "rejection";
  const text = typeof message === "string" ? `: ${message}` : ".";
  throw new AssertionError({
    actual: thrown.error,
    operator,
    message:
      `Got unwanted ${what}${text}\nActual message: "${thrown.error?.message}"`,
  });
}

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

function makeAssert() {
  const assert = (...args) => ok(...args);
  for (const [name, [holds, operator]] of Object.entries(COMPARISONS)) {
    assert[name] = (...args) => {
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
    Object.defineProperty(assert[name], "name", { value: name });
  }
  return Object.assign(assert, {
    AssertionError,
    ok: (...args) => ok(...args),
    fail(message = "Failed") {
      if (message instanceof Error) throw message;
      const error = new AssertionError({ message, operator: "fail" });
      error.generatedMessage = arguments.length === 0;
      throw error;
    },
    ifError(value) {
      if (value === null || value === undefined) return;
      throw new AssertionError({
        actual: value,
        expected: null,
        operator: "ifError",
        message: `ifError got unwanted exception: ${
          value?.message ?? show(value)
        }`,
      });
    },
    throws: (fn, expected, message) =>
      checkThrown(catching(fn), { expected, message, operator: "throws" }),
    doesNotThrow: (fn, _expected, message) =>
      unwanted(catching(fn), message ?? _expected, "doesNotThrow"),
    rejects: async (fn, expected, message) =>
      checkThrown(await catchingLater(fn), {
        expected,
        message,
        operator: "rejects",
      }),
    doesNotReject: async (fn, _expected, message) =>
      unwanted(await catchingLater(fn), message ?? _expected, "doesNotReject"),
    match: (text, pattern, message) => checkMatch(text, pattern, message, true),
    doesNotMatch: (text, pattern, message) =>
      checkMatch(text, pattern, message, false),
  });
}

export function make(node) {
  inspect = node.inspect;
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
