import type { Completeness } from "./syntax.ts";

/** The beginnings of statements with a block, which ends with a blank line. */
const HEADER =
  /^(?:@|(?:async|if|for|while|try|with|def|class|elif|else|except|finally)\b)/;

/** A string, a string without its end, a comment, or any other character. */
const TOKEN =
  /[rbuft]{0,2}("""|''')(?:\\[^]|(?!\1)[^])*?(\1|$(?![^]))|"(?:\\[^]|[^"\\\n])*"?|'(?:\\[^]|[^'\\\n])*'?|#[^\n]*|\\\n|[^]/gi;

/**
 * Returns whether a Python statement is complete.
 *
 * @param code The lines so far
 * @returns `open` inside brackets, triple quotes or after a backslash; `block` in a compound statement
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(scanPython("f(1,"), "open");
 * assertEquals(scanPython("if x:"), "block");
 * ```
 */
export function scanPython(code: string): Completeness {
  let depth = 0;
  let last = "";
  let hasBlock = HEADER.test(code.trimStart());
  for (const [token, triple, end] of code.matchAll(TOKEN)) {
    if (triple !== undefined && end === "") return "open";
    if ("([{".includes(token)) depth++;
    else if (")]}".includes(token)) depth = Math.max(0, depth - 1);
    else if (token === "\n" && depth === 0) hasBlock ||= last === ":";
    if (!/^[\s#]/.test(token)) last = token;
  }
  if (depth > 0 || (last === "\\" && code.endsWith("\\"))) return "open";
  return hasBlock || last === ":" ? "block" : "complete";
}
