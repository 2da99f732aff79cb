/**
 * Guesses which guest a command line starts, before anything that can read it is loaded.
 *
 * @module
 */
import type { EngineName, Language } from "../../core/languages.ts";
import { resolveLimits } from "../../core/limits.ts";

/** What a guest's process is started for. */
export interface GuessedGuest {
  readonly engine: EngineName;
  readonly language: Language;
  readonly memoryBytes: number;
}

/** What is in a process of its own, but of another kind; or in none. */
const UNUSUAL = /^(?:-h|--help|--engine|--isolation|--memory)/;

/** What tells the language, the last first. */
const SIGNS: readonly (readonly [RegExp, Language])[] = [
  [/^(?:--language=|-l=?)?(?:python|py)$|\.py$/, "python"],
  [/^(?:--language=|-l=?)?(?:javascript|js)$|\.[mc]?js$/, "javascript"],
  [/^(?:--language=|-l=?)?(?:typescript|ts)$|\.[mc]?ts$/, "typescript"],
];

/**
 * Guesses which guest a command line starts. A wrong guess costs a process that nobody takes; what the command line
 * really says is read later and by others.
 *
 * @param args The command line, without the program's name
 * @returns The most probable guest, or `undefined` where there is hardly one
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
    engine: language === "python" ? "pyodide" : "quickjs",
    language,
    memoryBytes: resolveLimits(language, undefined).memoryBytes,
  };
}

function guessLanguage(args: readonly string[]): Language | undefined {
  const isCode = args.some((arg) => /^(?:-e|--eval)/.test(arg));
  const found = args.map((arg, i) =>
    // Code may look like anything.
    /^(?:-e|--eval)$/.test(args[i - 1] ?? "")
      ? undefined
      : SIGNS.find(([sign]) => sign.test(arg))?.[1]
  ).find((language) => language !== undefined);
  return found ?? (isCode ? "python" : undefined);
}
