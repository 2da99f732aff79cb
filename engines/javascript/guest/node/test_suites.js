// Suites and tests as they are given to `node:test`.

/**
 * @typedef {"before" | "after" | "beforeEach" | "afterEach"} Hook
 * @typedef {(context?: object, done?: (error?: unknown) => void) => unknown} Run
 *
 * @typedef {object} TestOptions
 * @property {unknown} [skip]
 * @property {unknown} [todo]
 * @property {boolean} [only]
 *
 * @typedef {object} Suite
 * @property {string} name
 * @property {Suite | null} parent
 * @property {Entry[]} entries
 * @property {Record<Hook, Run[]>} hooks
 * @property {number} [failed]
 *
 * @typedef {object} Entry
 * @property {string} name
 * @property {TestOptions} options
 * @property {Run} fn
 * @property {Suite} [suite]
 *
 * @typedef {[name?: unknown, options?: unknown, fn?: unknown]} TestArguments
 * @typedef {(...args: TestArguments) => Promise<void>} Add
 */

export const HOOKS = /** @type {const} */ ([
  "before",
  "after",
  "beforeEach",
  "afterEach",
]);
/**
 * @param {string} name
 * @param {Suite | null} parent
 * @returns {Suite}
 */
export function newSuite(name, parent) {
  return {
    name,
    parent,
    entries: [],
    hooks: { before: [], after: [], beforeEach: [], afterEach: [] },
  };
}

/**
 * @param {unknown} [name]
 * @param {unknown} [options]
 * @param {unknown} [fn]
 * @returns {Entry}
 */
export function readArguments(name, options, fn) {
  let given = [name, options, fn];
  if (typeof given[0] === "function") {
    given = [given[0].name || "<anonymous>", {}, given[0]];
  } else if (typeof given[0] === "object" && given[0] !== null) {
    given = ["<anonymous>", given[0], given[1]];
  }
  if (typeof given[1] === "function") given = [given[0], {}, given[1]];
  return {
    name: `${given[0]}`,
    // Casts, as Node takes what is there.
    options: /** @type {TestOptions} */ (given[1] ?? {}),
    fn: /** @type {Run} */ (given[2] ?? (() => {})),
  };
}
