// Text of what is given to the console.

import {
  $Number,
  $String,
  includes,
  replace,
  stringify,
  trunc,
} from "../intrinsics.js";
import { inspect } from "../inspect/inspect.js";

const SPECIFIER = /%[sdifjoOc%]/g;

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
  if (specifier === "%c") return "";
  if (specifier === "%s") {
    return typeof value === "symbol" ? $String(value) : show(value);
  }
  if (specifier === "%d") {
    return `${typeof value === "bigint" ? value : $Number(value)}`;
  }
  if (specifier === "%i") return `${trunc($Number(value))}`;
  if (specifier === "%f") return `${$Number(value)}`;
  if (specifier === "%j") return stringify(value);
  return inspect(value);
}

/** @param {unknown} value */
function show(value) {
  return typeof value === "string" ? value : inspect(value);
}
