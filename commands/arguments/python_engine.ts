/**
 * Which engine runs Python: the flag decides, else the user's variable, else the default of the language.
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
import { UsageError } from "./usage_error.ts";

/** The variable with the user's engine for Python. */
export const ENGINE_VARIABLE = "SANDGLASS_ENGINE_PYTHON";

/** The engines for Python. */
export const PYTHON_ENGINES: readonly EngineName[] = ENGINE_NAMES.filter(
  (name) => LANGUAGES_OF[name].includes("python"),
);

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
