/**
 * Reads which packages a command line asks for. It is loaded only for command lines that do.
 *
 * @module
 */
import { messageOf } from "../../core/errors.ts";
import {
  defaultEngineOf,
  type EngineName,
  type Language,
} from "../../core/languages.ts";
import type { Requirement } from "../../core/packages.ts";
import { quoteValue } from "../../core/quote_value.ts";
import {
  formatRequirement,
  isOfNpm,
  parseRequirement,
} from "../../core/requirements.ts";
import { ScriptBlockError } from "../../core/script_block.ts";
import {
  isNpmLock,
  readScriptHeader,
  requirementsOn,
  type ScriptHeader,
} from "../../sandbox/packages/mod.ts";
import { describeFileError, readAtMost } from "../host/byte_sources.ts";
import type { CommandContext } from "../command.ts";
import {
  PACKAGES_FLAGS,
  type PackageSources,
  readEngine,
  type Script,
} from "./engine_flag.ts";
import { invalidValue, settingOf } from "./flag_values.ts";
import { exampleOf } from "./flags.ts";
import { UsageError } from "./usage_error.ts";

/** The maximum size of a lock in bytes. */
const MAX_LOCK_BYTES = 16 * 2 ** 20;

/** The packages of a command line, and the engine for them. */
export interface PackageChoice {
  readonly engine: EngineName;
  readonly packages: readonly string[];
  readonly lock?: string;
}

/** The values of the flags. */
interface PackageFlags {
  readonly engine: string | undefined;
  readonly with: readonly string[];
  readonly lock: string | undefined;
}

/**
 * Reads the packages of flags and of a script.
 *
 * @param flags The flags, with the user's engine
 * @param sources The language, and the script if it may have a header
 * @returns The packages, and the engine
 * @throws {UsageError} If a flag or the header cannot be used
 * @throws {SandboxError} If the lock cannot be used
 */
export async function readPackages(
  flags: PackageFlags,
  { language, context, script }: PackageSources,
): Promise<PackageChoice> {
  const wanted = readRequirements(flags.with, settingOf("with", WITH));
  checkLanguage(wanted, language);
  const lock = await readLock(flags.lock, context);
  if (lock !== undefined && isNpmLock(lock) === (language === "python")) {
    throw new UsageError(
      `Cannot use --lock ${flags.lock} as it is a lock of ${
        language === "python" ? "npm" : "Python"
      }: the language is ${language}`,
    );
  }
  const header = ofScript(script, () => readScriptHeader(script?.code ?? ""));
  const needed = header?.dependencies.map((one) => one.requirement) ?? [];
  const engine = readEngine(flags.engine) ??
    (language === "python"
      ? (await context.packages()).chooseEngine([...needed, ...wanted], lock)
      : defaultEngineOf(language));
  const selected = select(header, engine, script);
  return { engine, ...toChoice([...selected, ...wanted], lock) };
}

/** The packages of a command line for each language. */
export interface PackagesByLanguage {
  readonly python: PackageChoice | undefined;
  readonly javascript: Omit<PackageChoice, "engine"> | undefined;
}

/**
 * Reads the packages of flags for guests of both languages: those of npm are for JavaScript.
 *
 * @param flags The flags, with the user's engine for Python
 * @param context The surroundings of the command
 * @returns The packages of each language that has any
 * @throws {UsageError} If a flag cannot be used
 * @throws {SandboxError} If the lock cannot be used
 */
export async function readForBoth(
  flags: PackageFlags,
  context: PackageSources["context"],
): Promise<PackagesByLanguage> {
  const wanted = readRequirements(flags.with, settingOf("with", WITH));
  const lock = await readLock(flags.lock, context);
  const ofNpm = wanted.filter(({ registry }) => registry === "npm");
  const others = wanted.filter(({ registry }) => registry !== "npm");
  const isOfNpm = lock !== undefined && isNpmLock(lock);
  const forPython = isOfNpm ? undefined : lock;
  const forNpm = isOfNpm ? lock : undefined;
  const hasPython = others.length > 0 || forPython !== undefined;
  const hasNpm = ofNpm.length > 0 || forNpm !== undefined;
  return {
    python: hasPython
      ? {
        engine: readEngine(flags.engine) ??
          (await context.packages()).chooseEngine(others, forPython),
        ...toChoice(others, forPython),
      }
      : undefined,
    javascript: hasNpm ? toChoice(ofNpm, forNpm) : undefined,
  };
}

function toChoice(
  requirements: readonly Requirement[],
  lock: string | undefined,
): Omit<PackageChoice, "engine"> {
  return {
    packages: requirements.map(formatRequirement),
    ...(lock === undefined ? {} : { lock }),
  };
}

const { with: WITH, lock: LOCK } = PACKAGES_FLAGS;

/**
 * Reads requirements of the command line.
 *
 * @param given The values, of which each may have several with commas in between
 * @param setting Where they were given, for messages
 * @returns What is required
 * @throws {UsageError} If one has another form
 */
export function readRequirements(
  given: readonly string[],
  setting: { readonly name: string; readonly example: string },
): readonly Requirement[] {
  return given.flatMap(splitRequirements).map((text) => {
    try {
      return parseRequirement(text);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      throw invalidValue(
        setting,
        isOfNpm(text)
          ? 'must be a name with versions, such as "npm:zod" or "npm:zod@^4.1"'
          : 'must be a name with versions, such as "rich" or "pandas[excel]>=2,<4"',
        text,
      );
    }
  });
}

/**
 * Splits a list of requirements at its commas, but not within brackets and before versions, as `uv` does.
 *
 * @param text The list
 * @returns The requirements
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(splitRequirements("rich, pandas[a,b]>=2,<4"), [
 *   "rich",
 *   "pandas[a,b]>=2,<4",
 * ]);
 * ```
 */
export function splitRequirements(text: string): readonly string[] {
  return text.split(/,(?![^[\]]*\])(?!\s*[!=<>~])/).map((one) => one.trim());
}

/** Checks that all packages are for the language of the guest. */
function checkLanguage(
  wanted: readonly Requirement[],
  language: Language,
): void {
  const isPython = language === "python";
  const other = wanted.find(({ registry }) =>
    (registry === "npm") === isPython
  );
  if (other === undefined) return;
  const value = quoteValue(formatRequirement(other));
  throw new UsageError(
    isPython
      ? `Cannot set --with ${value} as packages of npm are for JavaScript and TypeScript: the language is python (example: sandglass run --with npm:zod script.js)`
      : `Cannot set --with ${value} as packages for ${language} begin with npm: (example: sandglass run --with npm:${other.name} script.js)`,
  );
}

async function readLock(
  file: string | undefined,
  context: Pick<CommandContext, "openFile">,
): Promise<string | undefined> {
  if (file === undefined) return undefined;
  const fail = (why: string): UsageError =>
    new UsageError(
      `Cannot use --lock ${file} ${why}${exampleOf("lock", LOCK)}`,
    );
  let bytes: Uint8Array;
  try {
    bytes = await readAtMost(await context.openFile(file), MAX_LOCK_BYTES);
  } catch (error) {
    throw fail(describeFileError(file, error));
  }
  if (bytes.length > MAX_LOCK_BYTES) throw fail("as it is longer than 16 MiB");
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw fail("as a lock must be text in UTF-8");
  }
}

/** Selects the packages that a script needs on an engine. */
function select(
  header: ScriptHeader | undefined,
  engine: EngineName,
  script: Script | undefined,
): readonly Requirement[] {
  if (header === undefined) return [];
  return ofScript(script, () => requirementsOn(header, engine));
}

/** Makes a usage error of what is wrong with the header of a script. */
function ofScript<T>(script: Script | undefined, act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof ScriptBlockError)) throw error;
    throw new UsageError(
      `Cannot run ${script?.name ?? ""} as its header cannot be used: ${
        messageOf(error)
      }`,
    );
  }
}
