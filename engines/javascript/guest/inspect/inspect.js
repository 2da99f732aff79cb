// Text for any value, as node's `util.inspect` would write it. Evaluated in the guest's context before any guest
// code.
//
// It never throws, and its time and text are bounded: by the nesting, by the items of each collection and by the
// characters in all. Nothing is looked up later than here, as guest code may replace any global and any method, and
// nothing is assigned where a setter of the guest's could be inherited. Getters are not called, but for the `name`,
// `message` and `stack` of errors; the traps of a proxy are. The text has no NUL and no lone surrogate. There are no
// template literals here, as QuickJS makes calls of `String.prototype.concat` of them.

import {
  $Map,
  arrayBufferLength,
  attempt,
  boxes,
  dateTime,
  dateToText,
  isArray,
  mapGet,
  mapSet,
  mapSize,
  max,
  regExpFlags,
  regExpSource,
  setSize,
  slice,
  typedArrayName,
  viewLength,
  weakMapHas,
  weakSetHas,
} from "../intrinsics.js";
import {
  formatBuffer,
  formatPromise,
  formatView,
  readPromise,
} from "./buffers.js";
import {
  formatArray,
  formatMap,
  formatSet,
  formatTypedArray,
} from "./collections.js";
import { formatError, isErrorLike } from "./errors.js";
import { formatFunction, formatRecord, withProperties } from "./properties.js";
import { constructorName } from "./prototypes.js";
import { asText, clean, cut, formatPrimitive, quote } from "./text.js";

import { describeItself } from "./custom.js";
import { INSPECT_DEFAULTS } from "./state.js";

/** @import { InspectOptions, State } from "./state.js" */

const MAX_CHARS = 100_000;

/**
 * Describes a value.
 *
 * @param {unknown} value Anything
 * @param {number} [maxChars] UTF-16 units that the text may have
 * @param {InspectOptions} [options]
 * @param {object} [given] The options as they were given
 * @returns {string} A text for people
 */
export function inspect(
  value,
  maxChars = MAX_CHARS,
  options = INSPECT_DEFAULTS,
  given = options,
) {
  /** @type {State} */
  const state = {
    __proto__: null,
    room: maxChars,
    depth: 0,
    path: null,
    refs: new $Map(),
    refCount: 0,
    lastDepth: 0,
    hasEntries: false,
    options,
    given,
    format,
  };
  const text = typeof value === "string"
    ? quote(value, max(maxChars - 40, 0))
    : format(state, value);
  if (text.length <= maxChars) return text;
  return slice(cut(text, max(maxChars - 3, 0)), 0, maxChars);
}

/**
 * @param {State} state
 * @param {unknown} value
 * @returns {string}
 */
function format(state, value) {
  const room = state.room;
  const isObject = typeof value === "function" ||
    (typeof value === "object" && value !== null);
  const text = isObject ? formatInside(state, value) : formatPrimitive(value);
  state.room = room - text.length;
  return text;
}

/**
 * @param {State} state
 * @param {object} value
 * @returns {string}
 */
function formatInside(state, value) {
  for (let place = state.path; place !== null; place = place.parent) {
    if (place.value === value) return formatCircular(state, value);
  }
  const place = { __proto__: null, value, parent: state.path };
  const { lastDepth } = state;
  state.path = place;
  state.depth++;
  state.lastDepth = state.depth;
  state.hasEntries = false;
  try {
    const text = describeItself(state, value) ?? formatObject(state, value);
    const ref = mapGet(state.refs, value);
    return ref === undefined ? text : "<ref *" + ref + "> " + text;
  } catch {
    // A trap of a proxy threw, or the stack ends here.
    return "[Unreadable]";
  } finally {
    state.depth--;
    state.path = place.parent;
    if (!state.hasEntries) state.lastDepth = lastDepth;
  }
}

/**
 * @param {State} state
 * @param {object} value
 */
function formatCircular(state, value) {
  if (mapGet(state.refs, value) === undefined) {
    mapSet(state.refs, value, ++state.refCount);
  }
  return "[Circular *" + mapGet(state.refs, value) + "]";
}

/**
 * @param {State} state
 * @param {object} value
 * @returns {string}
 */
function formatObject(state, value) {
  const name = constructorName(value);
  if (typeof value === "function") {
    return withProperties(state, value, formatFunction(value, name));
  }
  if (isArray(value)) return formatArray(state, value, name);
  if (isErrorLike(value)) return formatError(state, value, name);
  return formatBranded(state, value, name) ??
    formatRecord(state, value, name);
}

/**
 * Objects that their own methods recognise, independent of their prototype.
 *
 * @param {State} state
 * @param {object} value
 * @param {string | null} name The name of its class
 * @returns {string | undefined}
 */
function formatBranded(state, value, name) {
  const typed = typedArrayName(value);
  if (typed !== undefined) {
    return formatTypedArray(state, value, name ?? typed);
  }
  if (attempt(mapSize, value) !== undefined) {
    return formatMap(state, value, name ?? "Map");
  }
  if (attempt(setSize, value) !== undefined) {
    return formatSet(state, value, name ?? "Set");
  }
  const time = attempt(dateTime, value);
  if (time !== undefined) {
    return withProperties(
      state,
      value,
      time === time ? dateToText(value) : "Invalid Date",
    );
  }
  const source = attempt(regExpSource, value);
  if (source !== undefined) {
    return withProperties(
      state,
      value,
      clean("/" + source + "/" + asText(attempt(regExpFlags, value))),
    );
  }
  const bytes = attempt(arrayBufferLength, value);
  if (bytes !== undefined) {
    return formatBuffer(state, value, name);
  }
  if (attempt(viewLength, value) !== undefined) {
    return formatView(state, value, name);
  }
  const settled = readPromise(value);
  if (settled !== undefined) {
    return formatPromise(state, value, name, settled);
  }
  if (attempt(weakMapHas, value) !== undefined) {
    return (name ?? "WeakMap") + " { <items unknown> }";
  }
  if (attempt(weakSetHas, value) !== undefined) {
    return (name ?? "WeakSet") + " { <items unknown> }";
  }
  for (let index = 0; index < boxes.length; index++) {
    const unboxed = attempt(boxes[index].unbox, value);
    if (unboxed !== undefined) {
      return "[" + boxes[index].name + ": " + format(state, unboxed) + "]";
    }
  }
  return undefined;
}
