/**
 * Recognizes the language of code without a file name: code of `-e` and on standard input.
 *
 * @module
 */
import type { Language } from "../../core/languages.ts";

/** Lines that only Python has. One of them is enough: Python is the default. */
const PYTHON =
  /^[ \t]*(?:(?:async +)?(?:def|class|if|elif|else|for|while|try|except|finally|with)\b[^\n{]*:[ \t]*(?:#.*)?$|(?:from [\w.]+ )?import [\w.*]+(?:[ \t]*,[ \t]*[\w.]+| as \w+)*[ \t]*(?:#.*)?$|print\(|@\w[\w.]*[ \t]*$|#(?!!)|"""|''')/m;

/** The beginnings of statements that are no Python. */
const JAVASCRIPT =
  /(?:^|[;{}\n])[ \t]*(?:(?:const|let|var)\s+[\w$[{]|(?:async )?function\b *\*? *[\w$]* *\(|console\.(?:log|error|warn|table|info|dir)\(|import\s+(?:[\w$*{][^'"\n]*\sfrom\s*)?["']|export\s+(?:default|const|let|function|class|async|\{)|process\.(?:stdout|exit|argv)\b|(?:await )?Promise\.|"use strict"|new [A-Z]\w*\(|throw new |(?:if|for|while) ?\([^\n]*\)\s*\{|\/\/|\/\*)|=>/;

/** What JavaScript does not have. */
const TYPES =
  /(?:^|[;}\n])[ \t]*(?:export\s+)?(?:interface\s+\w+[^\n]*\{|type\s+\w+(?:<[^\n]*>)?\s*=|(?:const\s+)?enum\s+\w+|declare\s)|\b(?:const|let|var)\s+[\w$]+\s*:\s*[\w{[(]|[(,]\s*\w+\??\s*:\s*(?:string|number|boolean|unknown|any)\b|\)\s*:\s*[\w<>[\]| ]+\s*(?:\{|=>)|\bas (?:const|string|number|unknown|any)\b|\bimport type\b/;

/** Strings, in which code of another language may stand. */
const STRINGS =
  /"""[^]*?"""|'''[^]*?'''|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/g;

/** Code that is longer is recognized by its beginning. */
const MOST_CHARS = 20_000;

/**
 * Recognizes JavaScript and TypeScript. Code that may be Python is Python.
 *
 * @param code The code
 * @returns The language
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(recognizeLanguage("console.log(1)"), "javascript");
 * assertEquals(recognizeLanguage("print(1)"), "python");
 * ```
 */
export function recognizeLanguage(code: string): Language {
  const beginning = code.slice(0, MOST_CHARS);
  const bare = beginning.replace(STRINGS, '""');
  if (PYTHON.test(bare) || !JAVASCRIPT.test(bare)) return "python";
  return TYPES.test(bare) ? "typescript" : "javascript";
}

/** The interpreters of a first line, in the order in which they are looked for. */
const LANGUAGE_OF_INTERPRETER: readonly (readonly [RegExp, Language])[] = [
  [/\b(?:i?python[\d.]*w?|pypy[\d.]*|uv)\b/, "python"],
  [/\b(?:deno|tsx|ts-node|bun)\b/, "typescript"],
  [/\b(?:node|nodejs|qjs)\b/, "javascript"],
];

/**
 * Returns the language that the first line names (`#!/usr/bin/env python3`).
 *
 * @param code The code
 * @returns The language; `undefined` without such a line
 */
export function languageOfShebang(code: string): Language | undefined {
  const line = interpreterLine(code);
  if (line === undefined) return undefined;
  return LANGUAGE_OF_INTERPRETER.find(([name]) => name.test(line))?.[1];
}

/**
 * Returns the first line of a script, without `#!`.
 *
 * @param code The code
 * @returns The line; `undefined` if it names no interpreter
 */
export function interpreterLine(code: string): string | undefined {
  return /^#!([^\r\n]*)/.exec(code)?.[1]?.trim();
}
