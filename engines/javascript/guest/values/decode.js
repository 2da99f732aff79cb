// JavaScript's half of the value codec, from text to values; core/value_codec.ts describes the text.

import {
  $BigInt,
  $Date,
  $Set,
  $TypeError,
  defineProperty,
  indexOf,
  parse,
  setAdd,
  setPrototypeOf,
  slice,
} from "../intrinsics.js";
import { fromBase64 } from "./base64.js";

/**
 * @typedef {ListFrame & WithoutPrototype} Frame
 *
 * @typedef {object} ListFrame A list that is being read.
 * @property {string} tag
 * @property {Frame | null} parent
 * @property {unknown[]} items Without a prototype.
 * @property {number} count
 */

const ArrayPrototype = Array.prototype;

/**
 * Decodes what the host has encoded. It does not use JSON.parse but for strings, as that recurses, and
 * the guest's stack may be small.
 *
 * @param {string} text The text, which is trusted
 * @returns {unknown} The value; tuples are arrays here
 */
export function decode(text) {
  let frame = newFrame("", null);
  let at = 0;
  while (at < text.length) {
    switch (text[at]) {
      case ",":
        at++;
        break;
      case "[":
        // What is inside a map are pairs, which have no tag.
        frame = frame.tag === "m"
          ? newFrame("", frame)
          : newFrame(text[at + 2], frame);
        at += frame.tag === "" ? 1 : 4;
        break;
      case "]": {
        const value = close(frame);
        if (frame.parent === null) return value;
        frame = frame.parent;
        frame.items[frame.count++] = value;
        at++;
        break;
      }
      default: {
        const end = endOfScalar(text, at);
        frame.items[frame.count++] = decodeScalar(slice(text, at, end));
        at = end;
      }
    }
  }
  return frame.items[0];
}

/**
 * @param {string} tag
 * @param {Frame | null} parent
 * @returns {Frame}
 */
function newFrame(tag, parent) {
  return {
    __proto__: null,
    tag,
    parent,
    items: setPrototypeOf([], null),
    count: 0,
  };
}

/**
 * @param {string} text
 * @param {number} start
 */
function endOfScalar(text, start) {
  if (text[start] === '"') return endOfString(text, start);
  let end = start + 1;
  while (end < text.length && text[end] !== "," && text[end] !== "]") end++;
  return end;
}

/**
 * @param {string} text
 * @param {number} start
 */
function endOfString(text, start) {
  for (let quote = start;;) {
    quote = indexOf(text, '"', quote + 1);
    if (quote < 0) return text.length;
    let first = quote;
    while (text[first - 1] === "\\") first--;
    if ((quote - first) % 2 === 0) return quote + 1;
  }
}

/**
 * @param {string} text
 * @returns {unknown}
 */
function decodeScalar(text) {
  switch (text[0]) {
    case '"':
      return parse(text);
    case "n":
      return null;
    case "t":
      return true;
    case "f":
      return false;
    default:
      return +text;
  }
}

/**
 * What a list stands for. The casts are by its tag, as the text is the host's own and trusted.
 *
 * @param {Frame} frame
 * @returns {unknown}
 */
function close(frame) {
  const { items } = frame;
  switch (frame.tag) {
    case "l":
    case "t":
      return setPrototypeOf(items, ArrayPrototype);
    case "m":
      return toObject(/** @type {[string, unknown][]} */ (items));
    case "s":
      return toSet(items);
    case "i":
      return toInteger(/** @type {string} */ (items[0]));
    case "f":
    case "n":
      return +(/** @type {string | number} */ (items[0]));
    case "d":
      return new $Date(/** @type {number} */ (items[0]));
    case "b":
      return fromBase64(/** @type {string} */ (items[0]));
    case "":
      return items;
    default:
      throw new $TypeError(
        "Cannot decode value as the tag of an array must be known",
      );
  }
}

/** @param {readonly (readonly [string, unknown])[]} pairs */
function toObject(pairs) {
  const object = {};
  for (let index = 0; index < pairs.length; index++) {
    defineProperty(object, pairs[index][0], {
      __proto__: null,
      value: pairs[index][1],
      writable: true,
      enumerable: true,
      configurable: true,
    });
  }
  return object;
}

/** @param {string} text */
function toInteger(text) {
  return text[0] === "-" ? -$BigInt(slice(text, 1)) : $BigInt(text);
}

/** @param {readonly unknown[]} items */
function toSet(items) {
  const set = new $Set();
  for (let index = 0; index < items.length; index++) {
    setAdd(set, items[index]);
  }
  return set;
}
