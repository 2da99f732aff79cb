/**
 * The names and file extensions of languages on the command line.
 *
 * @module
 */
import { type Language, LANGUAGES } from "../../core/languages.ts";

const LANGUAGE_OF_EXTENSION: Readonly<Record<string, Language>> = {
  py: "python",
  js: "javascript",
  mjs: "javascript",
  cjs: "javascript",
  ts: "typescript",
  mts: "typescript",
  cts: "typescript",
};

const SHORT_NAMES: Readonly<Record<string, Language>> = {
  py: "python",
  js: "javascript",
  ts: "typescript",
};

/** The file extensions that determine a language, for messages. */
export const EXTENSIONS: readonly string[] = Object.keys(LANGUAGE_OF_EXTENSION);

/** Returns the language of a full or short name. */
export function languageNamed(name: string): Language | undefined {
  const lower = name.toLowerCase();
  return LANGUAGES.find((one) => one === lower) ??
    (Object.hasOwn(SHORT_NAMES, lower) ? SHORT_NAMES[lower] : undefined);
}

/** Returns the language of the extension of a file name. */
export function languageOfFile(name: string): Language | undefined {
  const extension = /\.([^./\\]+)$/.exec(name)?.[1]?.toLowerCase() ?? "";
  return Object.hasOwn(LANGUAGE_OF_EXTENSION, extension)
    ? LANGUAGE_OF_EXTENSION[extension]
    : undefined;
}
