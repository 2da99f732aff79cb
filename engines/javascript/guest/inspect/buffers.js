// Buffers, views of them, and promises.

import {
  $Uint8Array,
  arrayBufferLength,
  getPrototypeOf,
  min,
  PromisePrototype,
  viewBuffer,
  viewLength,
  viewOffset,
} from "../intrinsics.js";
import { layOut, newList, push } from "./layout.js";
import { properties } from "./properties.js";
import { isTooDeep } from "./state.js";

/**
 * @import { State } from "./state.js"
 *
 * @typedef {readonly [state: number, value: unknown]} Settled What a promise is: 0 while it waits, 1 with a value, 2 with
 *   a reason.
 */

const DIGITS_OF_BYTES = "0123456789abcdef";
const MAX_BYTES = 50;

/**
 * Who knows the states of promises: the engine.
 *
 * @type {{ read: ((promise: object) => Settled) | undefined } & WithoutPrototype}
 */
export const promiseReader = { __proto__: null, read: undefined };

/**
 * @param {State} state
 * @param {object} value A buffer
 * @param {string | null} name
 */
export function formatBuffer(state, value, name) {
  const bytes = arrayBufferLength(value);
  if (isTooDeep(state)) return "[" + (name ?? "ArrayBuffer") + "]";
  const entries = newList();
  // A cast, as it is a buffer.
  const all = new $Uint8Array(/** @type {ArrayBuffer} */ (value));
  let text = "";
  const shown = min(bytes, MAX_BYTES);
  for (let i = 0; i < shown; i++) {
    const byte = all[i];
    text += (i > 0 ? " " : "") + DIGITS_OF_BYTES[byte >> 4] +
      DIGITS_OF_BYTES[byte & 15];
  }
  const more = bytes - shown;
  if (more > 0) {
    text += " ... " + more + " more byte" + (more > 1 ? "s" : "");
  }
  push(entries, "[Uint8Contents]: <" + text + ">");
  push(entries, "byteLength: " + bytes);
  properties(state, value, entries);
  return layOut(state, (name ?? "ArrayBuffer") + " {", entries, "}");
}

/**
 * @param {State} state
 * @param {object} value A DataView
 * @param {string | null} name
 */
export function formatView(state, value, name) {
  if (isTooDeep(state)) return "[" + (name ?? "DataView") + "]";
  const entries = newList();
  push(entries, "byteLength: " + viewLength(value));
  push(entries, "byteOffset: " + viewOffset(value));
  push(entries, "buffer: " + state.format(state, viewBuffer(value)));
  properties(state, value, entries);
  return layOut(state, (name ?? "DataView") + " {", entries, "}");
}

/**
 * What a promise is, if the value is one.
 *
 * @param {object} value
 */
export function readPromise(value) {
  const { read } = promiseReader;
  if (read === undefined) return undefined;
  /** @type {object | null} */
  let holder = value;
  for (let step = 0; holder !== null && step < 8; step++) {
    if (holder === PromisePrototype) return read(value);
    holder = getPrototypeOf(holder);
  }
  return undefined;
}

/**
 * @param {State} state
 * @param {object} value A promise
 * @param {string | null} name
 * @param {Settled} settled
 */
export function formatPromise(state, value, name, settled) {
  if (isTooDeep(state)) return "[" + (name ?? "Promise") + "]";
  const entries = newList();
  const [kind, inner] = [settled[0], settled[1]];
  if (kind === 0) push(entries, "<pending>");
  else {
    const text = state.format(state, inner);
    push(entries, kind === 1 ? text : "<rejected> " + text);
  }
  properties(state, value, entries);
  return layOut(state, (name ?? "Promise") + " {", entries, "}");
}
