// TypeScript for the QuickJS worker: types are replaced by blanks, so that lines and columns stay as they were. Syntax
// that leaves code behind (enums, parameter properties) is transformed instead.

import amaro from "npm:amaro@1.2.1";

export function stripTypes(code) {
  try {
    return { code: stripOrTransform(code) };
  } catch (error) {
    return explain(error);
  }
}

function stripOrTransform(code) {
  try {
    return amaro.transformSync(code, { mode: "strip-only" }).code;
  } catch (error) {
    if (error?.code !== "UnsupportedSyntax") throw error;
    return amaro.transformSync(code, { mode: "transform" }).code;
  }
}

function explain(error) {
  if (
    error instanceof WebAssembly.RuntimeError || error instanceof RangeError
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
  const message = String(error?.message ?? error);
  const line = error?.startLine;
  const column = error?.startColumn;
  const at = line === undefined
    ? ""
    : `\n    at line ${line}, column ${column + 1}`;
  return {
    broken: false,
    error: {
      name: "SyntaxError",
      message,
      traceback: `SyntaxError: ${message}${at}`,
      ...(line === undefined ? {} : { line, column: column + 1 }),
    },
  };
}
