// Errors, with the frames of their stack that are the guest's.

import {
  attempt,
  ErrorPrototype,
  getOwnPropertyDescriptor,
  indexOf,
  max,
  repeat,
  slice,
} from "../intrinsics.js";
import { layOut, newList, push } from "./layout.js";
import { someInChain } from "./prototypes.js";
import { formatProperty, properties } from "./properties.js";
import { isTooDeep } from "./state.js";
import { asText, clean, MAX_STRING_CHARS } from "./text.js";

/**
 * @import { List } from "./layout.js"
 * @import { State } from "./state.js"
 */

/** @param {object} value */
export function isErrorLike(value) {
  return someInChain(
    value,
    (object) => object === ErrorPrototype || undefined,
  ) === true;
}

/**
 * @param {State} state
 * @param {object} value
 * @param {string | null} constructor
 */
export function formatError(state, value, constructor) {
  // A cast, as what inherits from errors may have anything in their place.
  const error =
    /** @type {{ name: unknown, message: unknown, stack: unknown }} */ (value);
  const stack = asText(attempt((it) => it.stack, error));
  const headline = headlineOf(error, constructor, stack);
  const frames = framesText(stack, headline);
  const indent = repeat("  ", state.depth - 1);
  const text = clean(frames === "" ? "[" + headline + "]" : headline) +
    (frames === "" ? "" : indentLines(clean(frames), indent));
  if (isTooDeep(state)) return text;
  const entries = newList();
  pushHidden(state, value, "cause", entries);
  pushHidden(state, value, "errors", entries);
  properties(state, value, entries);
  return entries.length === 0 ? text : layOut(state, text + " {", entries, "}");
}

/**
 * The first line of an error as Node shows it: with its code if the error is one of Node's, and with the class if that is
 * not named like the error.
 *
 * @param {{ name: unknown, message: unknown, code?: unknown }} error
 * @param {string | null} constructor
 * @param {string} stack
 */
export function headlineOf(error, constructor, stack) {
  const name = asText(attempt((it) => it.name, error)) || "Error";
  const message = asText(attempt((it) => it.message, error));
  const rest = message === "" ? "" : ": " + message;
  const coded = name + " [" + asText(attempt((it) => it.code, error)) + "]";
  if (indexOf(stack, coded + rest) === 0) return coded + rest;
  if (stack !== "" && message !== "" && indexOf(stack, "    at ") < 0) {
    // It is a text that the guest has given it, or there are no frames.
    if (indexOf(stack, name) !== 0) return stack;
  }
  if (constructor === null || !isErrorName(name, constructor, stack)) {
    return name + rest;
  }
  return indexOf(constructor, name) >= 0
    ? constructor + rest
    : constructor + " [" + name + "]" + rest;
}

/**
 * Whether a name says that it is one of an error, and is not that of the class.
 *
 * @param {string} name
 * @param {string} constructor
 * @param {string} stack
 */
function isErrorName(name, constructor, stack) {
  return slice(name, -5) === "Error" && name !== constructor &&
    (indexOf(stack, name) === 0 || stack === "" ||
      indexOf(stack, "    at ") === 0);
}

/**
 * @param {State} state
 * @param {object} value
 * @param {string} name
 * @param {List} entries
 */
function pushHidden(state, value, name, entries) {
  const property = getOwnPropertyDescriptor(value, name);
  if (property === undefined || property.enumerable) return;
  push(entries, "[" + name + "]: " + formatProperty(state, property));
}

/**
 * The lines of a stack that are not ours, each after a newline.
 *
 * @param {string} stack
 * @param {string} headline
 */
function framesText(stack, headline) {
  let text = "";
  // Another head is from when the error had another name or message.
  let from = indexOf(stack, headline) === 0
    ? headline.length
    : max(0, indexOf(stack, "    at "));
  while (from < stack.length && text.length < MAX_STRING_CHARS) {
    const newline = indexOf(stack, "\n", from);
    const end = newline < 0 ? stack.length : newline;
    const line = slice(stack, from, end);
    if (line !== "" && indexOf(line, "<sandglass:") < 0) text += "\n" + line;
    from = end + 1;
  }
  return text;
}

/**
 * @param {string} text
 * @param {string} indent
 */
function indentLines(text, indent) {
  if (indent === "") return text;
  let out = "";
  for (let from = 0; from < text.length;) {
    const newline = indexOf(text, "\n", from);
    const end = newline < 0 ? text.length : newline + 1;
    out += slice(text, from, end) + (newline < 0 ? "" : indent);
    from = end;
  }
  return out;
}
