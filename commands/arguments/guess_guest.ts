/**
 * Guesses which guest a command line starts, before the parser of the command line is loaded.
 *
 * @module
 */
import {
  defaultEngineOf,
  type EngineName,
  type Language,
} from "../../core/languages.ts";
import { resolveLimits } from "../../core/limits.ts";
import { languageNamed, languageOfFile } from "./language_names.ts";

/** The options with which a child process starts. */
interface GuessedGuest {
  readonly engine: EngineName;
  readonly language: Language;
  readonly memoryBytes: number;
}

/** Arguments with which another child process than the default starts, or no child process. */
const UNUSUAL = /^(?:-h|--help|--engine|--isolation|--memory|--warm)/;

/**
 * Guesses which guest a command line starts. A wrong guess costs an unused child process. The command line is parsed
 * later.
 *
 * @param args The command line, without the name of the program
 * @returns The most probable guest, or `undefined` if there is probably no guest
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(guessGuest(["run", "-e", "1+1"])?.language, "python");
 * assertEquals(guessGuest(["run", "main.ts"])?.language, "typescript");
 * assertEquals(guessGuest(["run", "--isolation", "thread", "main.ts"]), undefined);
 * ```
 */
export function guessGuest(
  [command, ...args]: readonly string[],
): GuessedGuest | undefined {
  const end = args.indexOf("--");
  const own = end < 0 ? args : args.slice(0, end);
  if (own.some((arg) => UNUSUAL.test(arg))) return;
  const language = command === "run"
    ? guessLanguage(own)
    : command === "mcp"
    ? "python"
    : undefined;
  if (language === undefined) return;
  return {
    engine: defaultEngineOf(language),
    language,
    memoryBytes: resolveLimits(language, undefined).memoryBytes,
  };
}

function guessLanguage(args: readonly string[]): Language | undefined {
  for (const [i, arg] of args.entries()) {
    // Code may look like a flag or a file name.
    if (/^(?:-e|--eval)$/.test(args[i - 1] ?? "")) continue;
    const language = languageNamed(arg.replace(/^(?:--language=|-l=?)/, "")) ??
      languageOfFile(arg);
    if (language !== undefined) return language;
  }
  return args.some((arg) => /^(?:-e|--eval)/.test(arg)) ? "python" : undefined;
}
