// Arrays, maps and sets.

import {
  getOwnPropertyDescriptor,
  keys,
  mapEntries,
  mapNext,
  mapSize,
  min,
  setNext,
  setSize,
  setValues,
  typedArrayLength,
} from "../intrinsics.js";
import { inColumns, layOut, newList, push } from "./layout.js";
import { formatProperty, properties } from "./properties.js";
import { isTooDeep } from "./state.js";
import { more } from "./text.js";

/**
 * @import { List } from "./layout.js"
 * @import { State } from "./state.js"
 */

/**
 * @param {State} state
 * @param {unknown[]} value
 * @param {string | null} name The name of its class
 */
export function formatArray(state, value, name) {
  const { length } = value;
  const prefix = name === "Array"
    ? ""
    : (name ?? "[Array: null prototype]") + "(" + length + ") ";
  if (isTooDeep(state) && length > 0) return "[" + (name ?? "Array") + "]";
  const entries = newList();
  let names;
  let at = 0;
  while (
    at < length && entries.length < state.options.maxArrayLength &&
    state.room > 0
  ) {
    const item = getOwnPropertyDescriptor(value, at);
    if (item !== undefined) {
      push(entries, formatProperty(state, item));
      at++;
      continue;
    }
    names ??= keys(value);
    const next = nextItemIndex(names, at, length);
    push(
      entries,
      "<" + (next - at) + " empty item" + (next - at === 1 ? "" : "s") + ">",
    );
    at = next;
  }
  const shown = entries.length;
  if (at < length) push(entries, more(length - at, "item"));
  if (length <= state.options.maxArrayLength) {
    properties(state, value, entries, length);
  }
  const isGrouped = shown > 6 &&
    entries.length === shown + (at < length ? 1 : 0);
  return layOut(
    state,
    prefix + "[",
    isGrouped ? inColumns(state, entries, shown) : entries,
    "]",
  );
}

/**
 * The first index from `at` on that is no hole.
 *
 * @param {readonly string[]} names
 * @param {number} at
 * @param {number} length
 */
function nextItemIndex(names, at, length) {
  for (let index = 0; index < names.length; index++) {
    const candidate = +names[index];
    if (
      candidate >= at && candidate < length && "" + candidate === names[index]
    ) return candidate;
  }
  return length;
}

/**
 * @param {State} state
 * @param {object} value
 * @param {string} name
 */
export function formatTypedArray(state, value, name) {
  const length = typedArrayLength(value);
  if (isTooDeep(state) && length > 0) return "[" + name + "]";
  const entries = newList();
  const shown = min(length, state.options.maxArrayLength);
  // A cast, as the caller asked what it is.
  const items = /** @type {ArrayLike<unknown>} */ (value);
  for (let index = 0; index < shown; index++) {
    push(entries, state.format(state, items[index]));
  }
  if (length > shown) push(entries, more(length - shown, "item"));
  const grouped = shown > 6 ? inColumns(state, entries, shown) : entries;
  return layOut(state, name + "(" + length + ") [", grouped, "]");
}

/**
 * @param {State} state
 * @param {object} value A map
 * @param {string} name
 */
export function formatMap(state, value, name) {
  const size = mapSize(value);
  const members = mapEntries(value);
  if (isTooDeep(state) && size > 0) return "[" + name + "]";
  const entries = newList();
  for (let step = mapNext(members); !step.done; step = mapNext(members)) {
    if (isLongEnough(state, entries)) {
      push(entries, more(size - entries.length, "item"));
      break;
    }
    const key = state.format(state, step.value[0]);
    push(entries, key + " => " + state.format(state, step.value[1]));
  }
  properties(state, value, entries);
  return layOut(state, name + "(" + size + ") {", entries, "}");
}

/**
 * @param {State} state
 * @param {object} value A set
 * @param {string} name
 */
export function formatSet(state, value, name) {
  const size = setSize(value);
  const members = setValues(value);
  if (isTooDeep(state) && size > 0) return "[" + name + "]";
  const entries = newList();
  for (let step = setNext(members); !step.done; step = setNext(members)) {
    if (isLongEnough(state, entries)) {
      push(entries, more(size - entries.length, "item"));
      break;
    }
    push(entries, state.format(state, step.value));
  }
  properties(state, value, entries);
  return layOut(state, name + "(" + size + ") {", entries, "}");
}

/**
 * @param {State} state
 * @param {List} entries
 */
function isLongEnough(state, entries) {
  return entries.length >= state.options.maxArrayLength || state.room <= 0;
}
