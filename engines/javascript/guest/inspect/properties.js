// Objects by their properties.

import {
  attempt,
  exec,
  fileOf,
  functionToString,
  getOwnPropertyDescriptor,
  getOwnPropertyNames,
  getOwnPropertySymbols,
  getPrototypeOf,
  hasOwn,
  indexOf,
  keys,
  slice,
  sort,
  symbolToString,
} from "../intrinsics.js";
import { layOut, newList, push } from "./layout.js";
import { dataOf, tagOf } from "./prototypes.js";
import { isTooDeep } from "./state.js";
import { asText, clean, MAX_STRING_CHARS, more, quote } from "./text.js";

/**
 * @import { List } from "./layout.js"
 * @import { State } from "./state.js"
 */

const IDENTIFIER = /^[A-Za-z_]\w*$/;
const CLASS = /^class(?![\w$])/;

/**
 * Adds an entry for each own enumerable property; those before `skip` are an array's items.
 *
 * @param {State} state
 * @param {object} value
 * @param {List} entries
 * @param {number} [skip]
 */
export function properties(state, value, entries, skip = 0) {
  const names = namesOf(state, value);
  const symbols = getOwnPropertySymbols(value);
  const count = names.length + symbols.length;
  for (let index = 0; index < count; index++) {
    const name = index < names.length
      ? names[index]
      : symbols[index - names.length];
    if (
      skip > 0 && typeof name === "string" && +name < skip &&
      "" + +name === name
    ) continue;
    const property = getOwnPropertyDescriptor(value, name);
    if (property === undefined) continue;
    if (!property.enumerable && !state.options.showHidden) continue;
    if (index >= state.options.maxArrayLength + skip || state.room <= 0) {
      push(entries, more(count - index, "propert", "y", "ies"));
      break;
    }
    const plain = formatKey(name);
    const key = property.enumerable || typeof name === "symbol"
      ? plain
      : "[" + plain + "]";
    state.room -= key.length;
    push(entries, key + ": " + formatProperty(state, property));
  }
  return entries;
}

/**
 * @param {State} state
 * @param {object} value
 */
function namesOf(state, value) {
  const names = state.options.showHidden
    ? getOwnPropertyNames(value)
    : keys(value);
  return state.options.sorted ? sort(names) : names;
}

/**
 * @param {State} state
 * @param {object} value
 */
function hasProperties(state, value) {
  return namesOf(state, value).length > 0 ||
    getOwnPropertySymbols(value).length > 0;
}

/** @param {string | symbol} name */
function formatKey(name) {
  if (typeof name === "symbol") {
    return "[" + clean(symbolToString(name)) + "]";
  }
  if (name === "__proto__") return "['__proto__']";
  const isPlain = name.length <= MAX_STRING_CHARS &&
    exec(IDENTIFIER, name) !== null;
  return isPlain ? name : quote(name, MAX_STRING_CHARS);
}

/**
 * @param {State} state
 * @param {PropertyDescriptor} property
 */
export function formatProperty(state, property) {
  if (hasOwn(property, "value")) return state.format(state, property.value);
  if (property.get === undefined) return "[Setter]";
  return property.set === undefined ? "[Getter]" : "[Getter/Setter]";
}

/**
 * @param {State} state
 * @param {object} value
 * @param {string | null} name The name of its class
 */
export function formatRecord(state, value, name) {
  const tag = clean(asText(tagOf(value)));
  let prefix = name === null
    ? "[Object: null prototype] "
    : name === "Object"
    ? ""
    : name + " ";
  if (tag !== "" && tag !== name) {
    prefix = (name ?? "[Object: null prototype]") + " [" + tag + "] ";
  }
  if (isTooDeep(state) && hasProperties(state, value)) {
    return "[" + (prefix === "" ? "Object" : slice(prefix, 0, -1)) + "]";
  }
  return layOut(
    state,
    prefix + "{",
    properties(state, value, newList()),
    "}",
  );
}

/**
 * Something that has a text of its own, and the properties that it was given beside.
 *
 * @param {State} state
 * @param {object} value
 * @param {string} text
 */
export function withProperties(state, value, text) {
  if (isTooDeep(state) || !hasProperties(state, value)) return text;
  return layOut(state, text + " {", properties(state, value, newList()), "}");
}

/**
 * Whether a function is a class. Those of our own keep no source.
 *
 * @param {object} value A function
 */
function isClass(value) {
  if (exec(CLASS, asText(attempt(functionToString, value))) !== null) {
    return true;
  }
  return indexOf(asText(attempt(fileOf, value)), "<sandglass:") === 0 &&
    getOwnPropertyDescriptor(value, "prototype")?.writable === false;
}

/**
 * @param {object} value A function
 * @param {string | null} name The name of its class
 */
export function formatFunction(value, name) {
  const own = asText(dataOf(value, "name"));
  if (isClass(value)) {
    const parent = getPrototypeOf(value);
    const parentName = typeof parent === "function"
      ? asText(dataOf(parent, "name"))
      : "";
    return clean(
      "[class " + (own || "(anonymous)") +
        (parentName === "" ? "" : " extends " + parentName) + "]",
    );
  }
  return clean(
    "[" + (name ?? "Function") + (own === "" ? " (anonymous)" : ": " + own) +
      "]",
  );
}
