/**
 * Reads what a Python script says of the packages and the Python that it needs (PEP 723).
 *
 * @module
 */
import { parse, TomlError } from "smol-toml";
import {
  ENGINE_NAMES,
  type EngineName,
  LANGUAGES_OF,
} from "../../core/languages.ts";
import type { PackageSet, Requirement } from "../../core/packages.ts";
import { quoteValue } from "../../core/quote_value.ts";
import {
  MAX_REQUIREMENTS,
  normalizeName,
  parsePython,
} from "../../core/requirements.ts";
import {
  findScriptBlock,
  lineAt,
  type ScriptBlock,
  ScriptBlockError,
} from "../../core/script_block.ts";
import {
  evaluateMarker,
  type MarkerEnvironment,
  markerEnvironment,
} from "./markers.ts";
import { targetOf } from "./target.ts";
import { satisfies } from "./versions.ts";

/** The deepest nesting of tables and lists. */
const MAX_DEPTH = 32;

/** A package that a script needs. */
export interface ScriptDependency {
  readonly requirement: Requirement;
  /** Where the package is needed, such as `python_version < "3.12"`. */
  readonly marker: string | undefined;
  /** The number of its line in the script. */
  readonly line: number;
}

/** What a script says of itself. */
export interface ScriptHeader {
  readonly dependencies: readonly ScriptDependency[];
  /** The versions of Python, such as `>=3.12`. */
  readonly requiresPython: string | undefined;
  /** The number of the line that says so, or of the first line of the block. */
  readonly line: number;
}

/**
 * Reads the header of a script.
 *
 * @param code The script
 * @returns What it says, or `undefined` if it has no header
 * @throws {ScriptBlockError} If the header cannot be used; the error names the line
 */
export function readScriptHeader(code: string): ScriptHeader | undefined {
  const block = findScriptBlock(code);
  if (block === undefined) return undefined;
  const { dependencies = [], "requires-python": requiresPython } = parseToml(
    block,
  );
  const line = lineOf(block, "requires-python");
  if (requiresPython !== undefined && typeof requiresPython !== "string") {
    throw new ScriptBlockError(line, "requires-python must be a text");
  }
  return {
    dependencies: readDependencies(dependencies, block),
    requiresPython,
    line,
  };
}

/**
 * Returns the packages that a script needs on an engine.
 *
 * @param header What the script says
 * @param engine The engine
 * @returns The packages whose markers hold there
 * @throws {ScriptBlockError} If the engine has another Python, or a marker cannot be evaluated
 */
export function requirementsOn(
  { dependencies, requiresPython, line }: ScriptHeader,
  engine: EngineName,
): readonly Requirement[] {
  if (!LANGUAGES_OF[engine].includes("python")) return [];
  const target = targetOf(engine);
  const isRight = satisfies(target.version, requiresPython ?? "");
  if (isRight === undefined) {
    throw new ScriptBlockError(
      line,
      `requires-python must have versions, such as ">=3.12": current value is ${
        quoteValue(requiresPython)
      }`,
    );
  }
  if (!isRight) {
    throw new ScriptBlockError(
      line,
      `it requires Python ${requiresPython}: ${versionsOf(engine)}`,
    );
  }
  const environment = markerEnvironment(target);
  return dependencies
    .filter((one) => isNeeded(one, environment))
    .map(({ requirement }) => requirement);
}

/** What {@linkcode missingPackages} compares a header with. */
export interface AvailablePackages {
  readonly engine: EngineName;
  /** What there is besides the packages of the engine. */
  readonly packages: PackageSet["packages"];
}

/**
 * Finds the packages that a script needs and that are not there.
 *
 * @param code The script
 * @param available What there is
 * @returns What is missing, also in its versions
 * @throws {ScriptBlockError} If its header cannot be used, or the engine has another Python
 */
export function missingPackages(
  code: string,
  { engine, packages }: AvailablePackages,
): readonly Requirement[] {
  const header = readScriptHeader(code);
  if (header === undefined) return [];
  const { builtIn } = targetOf(engine);
  const versions = new Map([
    ...packages.map(({ name, version }) =>
      [normalizeName(name), version] as const
    ),
    ...builtIn,
  ]);
  return requirementsOn(header, engine).filter(({ name, versions: wanted }) => {
    const version = versions.get(name);
    // A version of another form is not compared. The name is there.
    return version === undefined || satisfies(version, wanted) === false;
  });
}

function isNeeded(
  { marker, line }: ScriptDependency,
  environment: MarkerEnvironment,
): boolean {
  if (marker === undefined) return true;
  const holds = evaluateMarker(marker, environment);
  if (holds !== undefined) return holds;
  throw new ScriptBlockError(
    line,
    `a marker must compare one of ${
      [...environment.keys()].join(", ")
    } with a text: current value is ${quoteValue(marker.trim())}`,
  );
}

/** Says which Python an engine has, and which the others. */
function versionsOf(engine: EngineName): string {
  const others = ENGINE_NAMES.filter((name) =>
    name !== engine && LANGUAGES_OF[name].includes("python")
  );
  return [engine, ...others].map((name) =>
    `the engine ${name} has ${targetOf(name).version}`
  ).join(", ");
}

function parseToml(block: ScriptBlock): Readonly<Record<string, unknown>> {
  try {
    return parse(block.toml, { maxDepth: MAX_DEPTH });
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const [why = ""] = error.message.replace(/^Invalid TOML document: /, "")
      .split("\n");
    throw new ScriptBlockError(
      block.line + error.line,
      `the block "# /// script" must be TOML: ${why}`,
    );
  }
}

function readDependencies(
  given: unknown,
  block: ScriptBlock,
): readonly ScriptDependency[] {
  const line = lineOf(block, "dependencies");
  if (
    !Array.isArray(given) || given.length > MAX_REQUIREMENTS ||
    !given.every((one) => typeof one === "string")
  ) {
    throw new ScriptBlockError(
      line,
      `dependencies must be a list of at most ${MAX_REQUIREMENTS} texts`,
    );
  }
  return given.map((text) => readDependency(text, lineOf(block, text, line)));
}

function readDependency(text: string, line: number): ScriptDependency {
  const [, what = "", marker] = /^([^;]*)(?:;(.*))?$/s.exec(text) ?? [];
  if (/@|:\/\/|^\s*[./~]/.test(what)) {
    throw new ScriptBlockError(
      line,
      `a dependency must come from the package index, without URLs, paths and repositories: current value is ${
        quoteValue(text)
      }`,
    );
  }
  try {
    return { requirement: parsePython(what), marker, line };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new ScriptBlockError(
      line,
      error.message.replace(
        /^Cannot set packages as each must be/,
        "a dependency must be",
      ),
    );
  }
}

/** The number of the first line of a block that has a text. */
function lineOf(
  { toml, line }: ScriptBlock,
  text: string,
  otherwise = line,
): number {
  const index = toml.indexOf(text);
  return index < 0 ? otherwise : line + lineAt(toml, index);
}
