// Text of what is given to the console, as Node's `util.format` makes it.

import {
  $Number,
  $parseFloat,
  $parseInt,
  $String,
  attempt,
  builtInPrototypes,
  getPrototypeOf,
  hasOwn,
  includes,
  replace,
  slice,
  stringify,
} from "../intrinsics.js";
import { inspect } from "./inspect.js";
import { INSPECT_DEFAULTS } from "./state.js";

const SPECIFIER = /%[sdifjoOc%]/g;
const MAX_FORMATTED_CHARS = 100_000;
/** @type {import("./state.js").InspectOptions} */
const SHALLOW = { ...INSPECT_DEFAULTS, __proto__: null, depth: 0 };
/** @type {import("./state.js").InspectOptions} */
const DEEP = {
  ...INSPECT_DEFAULTS,
  __proto__: null,
  depth: 4,
  showHidden: true,
};

/**
 * Text of all arguments, the first of which may be a format.
 *
 * @param {unknown[]} args
 */
export function formatArguments(args) {
  let start = 0;
  let text = "";
  const [first] = args;
  if (
    typeof first === "string" && args.length > 1 &&
    includes(first, "%")
  ) {
    start = 1;
    text = replace(
      first,
      SPECIFIER,
      /** @param {string} specifier */ (specifier) => {
        if (specifier === "%%") return "%";
        if (start >= args.length) return specifier;
        return formatOne(specifier, args[start++]);
      },
    );
  } else if (args.length > 0) {
    text = show(first);
    start = 1;
  }
  for (let i = start; i < args.length; i++) text += " " + show(args[i]);
  return text;
}

/**
 * @param {string} specifier
 * @param {unknown} value
 */
function formatOne(specifier, value) {
  switch (specifier) {
    case "%c":
      return "";
    case "%s":
      return formatText(value);
    case "%j":
      return formatJson(value);
    case "%o":
      return inspect(value, MAX_FORMATTED_CHARS, DEEP);
    case "%O":
      return inspect(value);
    default:
      return formatNumber(specifier, value);
  }
}

/** @param {unknown} value */
function formatText(value) {
  if (typeof value === "number" || typeof value === "bigint") {
    return inspect(value);
  }
  const isObject = typeof value === "object" && value !== null;
  return isObject && hasBuiltInText(value)
    ? inspect(value, MAX_FORMATTED_CHARS, SHALLOW)
    : $String(value);
}

/** @param {object} value */
function hasBuiltInText(value) {
  /** @type {object | null} */
  let holder = value;
  for (let step = 0; holder !== null && step < 1_000; step++) {
    if (hasOwn(holder, "toString")) {
      for (let i = 0; i < builtInPrototypes.length; i++) {
        if (builtInPrototypes[i] === holder) return true;
      }
      return false;
    }
    holder = getPrototypeOf(holder);
  }
  return true;
}

/**
 * @param {string} specifier
 * @param {unknown} value
 */
function formatNumber(specifier, value) {
  if (typeof value === "symbol") return "NaN";
  if (typeof value === "bigint" && specifier !== "%f") return inspect(value);
  if (specifier === "%d") return inspect($Number(value));
  const text = $String(value);
  return inspect(specifier === "%i" ? $parseInt(text) : $parseFloat(text));
}

/** @param {unknown} value */
function formatJson(value) {
  try {
    return stringify(value);
  } catch (error) {
    // A cast, as what is no error has no message.
    const message = attempt(
      (it) => $String(/** @type {Error} */ (it).message),
      error,
    );
    if (includes(slice(message ?? "", 0, 100), "circular")) return "[Circular]";
    throw error;
  }
}

/** @param {unknown} value */
function show(value) {
  return typeof value === "string" ? value : inspect(value);
}
