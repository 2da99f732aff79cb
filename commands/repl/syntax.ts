/**
 * Tells whether what was typed so far is a whole statement.
 *
 * @module
 */
import type { Language } from "../../core/options.ts";
import { scanJavaScript } from "./javascript_scan.ts";
import { scanPython } from "./python_scan.ts";

/**
 * `complete`: a whole statement. `open`: a bracket, string or the like has still to be closed.
 * `block`: whole as far as it goes, but more may belong to it.
 */
export type Completeness = "complete" | "open" | "block";

/** What a session has to know of a language. */
export interface ReplSyntax {
  /** The prompt for a statement. */
  readonly prompt: string;
  /** The prompt for its further lines. */
  readonly morePrompt: string;
  /** Tells how far along a statement is. */
  completeness(code: string): Completeness;
  /** Whether a person ends a block by a blank line. */
  readonly endsByBlankLine: boolean;
  /** Whether a line, read ahead, belongs to the block before it. */
  continues(block: string, line: string): boolean;
  /** Makes a statement what a person means by it at a prompt. */
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

/** At a prompt, `{ a: 1 }` means an object, which a script would take for a block with a label. */
function wrapObject(code: string): string {
  const text = code.trim();
  const isObject =
    /^\{\s*(?:\}$|\.\.\.|(?:[\w$]+|"[^"\n]*"|'[^'\n]*'|\[[^\]\n]*\])\s*[:,}(])/
      .test(text) &&
    text.endsWith("}") && !/^\{\s*[\w$]+\(.*\)\s*;?\s*\}$/s.test(text);
  return isObject ? `(${code})` : code;
}
