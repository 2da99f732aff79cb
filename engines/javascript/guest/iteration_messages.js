// What was to be iterated and cannot be.

import { exec, trim } from "./intrinsics.js";

/** @import { Place } from "./syntax_messages.js" */

/**
 * The message where a value has no iterator. The place is the last operator of its expression, or somewhere before.
 *
 * @param {Place} place
 * @param {string} [value] What it is, if that is known
 */
export function notIterable({ native, before, after }, value) {
  const name = native();
  if (name !== "") {
    return value === undefined
      ? "the argument of " +
        (exec(/^(?:all|allSettled|any|race)$/, name) === null
          ? ""
          : "Promise.") +
        name + " is not iterable"
      : value +
        " is not iterable (cannot read property Symbol(Symbol.iterator))";
  }
  const given = exec(
    /(?:[^\w$]of\s|\.\.\.|yield\s*\*)\s*((?:[\w$.#[\]"'()\s]|\?\.)*)$/,
    before(),
  );
  const rest = exec(
    /^(?:\??\.?\s*[\w$#]+|\[[^[\]\n]*\]|(\((?:[^()\n]|\([^()\n]*\))*\))|[{"'\x60[])/,
    after(),
  );
  if (given === null || rest === null) {
    return value === undefined ? undefined : value +
      " is not iterable (cannot read property Symbol(Symbol.iterator))";
  }
  if (rest[1] !== undefined) {
    return trim(given[1]) +
      " is not a function or its return value is not iterable";
  }
  const text = trim(given[1] + rest[0]);
  return exec(/^[{"'\x60[]/, text) === null
    ? text + " is not iterable"
    : undefined;
}
