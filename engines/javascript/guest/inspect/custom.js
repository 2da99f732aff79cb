// Objects that describe themselves by a method, as Node's `util.inspect` lets them.

import {
  $String,
  apply,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  inspectSymbol,
  max,
  repeat,
  replace,
} from "../intrinsics.js";
import { clean, cut } from "./text.js";

/** @import { State } from "./state.js" */

const MAX_HOLDERS = 1_000;

/**
 * Who calls `inspect` from such a method.
 *
 * @type {{ inspect: unknown } & WithoutPrototype}
 */
export const customCaller = { __proto__: null, inspect: undefined };

/**
 * What an object says of itself.
 *
 * @param {State} state
 * @param {object} value
 * @returns {string | undefined} Nothing, if it says nothing
 */
export function describeItself(state, value) {
  if (!state.options.customInspect) return undefined;
  const method = methodOf(value);
  if (typeof method !== "function" || method === customCaller.inspect) {
    return undefined;
  }
  const left = state.options.depth + 1 - state.depth;
  const result = apply(method, value, [
    left,
    { ...state.given, depth: left, stylize: $String },
    customCaller.inspect,
  ]);
  if (result === value) return undefined;
  if (typeof result !== "string") return state.format(state, result);
  const text = clean(
    result.length > state.room ? cut(result, max(state.room, 0)) : result,
  );
  return replace(text, /\n/g, "\n" + repeat("  ", state.depth - 1));
}

/**
 * The method, which no getter is called for.
 *
 * @param {object} value
 * @returns {unknown}
 */
function methodOf(value) {
  /** @type {object | null} */
  let holder = value;
  for (let i = 0; holder !== null && i < MAX_HOLDERS; i++) {
    const property = getOwnPropertyDescriptor(holder, inspectSymbol);
    if (property !== undefined) return property.value;
    holder = getPrototypeOf(holder);
  }
  return undefined;
}
