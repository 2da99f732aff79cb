/**
 * The flags that choose the engine and its packages. Without them, a variable of the user chooses the engine of Python.
 *
 * @module
 */
import {
  ENGINE_NAMES,
  type EngineName,
  type Language,
  LANGUAGES_OF,
} from "../../core/languages.ts";
import { late } from "../../core/late.ts";
import type { SandboxOptions } from "../../core/options.ts";
import { quoteValue } from "../../core/quote_value.ts";
import { mayHaveBlock } from "../../core/requirements.ts";
import type { CommandContext } from "../command.ts";
import { readChoice, settingOf } from "./flag_values.ts";
import type { FlagTable, FlagValues } from "./flags.ts";
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

/** The flags of packages. */
export const PACKAGES_FLAGS = {
  with: {
    kind: "list",
    placeholder: "NAME[VERSIONS]",
    example: "tabulate",
    help:
      "Let the guest import a package (rich, pandas>=3, npm:zod@4); may be repeated",
  },
  lock: {
    kind: "value",
    placeholder: "FILE",
    example: "pylock.toml",
    completion: "file",
    help: "Use exactly the packages of FILE, which sandglass lock writes",
  },
} as const satisfies FlagTable;

/** The options of packages. */
export type PackageSettings = Pick<SandboxOptions, "packages" | "lock">;

/** A script that may say which packages it needs. */
export interface Script {
  /** Its name, for messages. */
  readonly name: string;
  readonly code: string;
}

/** What {@linkcode withPackages} needs. */
export interface PackageSources {
  readonly language: Language;
  readonly context: Pick<
    CommandContext,
    "environment" | "openFile" | "packages"
  >;
  readonly script?: Script | undefined;
}

/**
 * Adds the user's engine to the flags of a command line that names none, or else the engine for its packages. Reads the
 * packages of the flags and of the script. What that takes is loaded only if there are any.
 *
 * @param flags The flags
 * @param sources The language, and the script if there is one
 * @returns The flags with an engine, and the packages
 * @throws {UsageError} If a flag or the header of the script cannot be used
 */
export async function withPackages<
  Flags extends FlagValues<typeof ENGINE_FLAG & typeof PACKAGES_FLAGS>,
>(
  flags: Flags,
  { language, context, script }: PackageSources,
): Promise<{ readonly flags: Flags; readonly packages: PackageSettings }> {
  const given = withUsersEngine(flags, language, context);
  const header =
    language === "python" && script !== undefined && mayHaveBlock(script.code)
      ? script
      : undefined;
  const isAsked = flags.with.length > 0 || flags.lock !== undefined;
  if (!isAsked && header === undefined) return { flags: given, packages: {} };
  const { readPackages } = await late<
    typeof import("./packages.ts")
  >(import.meta.resolve("./packages.ts"));
  const { engine, ...packages } = await readPackages(given, {
    language,
    context,
    script: header,
  });
  return { flags: { ...given, engine: given.engine ?? engine }, packages };
}

/**
 * Does what {@linkcode withPackages} does, for guests of both languages.
 *
 * @param flags The flags
 * @param context The surroundings of the command
 * @returns The flags with the engine of Python, and the packages of each language
 * @throws {UsageError} If a flag cannot be used
 */
export async function withPackagesOfBoth<
  Flags extends FlagValues<typeof ENGINE_FLAG & typeof PACKAGES_FLAGS>,
>(
  flags: Flags,
  context: PackageSources["context"],
): Promise<{
  readonly flags: Flags;
  readonly python: PackageSettings;
  readonly javascript: PackageSettings;
}> {
  const given = withUsersEngine(flags, "python", context);
  if (flags.with.length === 0 && flags.lock === undefined) {
    return { flags: given, python: {}, javascript: {} };
  }
  const { readForBoth } = await late<
    typeof import("./packages.ts")
  >(import.meta.resolve("./packages.ts"));
  const { python, javascript = {} } = await readForBoth(given, context);
  if (python === undefined) return { flags: given, python: {}, javascript };
  const { engine, ...packages } = python;
  return {
    flags: { ...given, engine: given.engine ?? engine },
    python: packages,
    javascript,
  };
}

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
