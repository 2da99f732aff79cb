// `node:test` in its simple forms: tests and suites in order, with hooks, and a report like Node's.

import { nodeError } from "./errors.js";
import { mock } from "./test_mocks.js";
import { HOOKS, newSuite, readArguments } from "./test_suites.js";

/**
 * @import { NodeParts } from "./node.d.ts"
 * @import { Add, Entry, Run, Suite, TestArguments, TestOptions } from "./test_suites.js"
 */

const totals = {
  tests: 0,
  suites: 0,
  pass: 0,
  fail: 0,
  cancelled: 0,
  skipped: 0,
  todo: 0,
};

/** @type {NodeParts} */
let node;
let started = 0;
let isRunning = false;
/** The suite whose function is being called, or nothing outside of suites. */
let current = newSuite("", null);

function begin() {
  if (isRunning) return;
  isRunning = true;
  started = node.now();
  const root = current;
  node.later(async () => {
    await runSuite(root, -1);
    report();
  });
}

function report() {
  for (const [name, count] of Object.entries(totals)) {
    node.write(1, `ℹ ${name} ${count}\n`);
  }
  node.write(1, `ℹ duration_ms ${node.now() - started}\n`);
  if (totals.fail > 0) node.process.exitCode = 1;
}

/**
 * @param {readonly Run[]} fns
 * @param {object} [context]
 */
async function call(fns, context) {
  for (const fn of fns) await fn(context);
}

/**
 * @param {Suite} suite
 * @param {"beforeEach" | "afterEach"} name
 * @returns {Run[]}
 */
function hooksAround(suite, name) {
  const outer = suite.parent === null ? [] : hooksAround(suite.parent, name);
  return name === "beforeEach"
    ? [...outer, ...suite.hooks[name]]
    : [...suite.hooks[name], ...outer];
}

/**
 * @param {Suite} suite
 * @param {number} depth
 */
async function runSuite(suite, depth) {
  let failed = 0;
  await call(suite.hooks.before);
  const only = suite.entries.some((one) => one.options.only);
  for (const entry of suite.entries) {
    if (only && !entry.options.only) continue;
    if (!await runEntry(entry, suite, depth + 1)) failed++;
  }
  await call(suite.hooks.after);
  return failed === 0;
}

/**
 * @param {Entry} entry
 * @param {Suite} suite
 * @param {number} depth
 * @returns {Promise<boolean>}
 */
async function runEntry(entry, suite, depth) {
  const indent = "  ".repeat(depth);
  const { name, options } = entry;
  const began = node.now();
  const time = () =>
    `(${(node.now() - began).toFixed(6).replace(/0+$/, "")}ms)`;
  if (entry.suite !== undefined) {
    totals.suites++;
    node.write(1, `${indent}▶ ${name}\n`);
    const isGood = await runSuite(entry.suite, depth);
    node.write(1, `${indent}${isGood ? "✔" : "✖"} ${name} ${time()}\n`);
    return isGood;
  }
  totals.tests++;
  if (options.skip) {
    totals.skipped++;
    node.write(
      1,
      `${indent}﹣ ${name} ${time()} # ${
        options.skip === true ? "SKIP" : options.skip
      }\n`,
    );
    return true;
  }
  try {
    await runTest(entry, suite, depth);
    totals[options.todo ? "todo" : "pass"]++;
    node.write(
      1,
      `${indent}✔ ${name} ${time()}${options.todo ? " # TODO" : ""}\n`,
    );
    return true;
  } catch (error) {
    totals[options.todo ? "todo" : "fail"]++;
    const text = node.inspect(error).replace(/\n/g, `\n${indent}  `);
    node.write(1, `${indent}✖ ${name} ${time()}\n${indent}  ${text}\n`);
    return Boolean(options.todo);
  }
}

/**
 * @param {Entry} entry
 * @param {Suite} suite
 * @param {number} depth
 */
async function runTest({ name, options, fn }, suite, depth) {
  const inner = newSuite(name, suite);
  const context = makeContext(name, options, inner, depth);
  await call(hooksAround(suite, "beforeEach"), context);
  try {
    if (fn.length > 1) {
      await new Promise((resolve, reject) =>
        fn(context, (error) => error ? reject(error) : resolve(undefined))
      );
    } else await fn(context);
    await call(inner.hooks.after, context);
    if (inner.failed > 0) {
      throw nodeError(
        Error,
        "ERR_TEST_FAILURE",
        `${inner.failed} subtest${inner.failed > 1 ? "s" : ""} failed`,
      );
    }
  } finally {
    await call(hooksAround(suite, "afterEach"), context);
  }
}

/**
 * What a test's function is given.
 *
 * @param {string} name
 * @param {TestOptions} options
 * @param {Suite} inner
 * @param {number} depth
 */
function makeContext(name, options, inner, depth) {
  inner.failed = 0;
  const context = {
    name,
    /** @param {string} text */
    diagnostic: (text) => node.write(1, `ℹ ${text}\n`),
    skip: () => options.skip = true,
    todo: () => options.todo = true,
    plan() {},
    mock,
    assert: node.require("assert"),
    signal: /** @type {undefined} */ (undefined),
    /** @param {TestArguments} args */
    async test(...args) {
      const entry = readArguments(...args);
      if (!await runEntry(entry, inner, depth + 1)) inner.failed++;
    },
  };
  return Object.assign(context, hooksOf(() => inner));
}

/** @param {TestArguments} args */
function addTest(...args) {
  current.entries.push(readArguments(...args));
  begin();
  return Promise.resolve();
}

/** @param {TestArguments} args */
function addSuite(...args) {
  begin();
  const entry = readArguments(...args);
  const outer = current;
  entry.suite = newSuite(entry.name, outer);
  outer.entries.push(entry);
  current = entry.suite;
  try {
    entry.fn({ name: entry.name });
  } finally {
    current = outer;
  }
  return Promise.resolve();
}

/**
 * The functions that add hooks to a suite.
 *
 * @param {() => Suite} suiteNow
 */
function hooksOf(suiteNow) {
  return Object.fromEntries(
    HOOKS.map((hook) => [
      hook,
      (/** @type {Run} */ fn) => suiteNow().hooks[hook].push(fn),
    ]),
  );
}

/**
 * @param {Add} add
 * @returns {Add & Record<string, unknown>}
 */
function withForms(add) {
  /** @type {Record<string, Add>} */
  const forms = {};
  for (const form of ["skip", "todo", "only"]) {
    forms[form] = (name, options, fn) => {
      const entry = readArguments(name, options, fn);
      return add(entry.name, { ...entry.options, [form]: true }, entry.fn);
    };
  }
  return Object.assign(add, forms);
}

/** @param {NodeParts} given */
export function make(given) {
  node = given;
  // It sets the exit status.
  node.process ??= node.require("process");
  const test = withForms(addTest);
  const suite = withForms(addSuite);
  Object.assign(test, { test, it: test, describe: suite, suite, mock });
  Object.assign(test, hooksOf(() => current));
  return { test };
}
