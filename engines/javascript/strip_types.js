// TypeScript for the QuickJS worker: types are replaced by blanks, so that lines and columns stay as they were. Syntax
// that leaves code behind (enums, parameter properties) is transformed instead.

import amaro from "npm:amaro@1.2.1";

/**
 * @import { GuestError } from "../../core/result.ts"
 *
 * @typedef {object} ParserError What the parser throws, as far as it is used.
 * @property {string} [code]
 * @property {string} [message]
 * @property {number} [startLine]
 * @property {number} [startColumn]
 *
 * @typedef {object} Stripped What became of a script.
 * @property {string} [code] The script in JavaScript, if it was understood.
 * @property {string} [map] The source map, if lines or columns have moved.
 * @property {GuestError} [error] Why it was not.
 * @property {boolean} [broken] Whether the parser itself failed, and cannot be used again.
 */

/**
 * Takes the types out of a script.
 *
 * @param {string} code
 * @returns {Stripped}
 */
export function stripTypes(code) {
  try {
    return stripOrTransform(code);
  } catch (error) {
    return explain(error);
  }
}

/**
 * @param {string} code
 * @returns {Stripped}
 */
function stripOrTransform(code) {
  try {
    return { code: amaro.transformSync(code, { mode: "strip-only" }).code };
  } catch (thrown) {
    const { code: reason, message = "" } = asParserError(thrown);
    if (message.includes("Return statement is not allowed")) {
      return { code: stripInFunction(code) };
    }
    if (reason !== "UnsupportedSyntax") throw thrown;
    const { code: transformed, map } = amaro.transformSync(code, {
      mode: "transform",
      sourceMap: true,
    });
    return { code: transformed, ...(map === undefined ? {} : { map }) };
  }
}

/**
 * Takes the types out of a script that returns at its top level, which the parser only accepts in a function. All code
 * stays in its place.
 *
 * @param {string} code
 */
function stripInFunction(code) {
  const [start, end] = ["async()=>{", "\n}"];
  const { code: stripped } = amaro.transformSync(start + code + end, {
    mode: "strip-only",
  });
  return stripped.slice(start.length, stripped.length - end.length);
}

/**
 * @param {unknown} thrown
 * @returns {Stripped}
 */
function explain(thrown) {
  if (
    thrown instanceof WebAssembly.RuntimeError || thrown instanceof RangeError
  ) {
    const message =
      "The TypeScript parser ran out of stack: the code is nested too deeply";
    return {
      broken: true,
      error: {
        name: "SyntaxError",
        message,
        traceback: `SyntaxError: ${message}`,
      },
    };
  }
  const { message = String(thrown), startLine: line, startColumn = 0 } =
    asParserError(thrown);
  const column = startColumn + 1;
  const at = line === undefined
    ? ""
    : `\n    at line ${line}, column ${column}`;
  return {
    broken: false,
    error: {
      name: "SyntaxError",
      message,
      traceback: `SyntaxError: ${message}${at}`,
      ...(line === undefined ? {} : { line, column }),
    },
  };
}

/**
 * Anything may be thrown; what has no place in the code lacks the properties.
 *
 * @param {unknown} thrown
 * @returns {ParserError}
 */
function asParserError(thrown) {
  return Object(thrown);
}
