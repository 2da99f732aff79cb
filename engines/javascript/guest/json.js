// What is wrong with a text that is no JSON, and where, as other engines say it. Loaded when a guest first parses one.

import { charCodeAt, exec, replace, slice } from "./intrinsics.js";

/** What has messages of its own. */
const SHORT = /^(?:undefined|NaN|Infinity|\[object Object\])$/;
const CONTEXT_CHARS = 10;

/**
 * @param {string} text
 * @param {number} at
 */
function token(text, at) {
  if (at >= text.length) return "Unexpected end of JSON input";
  if (exec(SHORT, text) !== null) return '"' + text + '" is not valid JSON';
  const isLong = text.length > 2 * CONTEXT_CHARS;
  const from = isLong && at >= CONTEXT_CHARS ? at - CONTEXT_CHARS : 0;
  const to = isLong && at < text.length - CONTEXT_CHARS
    ? at + CONTEXT_CHARS
    : text.length;
  return "Unexpected token '" + text[at] + "', " + (from > 0 ? "..." : "") +
    '"' + slice(text, from, to) + '"' + (to < text.length ? "..." : "") +
    " is not valid JSON";
}

/**
 * @param {string} what
 * @param {string} text
 * @param {number} at
 */
function placed(what, text, at) {
  let line = 1;
  let column = 1;
  for (let i = 0; i < at; i++) {
    column++;
    if (text[i] !== "\n") continue;
    line++;
    column = 1;
  }
  return what + " in JSON at position " + at + " (line " + line + " column " +
    column + ")";
}

/**
 * @param {string} text
 * @param {number} at
 */
function skipSpaces(text, at) {
  while (
    text[at] === " " || text[at] === "\n" || text[at] === "\r" ||
    text[at] === "\t"
  ) at++;
  return at;
}

/** @param {string | undefined} char */
function isDigit(char) {
  return char !== undefined && char >= "0" && char <= "9";
}

/**
 * The end of a string that begins at a place, or what is wrong with it.
 *
 * @param {string} text
 * @param {number} at
 * @returns {number | string}
 */
function stringEnd(text, at) {
  for (let i = at + 1;; i++) {
    const char = text[i];
    if (char === undefined) return placed("Unterminated string", text, i);
    if (char === '"') return i + 1;
    if (charCodeAt(text, i) < 0x20) {
      return placed("Bad control character in string literal", text, i);
    }
    if (char !== "\\") continue;
    const escaped = text[++i];
    if (escaped === undefined) return token(text, i);
    if (escaped === "u") {
      for (let digit = 0; digit < 4; digit++) {
        if (exec(/^[\da-f]$/i, text[++i] ?? "") === null) {
          return placed("Bad Unicode escape", text, i);
        }
      }
    } else if (exec(/^["\\/bfnrt]$/, escaped) === null) {
      return placed("Bad escaped character", text, i);
    }
  }
}

/**
 * The same of a number.
 *
 * @param {string} text
 * @param {number} at
 * @returns {number | string}
 */
function numberEnd(text, at) {
  if (text[at] === "-" && !isDigit(text[++at])) {
    return placed("No number after minus sign", text, at);
  }
  if (text[at] === "0") {
    if (isDigit(text[++at])) return placed("Unexpected number", text, at);
  } else while (isDigit(text[at])) at++;
  if (text[at] === ".") {
    if (!isDigit(text[++at])) {
      return placed("Unterminated fractional number", text, at);
    }
    while (isDigit(text[at])) at++;
  }
  if (text[at] !== "e" && text[at] !== "E") return at;
  at++;
  if (text[at] === "+" || text[at] === "-") at++;
  if (!isDigit(text[at])) {
    return placed("Exponent part is missing a number", text, at);
  }
  while (isDigit(text[at])) at++;
  return at;
}

/**
 * The same of what is neither an object nor an array.
 *
 * @param {string} text
 * @param {number} at
 * @returns {number | string}
 */
function scalarEnd(text, at) {
  const char = text[at];
  if (char === '"') return stringEnd(text, at);
  if (char === "-" || isDigit(char)) return numberEnd(text, at);
  const word = char === "t"
    ? "true"
    : char === "f"
    ? "false"
    : char === "n"
    ? "null"
    : "";
  if (word === "") return token(text, at);
  for (let i = 0; i < word.length; i++) {
    if (text[at + i] !== word[i]) return token(text, at + i);
  }
  return at + word.length;
}

/**
 * The place behind the name of a property and its colon.
 *
 * @param {string} text
 * @param {number} at
 * @param {boolean} isFirst
 * @returns {number | string}
 */
function propertyEnd(text, at, isFirst) {
  if (text[at] !== '"') {
    return placed(
      isFirst
        ? "Expected property name or '}'"
        : "Expected double-quoted property name",
      text,
      at,
    );
  }
  const end = stringEnd(text, at);
  if (typeof end === "string") return end;
  const colon = skipSpaces(text, end);
  return text[colon] === ":"
    ? skipSpaces(text, colon + 1)
    : placed("Expected ':' after property name", text, colon);
}

/**
 * What is wrong with a text that is no JSON.
 *
 * @param {string} text
 * @returns {string | undefined}
 */
export function explainJson(text) {
  /** The brackets that are open. */
  let open = "";
  let at = skipSpaces(text, 0);
  for (;;) {
    // A value.
    const char = text[at];
    if (char === "{" || char === "[") {
      open += char;
      at = skipSpaces(text, at + 1);
      if (text[at] !== (char === "{" ? "}" : "]")) {
        if (char === "[") continue;
        const name = propertyEnd(text, at, true);
        if (typeof name === "string") return name;
        at = name;
        continue;
      }
      open = slice(open, 0, -1);
      at++;
    } else {
      const end = scalarEnd(text, at);
      if (typeof end === "string") return end;
      at = end;
    }
    // What follows it.
    for (;;) {
      at = skipSpaces(text, at);
      const around = open[open.length - 1];
      if (around === undefined) {
        return at >= text.length ? undefined : replace(
          placed("Unexpected non-whitespace character after", text, at),
          /after in JSON/,
          "after JSON",
        );
      }
      const close = around === "{" ? "}" : "]";
      if (text[at] === close) {
        open = slice(open, 0, -1);
        at++;
        continue;
      }
      if (text[at] !== ",") {
        return placed(
          around === "{"
            ? "Expected ',' or '}' after property value"
            : "Expected ',' or ']' after array element",
          text,
          at,
        );
      }
      at = skipSpaces(text, at + 1);
      if (around === "{") {
        const name = propertyEnd(text, at, false);
        if (typeof name === "string") return name;
        at = name;
      }
      break;
    }
  }
}
