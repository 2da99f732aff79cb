/**
 * The syntax of each language, as far as the REPL needs it.
 *
 * @module
 */
import type { Language } from "../../core/options.ts";
import { scanJavaScript } from "./javascript_scan.ts";
import { scanPython } from "./python_scan.ts";

/**
 * `complete`: a whole statement. `open`: a bracket, a string or similar is not closed. `block`: a whole statement, but the
 * next line may belong to it.
 */
export type Completeness = "complete" | "open" | "block";

/** The syntax of a language. */
export interface ReplSyntax {
  /** The prompt for the first line of a statement. */
  readonly prompt: string;
  /** The prompt for further lines. */
  readonly morePrompt: string;
  /** Returns whether a statement is complete. */
  completeness(code: string): Completeness;
  /** Whether a blank line ends a block on a terminal. */
  readonly endsByBlankLine: boolean;
  /** Returns whether the next line belongs to the block. */
  continues(block: string, line: string): boolean;
  /** Converts a statement to the code that the user means at a prompt. */
  prepare(code: string): string;
}

const PYTHON: ReplSyntax = {
  prompt: ">>> ",
  morePrompt: "... ",
  endsByBlankLine: true,
  completeness: scanPython,
  continues: (block, line) =>
    /^(?:\s|#|$)/.test(line) ||
    /^(?:else|elif|except|finally|case)\b/.test(line) ||
    /(?:^|\n)@[^\n]*$/.test(block.trimEnd()),
  prepare: (code) => code,
};

const JAVASCRIPT: ReplSyntax = {
  prompt: "> ",
  morePrompt: "... ",
  endsByBlankLine: false,
  completeness: scanJavaScript,
  continues: (_block, line) =>
    /^\s*(?:$|\/\/|(?:else|catch|finally|while)\b)/.test(line),
  prepare: wrapObject,
};

/** The syntax of each language. */
export const REPL_SYNTAX: Readonly<Record<Language, ReplSyntax>> = {
  python: PYTHON,
  javascript: JAVASCRIPT,
  typescript: JAVASCRIPT,
};

/** At a prompt, `{ a: 1 }` is an object. In a script, it is a block with a label. */
function wrapObject(code: string): string {
  const text = code.trim();
  const isObject =
    /^\{\s*(?:\}$|\.\.\.|(?:[\w$]+|"[^"\n]*"|'[^'\n]*'|\[[^\]\n]*\])\s*[:,}(])/
      .test(text) &&
    text.endsWith("}") && !/^\{\s*[\w$]+\(.*\)\s*;?\s*\}$/s.test(text);
  return isObject ? `(${code})` : code;
}
