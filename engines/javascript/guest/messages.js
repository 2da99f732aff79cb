// The messages of the engine's errors, as other engines write them: many programs show them, and some look at them. The
// engine's worker calls `explain` while the guest runs, so no code of the guest may run here.

import { chain } from "./called_chain.js";
import {
  defineProperty,
  exec,
  getOwnPropertyDescriptor,
  indexOf,
  regExpSource,
} from "./intrinsics.js";
import { notIterable } from "./iteration_messages.js";
import { missingSyntax, noDecorator, patternError } from "./syntax_messages.js";
import { notDefined } from "./undefined_names.js";

/**
 * @typedef {(file: string, line: string, column: string) => string} SourceAt The code of a file before a place, or after it.
 *
 * @import { Place } from "./syntax_messages.js"
 *
 * @typedef {(match: RegExpExecArray, place: Place) => string | undefined} Reword
 */

const TOP_FRAME = /^ {4}at (?:[^\n]*\()?([^()\n]*):(\d+):(\d+)\)?(?:\n|$)/;
const NATIVE_FRAME = /^ {4}at (\S+) \(native\)/;

/** @type {(text: string) => Reword} */
const always = (text) => () => text;

/**
 * What is replaced by what. The quotes make no template literals, as QuickJS makes calls of `String.prototype.concat` of
 * them.
 *
 * @type {readonly (readonly [RegExp, Reword])[]}
 */
const REWORDED = [
  [/^not a function$/, (_, place) => notAFunction(place)],
  [
    /^cannot read property 'Symbol.iterator' of (null|undefined)$/,
    (match, place) => notIterable(place, match[1]),
  ],
  [/^value is not iterable$/, (_, place) => notIterable(place)],
  [
    /^not an object$/,
    (_, { native }) =>
      exec(/^(?:Map|WeakMap|fromEntries)$/, native()) === null
        ? undefined
        : "Iterator value is not an entry object: " + native() +
          " takes pairs, as in [[key, value]]",
  ],
  [
    /^cannot (read|set) property '([^]*)' of (null|undefined)$/,
    (match) =>
      "Cannot " + match[1] + " properties of " + match[3] + " (" +
      (match[1] === "set" ? "setting" : "reading") + " '" + match[2] + "')",
  ],
  [
    /^cannot read property of (null|undefined)$/,
    (match) => "Cannot read properties of " + match[1],
  ],
  [/^'([^]*)' is not defined$/, (match) => notDefined(match[1])],
  [
    /^redeclaration of '([^]*)'$/,
    (match) =>
      "Identifier '" + match[1] +
      "' has already been declared (by an earlier run with var or function: assign to it, or use another name)",
  ],
  [
    /^this is not initialized$/,
    always(
      "Must call super constructor in derived class before accessing 'this' or returning from derived constructor",
    ),
  ],
  [
    /^([^]+) is not initialized$/,
    (match) => "Cannot access '" + match[1] + "' before initialization",
  ],
  [
    /^'([^]*)' is read-only$/,
    (match, place) =>
      exec(/^\s*(?:\.|\[|\?\.|\()/, place.after()) === null
        ? "Assignment to constant variable."
        : "Cannot assign to read only property '" + match[1] +
          "' of object '" +
          (exec(/^\d+$/, match[1]) === null ? "#<Object>" : "[object Array]") +
          "'",
  ],
  [
    /^(?:[^]* is )?not a constructor$/,
    (_, place) => {
      const text = chain(place.before());
      return text === "" ? undefined : text + " is not a constructor";
    },
  ],
  [/^class constructors must be invoked with 'new'$/, (_, place) => {
    const match = exec(/\bclass\s+([\w$]+)[^{}]*\{?\s*$/, place.before());
    return "Class constructor " + (match === null ? "" : match[1] + " ") +
      "cannot be invoked without 'new'";
  }],
  [
    /^object is not extensible$/,
    always("Cannot add property, object is not extensible"),
  ],
  [/^could not delete property$/, (_, place) => {
    const match = exec(/^\s*\.\s*([\w$]+)/, place.after());
    return match === null
      ? "Cannot delete property of object"
      : "Cannot delete property '" + match[1] + "' of #<Object>";
  }],
  [/^invalid array length$/, always("Invalid array length")],
  [/^invalid string length$/, always("Invalid string length")],
  [/^invalid array buffer length$/, always("Array buffer allocation failed")],
  [/^invalid code point$/, always("Invalid code point")],
  [/^invalid repeat count$/, always("Invalid count value")],
  [/^empty array$/, always("Reduce of empty array with no initial value")],
  [/^Date value is NaN$/, always("Invalid time value")],
  [
    /^radix must be between 2 and 36$/,
    always("toString() radix argument must be between 2 and 36"),
  ],
  [
    /^invalid number of digits$/,
    (_, { native }) => {
      const name = native();
      return name === "toFixed"
        ? "toFixed() digits argument must be between 0 and 100"
        : name + "() argument must be between " +
          (name === "toPrecision" ? "1" : "0") + " and 100";
    },
  ],
  [
    /^private class field '([^]*)' does not exist$/,
    (match) =>
      "Cannot read private member " + match[1] +
      " from an object whose class did not declare it",
  ],
  [
    /^cannot convert bigint to number$/,
    always("Cannot mix BigInt and other types, use explicit conversions"),
  ],
  [
    /^bigint argument with unary \+$/,
    always("Cannot convert a BigInt value to a number"),
  ],
  [
    /^cannot convert to BigInt: not an integer$/,
    always(
      "The number cannot be converted to a BigInt because it is not an integer",
    ),
  ],
  [
    /^cannot convert symbol to (number|string)$/,
    (match) => "Cannot convert a Symbol value to a " + match[1],
  ],
  [/^circular prototype chain$/, always("Cyclic __proto__ value")],
  [/^circular reference$/, always("Converting circular structure to JSON")],
  [
    /^invalid 'instanceof' right operand$/,
    always("Right-hand side of 'instanceof' is not callable"),
  ],
  [
    /^cannot convert to object$/,
    (_, { native }) =>
      native() === ""
        ? "Cannot destructure a value that is undefined or null"
        : "Cannot convert undefined or null to object",
  ],
  [
    /^(?:expecting hex digit|malformed UTF-8)$/,
    (_, { native }) =>
      exec(/^decodeURI/, native()) === null ? undefined : "URI malformed",
  ],
  [/^division by zero$/, always("Division by zero")],
  [/^unexpected token in expression: '@'$/, noDecorator],
  [
    /^(?:expecting ';'|expected 'of' or 'in' in for control expression|invalid property name|missing formal parameter)$/,
    (_, place) => missingSyntax(place),
  ],
  [
    /^(?:nothing to repeat|extraneous characters at the end|invalid class range|group name not defined|duplicate group name|invalid group name|invalid repetition count|unknown unicode property name|invalid escape sequence in regular expression|expecting '\)'|unexpected end|syntax error)$/,
    (match, place) => patternError(match[0], place),
  ],
  [
    /^invalid regular expression flags$/,
    (_, { native }) =>
      native() === ""
        ? "Invalid regular expression flags"
        : "Invalid flags supplied to RegExp constructor",
  ],
  [
    /^regexp must have the 'g' flag$/,
    (_, { native }) =>
      "String.prototype." + native() +
      " called with a non-global RegExp argument",
  ],
];

/**
 * How the messages begin that the patterns match.
 *
 * @type {string[]}
 */
const STARTS = [];
for (let i = 0; i < REWORDED.length; i++) {
  const start = exec(/^\^([\w ]*)/, regExpSource(REWORDED[i][0]));
  defineProperty(STARTS, i, {
    __proto__: null,
    value: start === null ? "" : start[1],
    writable: true,
    configurable: true,
    enumerable: true,
  });
}

/**
 * Gives an error of the engine's another message, if there is one.
 *
 * @param {object} error
 * @param {string} stack
 * @param {{ sourceBefore: SourceAt, sourceAfter: SourceAt }} host
 */
export function explain(error, stack, host) {
  const property = getOwnPropertyDescriptor(error, "message");
  const message = property?.value;
  if (typeof message !== "string") return;
  /** @type {(read: SourceAt) => string} */
  const source = (read) => {
    const frame = exec(TOP_FRAME, stack);
    return frame === null ? "" : read(frame[1], frame[2], frame[3]);
  };
  const place = {
    native: () => exec(NATIVE_FRAME, stack)?.[1] ?? "",
    before: () => source(host.sourceBefore),
    after: () => source(host.sourceAfter),
  };
  for (let i = 0; i < REWORDED.length; i++) {
    // Most do not begin so, which is faster to see than by a pattern.
    if (indexOf(message, STARTS[i]) !== 0) continue;
    const match = exec(REWORDED[i][0], message);
    if (match === null) continue;
    const text = REWORDED[i][1](match, place);
    if (text === undefined) return;
    return defineProperty(error, "message", { __proto__: null, value: text });
  }
}

/** @param {Place} place */
function notAFunction({ native, before }) {
  const name = native();
  if (name === "Promise") return "Promise resolver is not a function";
  if (name !== "") return "the callback of " + name + " is not a function";
  const text = chain(before());
  return text === "" ? undefined : text + " is not a function";
}
