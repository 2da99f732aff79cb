// What is known while a value is described, and its bounds.

/** How a value is described, with the names and the defaults of Node's `util.inspect`. */
export const INSPECT_DEFAULTS = {
  __proto__: null,
  /** Levels of nesting that are shown below the first. */
  depth: 2,
  /** Items of a collection, and properties of an object, that are shown. */
  maxArrayLength: 100,
  breakLength: 80,
  /** @type {boolean | number} `false` sets every entry in a line of its own. */
  compact: 3,
  /** @type {unknown} Whether properties that are not enumerable are shown. */
  showHidden: false,
  /** @type {unknown} Whether properties are sorted. */
  sorted: false,
  /** @type {unknown} Whether an object's own method may describe it. */
  customInspect: true,
};

/** @typedef {typeof INSPECT_DEFAULTS} InspectOptions */

/**
 * @typedef {Description & WithoutPrototype} State
 *
 * @typedef {object} Description
 * @property {number} room UTF-16 units that there still may be.
 * @property {number} depth
 * @property {InspectOptions} options
 * @property {object} given The options as they were given, for the methods of objects.
 * @property {Place | null} path
 * @property {number} lastDepth Where the value that was set in lines last has its entries.
 * @property {boolean} hasEntries Whether the value that was described last has entries.
 * @property {Map<unknown, number>} refs The numbers of what a `[Circular *1]` refers to.
 * @property {number} refCount
 * @property {(state: State, value: unknown) => string} format Describes what is inside.
 *
 * @typedef {{ value: object, parent: Place | null } & WithoutPrototype} Place Where in the value this is.
 */

/** @param {State} state */
export function isTooDeep(state) {
  return state.depth > state.options.depth + 1;
}
