// The code before a call, as far as it names what is called.

import { charCodeAt, exec, indexOf, slice, trim } from "./intrinsics.js";

const WORD = /^[\w$\u0080-\uffff#]$/;
const LAST_CHAIN_CHARS = 80;

/**
 * The chain of names, members and calls that code ends with; calls and what is no name are shortened, as V8 does.
 *
 * @param {string} code
 */
export function chain(code) {
  let text = "";
  let at = code.length;
  for (;;) {
    at = skipSpaces(code, at);
    const last = code[at - 1];
    if (last === undefined) break;
    if (last === "." && code[at - 2] === "?" && text !== "") at -= 2;
    if (last === ")" || last === "]") {
      const start = opening(code, at - 1);
      if (start < 0) return "";
      const inner = slice(code, start + 1, at - 1);
      const prior = code[skipSpaces(code, start) - 1];
      const isPart = prior !== undefined &&
        (exec(WORD, prior) !== null || prior === ")" || prior === "]") &&
        exec(
            /\b(?:return|await|yield|typeof|new|of|in|case|if|while|for)\s*$/,
            slice(code, 0, start),
          ) === null;
      if (!isPart) {
        return (last === ")"
          ? "(intermediate value)"
          : shorten("[" + trim(inner) + "]")) + text;
      }
      text = (last === ")" ? "(...)" : shorten("[" + trim(inner) + "]")) + text;
      at = start;
      continue;
    }
    if (exec(WORD, last) !== null) {
      let start = at - 1;
      while (start > 0 && exec(WORD, code[start - 1]) !== null) start--;
      const word = slice(code, start, at);
      text = word + text;
      at = skipSpaces(code, start);
      if (code[at - 1] !== ".") break;
      const isOptional = code[at - 2] === "?";
      at -= isOptional ? 2 : 1;
      text = (isOptional ? "?." : ".") + text;
      continue;
    }
    if (last === '"' || last === "'" || last === "\x60") {
      const start = quoteStart(code, at - 1, last);
      if (start < 0) return "";
      return (last === "\x60"
        ? "(intermediate value)"
        : shorten('"' + slice(code, start + 1, at - 1) + '"')) + text;
    }
    if (text === "") return "";
    return "(intermediate value)" + text;
  }
  return text;
}

/** @param {string} text */
function shorten(text) {
  return text.length > LAST_CHAIN_CHARS ? "(intermediate value)" : text;
}

/**
 * @param {string} code
 * @param {number} at
 */
function skipSpaces(code, at) {
  while (at > 0 && charCodeAt(code, at - 1) <= 0x20) at--;
  return at;
}

/**
 * Where the bracket opens that closes at a place. Brackets in strings are not counted where they are balanced.
 *
 * @param {string} code
 * @param {number} close
 */
function opening(code, close) {
  let depth = 0;
  for (let i = close; i >= 0; i--) {
    const char = code[i];
    if (char === '"' || char === "'") {
      const start = quoteStart(code, i, char);
      if (start >= 0 && indexOf(slice(code, start, i), "\n") < 0) i = start;
    } else if (char === ")" || char === "]" || char === "}") depth++;
    else if (char === "(" || char === "[" || char === "{") {
      if (--depth === 0) return i;
    }
  }
  return -1;
}

/**
 * @param {string} code
 * @param {number} end
 * @param {string} quote
 */
function quoteStart(code, end, quote) {
  for (let i = end - 1; i >= 0; i--) {
    if (code[i] === quote && code[i - 1] !== "\\") return i;
  }
  return -1;
}
