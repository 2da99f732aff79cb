/**
 * The flag that chooses the engine. Without it, a variable of the user chooses that of Python.
 *
 * @module
 */
import {
  ENGINE_NAMES,
  type EngineName,
  type Language,
  LANGUAGES_OF,
} from "../../core/languages.ts";
import { quoteValue } from "../../core/quote_value.ts";
import type { CommandContext } from "../command.ts";
import { readChoice, settingOf } from "./flag_values.ts";
import type { FlagTable } from "./flags.ts";
import { UsageError } from "./usage_error.ts";

/** The variable with the user's engine for Python. */
export const ENGINE_VARIABLE = "SANDGLASS_ENGINE_PYTHON";

/** The engines for Python. */
export const PYTHON_ENGINES: readonly EngineName[] = ENGINE_NAMES.filter(
  (name) => LANGUAGES_OF[name].includes("python"),
);

/** The flag. */
export const ENGINE_FLAG = {
  engine: {
    kind: "value",
    placeholder: "NAME",
    example: "pyodide",
    completion: ENGINE_NAMES,
    help: `${
      ENGINE_NAMES.join(", ")
    } (default: the language's own; ${ENGINE_VARIABLE} sets Python's)`,
  },
} as const satisfies FlagTable;

/**
 * Reads the name of an engine.
 *
 * @param name The value of the flag, if it was given
 * @returns The engine
 * @throws {UsageError} If there is no such engine
 */
export function readEngine(name: string | undefined): EngineName | undefined {
  return name === undefined ? undefined : readChoice(name, {
    setting: settingOf("engine", ENGINE_FLAG.engine),
    names: ENGINE_NAMES,
  });
}

/**
 * Adds the user's engine to the flags of a command line that names none.
 *
 * @param flags The flags
 * @param language The language of the guest
 * @param context The variables of this process
 * @returns The flags, with an engine if the user has one for this language
 * @throws {UsageError} If the variable names no engine for Python
 */
export function withUsersEngine<
  Flags extends { readonly engine: string | undefined },
>(
  flags: Flags,
  language: Language,
  context: Pick<CommandContext, "environment">,
): Flags {
  if (flags.engine !== undefined || language !== "python") return flags;
  const name = valueOf(context);
  if (name === "") return flags;
  const engine = PYTHON_ENGINES.find((one) => one === name.toLowerCase());
  if (engine !== undefined) return { ...flags, engine };
  throw new UsageError(
    `Cannot use the variable ${ENGINE_VARIABLE} as it must be one of ${
      PYTHON_ENGINES.join(", ")
    }: current value is ${
      quoteValue(name)
    } (example: ${ENGINE_VARIABLE}=cpython)`,
  );
}

/** The value of the variable; empty if it is not set, or may not be read. */
function valueOf({ environment }: Pick<CommandContext, "environment">): string {
  try {
    return environment(ENGINE_VARIABLE) ?? "";
  } catch {
    return "";
  }
}
