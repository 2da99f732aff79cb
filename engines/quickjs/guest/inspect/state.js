// What is known while a value is described, and its bounds.

/** Levels of nesting that are shown below the first. */
const MAX_DEPTH = 2;
/** Items of a collection, and properties of an object, that are shown. */
export const MAX_ITEMS = 100;

/**
 * @typedef {Description & WithoutPrototype} State
 *
 * @typedef {object} Description
 * @property {number} room UTF-16 units that there still may be.
 * @property {number} depth
 * @property {Place | null} path
 * @property {Map<unknown, number>} refs The numbers of what a `[Circular *1]` refers to.
 * @property {number} refCount
 * @property {(state: State, value: unknown) => string} format Describes what is inside.
 *
 * @typedef {{ value: object, parent: Place | null } & WithoutPrototype} Place Where in the value this is.
 */

/** @param {State} state */
export function isTooDeep(state) {
  return state.depth > MAX_DEPTH + 1;
}
