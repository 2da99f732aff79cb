// The messages of syntax errors: of patterns, as other engines write them, and of syntax that the engine does not have.

import { exec } from "./intrinsics.js";

/**
 * @typedef {object} Place Where an error happened.
 * @property {() => string} native The function of the language in which it happened, if it was one.
 * @property {() => string} before The code before the place.
 * @property {() => string} after The code after it.
 */

const NO_USING =
  "Cannot run a using declaration as this engine has none: use a const, and dispose of it in the finally of a try statement, or by a DisposableStack";
const NO_DECORATOR =
  "Cannot run a decorator as this engine has none: call it as a plain function, as in Class = decorate(Class)";
const NO_ACCESSOR =
  "Cannot run an accessor field as this engine has none: write a private field, a getter and a setter";

/**
 * Says which syntax the engine does not have, if that is at the place.
 *
 * @param {Place} place
 */
export function missingSyntax({ native, before, after }) {
  if (native() !== "") return undefined;
  const code = before();
  const next = after();
  if (
    exec(/(?:^|[^.\w$])using\s+(?:[\w$]+\s*)?$/, code) !== null ||
    exec(/^using\s+[\w$]+\s*=/, next) !== null
  ) return NO_USING;
  if (exec(/^\s*@/, next) !== null) return NO_DECORATOR;
  return exec(/(?:^|[^.\w$])accessor\s+$/, code) === null
    ? undefined
    : NO_ACCESSOR;
}

/** @returns {string} */
export function noDecorator() {
  return NO_DECORATOR;
}

/**
 * What is wrong with a pattern, by the engine's words for it.
 *
 * @type {Readonly<Record<string, string | null>>}
 */
const PATTERNS = {
  __proto__: null,
  "nothing to repeat": "Nothing to repeat",
  "extraneous characters at the end": "Unmatched ')'",
  "invalid class range": "Range out of order in character class",
  "group name not defined": "Invalid named capture referenced",
  "duplicate group name": "Duplicate capture group name",
  "invalid group name": "Invalid capture group name",
  "invalid repetition count": "numbers out of order in {} quantifier",
  "unknown unicode property name": "Invalid property name",
  "invalid escape sequence in regular expression": "Invalid escape",
};

/**
 * The same, of words that other syntax errors have too.
 *
 * @type {Readonly<Record<string, string | null>>}
 */
const IN_PATTERNS = {
  __proto__: null,
  "expecting ')'": "Unterminated group",
  "unexpected end": "Unterminated character class, or \\ at end of pattern",
  "syntax error": "Lone quantifier brackets",
};

/**
 * What is wrong with a pattern.
 *
 * @param {string} message
 * @param {Place} place
 */
export function patternError(message, { native }) {
  const reason = PATTERNS[message] ??
    (native() === "RegExp" ? IN_PATTERNS[message] : undefined);
  return reason === undefined || reason === null
    ? undefined
    : "Invalid regular expression: " + reason;
}
