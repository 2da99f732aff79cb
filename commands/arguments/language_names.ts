/**
 * The names and file extensions of languages on the command line.
 *
 * @module
 */
import {
  defaultLanguageOf,
  ENGINE_NAMES,
  type Language,
  LANGUAGES,
} from "../../core/languages.ts";

const LANGUAGE_OF_EXTENSION: Readonly<Record<string, Language>> = {
  py: "python",
  pyw: "python",
  js: "javascript",
  mjs: "javascript",
  cjs: "javascript",
  ts: "typescript",
  mts: "typescript",
  cts: "typescript",
};

/** Other names of the languages: engines, short names, extensions, and the programs that run them elsewhere. */
const OTHER_NAMES: Readonly<Record<string, Language>> = {
  ...Object.fromEntries(
    ENGINE_NAMES.map((name) => [name, defaultLanguageOf(name)]),
  ),
  py: "python",
  py3: "python",
  python3: "python",
  ipython: "python",
  js: "javascript",
  mjs: "javascript",
  cjs: "javascript",
  node: "javascript",
  nodejs: "javascript",
  ecmascript: "javascript",
  ts: "typescript",
  mts: "typescript",
  cts: "typescript",
  deno: "typescript",
};

/** The file extensions that determine a language, for messages. */
export const EXTENSIONS: readonly string[] = Object.keys(LANGUAGE_OF_EXTENSION);

/** Returns the language of a full, short or other name, such as `py`, `python3.12` or `node`. */
export function languageNamed(name: string): Language | undefined {
  const lower = name.toLowerCase().replace(/^(python)[\d.]+$/, "$1");
  return LANGUAGES.find((one) => one === lower) ??
    (Object.hasOwn(OTHER_NAMES, lower) ? OTHER_NAMES[lower] : undefined);
}

/** Returns the language of the extension of a file name. */
export function languageOfFile(name: string): Language | undefined {
  const extension = /\.([^./\\]+)$/.exec(name)?.[1]?.toLowerCase() ?? "";
  return Object.hasOwn(LANGUAGE_OF_EXTENSION, extension)
    ? LANGUAGE_OF_EXTENSION[extension]
    : undefined;
}
