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
import { languageOfShebang, recognizeLanguage } from "./recognize_language.ts";

/** The options with which a child process starts. */
interface GuessedGuest {
  readonly engine: EngineName;
  readonly language: Language;
  readonly memoryBytes: number;
}

/**
 * Arguments with which another child process than the default starts, or no child process. Packages start the default one, unless
 * they choose another engine.
 */
const UNUSUAL = /^(?:-h|--help|--engine|--isolation|--mem|--warm|--lock)/;

/** The commands besides `run`, and what is no program in their place. */
const OTHER_COMMANDS =
  /^(?:repl|mcp|engines|install|lock|warm|completions|help|-V|--version)$/;

const CODE_FLAG = /^(?:-q?[ecp]|--eval)$/;
const LANGUAGE_FLAG = /^(?:-l|--lang|--language)$/;
const SWITCH = /^--(?:json|quiet|raw)$/;

/**
 * Guesses which guest a command line starts. A wrong guess costs an unused child process. The command line is parsed
 * later.
 *
 * @param args The command line, without the name of the program
 * @param usersEngine The user's engine for Python, if there is one; another than the default starts in another way
 * @returns The most probable guest, or `undefined` if there is probably no guest
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(guessGuest(["run", "-e", "1+1"])?.language, "python");
 * assertEquals(guessGuest(["main.ts", "--verbose"])?.language, "typescript");
 * assertEquals(guessGuest(["run", "--isolation", "thread", "main.ts"]), undefined);
 * ```
 */
export function guessGuest(
  args: readonly string[],
  usersEngine?: string,
): GuessedGuest | undefined {
  const language = guessLanguage(args);
  if (language === undefined) return;
  const engine = defaultEngineOf(language);
  const isUsual = language !== "python" ||
    (usersEngine ?? engine).toLowerCase() === engine;
  if (!isUsual) return;
  return {
    engine,
    language,
    memoryBytes: resolveLimits(language, undefined).memoryBytes,
  };
}

function guessLanguage(args: readonly string[]): Language | undefined {
  const [command = "", ...rest] = args;
  if (command === "mcp") {
    return rest.some((arg) => UNUSUAL.test(arg)) ? undefined : "python";
  }
  if (OTHER_COMMANDS.test(command)) return undefined;
  return guessProgram(command === "run" ? rest : args);
}

function guessProgram(args: readonly string[]): Language | undefined {
  let given: Language | undefined;
  let found: Language | undefined;
  for (const [i, arg] of args.entries()) {
    const flag = args[i - 1] ?? "";
    if (arg === "--") break;
    if (CODE_FLAG.test(flag)) found ??= languageOfCode(arg);
    else if (LANGUAGE_FLAG.test(flag)) given ??= languageNamed(arg);
    else if (UNUSUAL.test(arg)) return undefined;
    else if (/^(?:-l|--lang(?:uage)?=)/.test(arg)) {
      given ??= languageNamed(arg.replace(/^(?:-l=?|--\w+=)/, ""));
    } else if (/^(?:-[ecp].|--eval=)/.test(arg)) {
      found ??= languageOfCode(arg.replace(/^(?:-.|--eval=)/, ""));
    } else if (arg === "-") found ??= "python";
    else if (!arg.startsWith("-") && !isValue(flag)) {
      found ??= /\.ipynb$/i.test(arg) ? "python" : languageOfFile(arg);
      // The arguments of the program follow, except for a few flags.
      if (found === undefined) return given;
    }
  }
  return found && (given ?? found);
}

/** Whether a flag takes the next argument. */
function isValue(flag: string): boolean {
  return flag.startsWith("--") && !flag.includes("=") && !SWITCH.test(flag);
}

function languageOfCode(code: string): Language {
  return languageOfShebang(code) ?? recognizeLanguage(code);
}
