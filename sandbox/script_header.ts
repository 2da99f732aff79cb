/**
 * Reads what a Python script says of the packages and the Python that it needs (PEP 723).
 *
 * @module
 */
import { parse, TomlError } from "smol-toml";
import { messageOf } from "../core/errors.ts";
import { ENGINE_NAMES, type EngineName } from "../core/languages.ts";
import { evaluateMarker } from "../core/markers.ts";
import type { Requirement } from "../core/packages.ts";
import { pythonEnvironment } from "../core/python_environment.ts";
import { quoteValue } from "../core/quote_value.ts";
import { MAX_REQUIREMENTS, parseRequirement } from "../core/requirements.ts";
import {
  findScriptBlock,
  lineAt,
  type ScriptBlock,
  ScriptBlockError,
} from "../core/script_block.ts";
import { satisfies } from "../core/version_specifiers.ts";

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
  const environment = pythonEnvironment(engine);
  if (environment === undefined) return [];
  const version = environment.python_full_version ?? "";
  const isRight = at(line, () => satisfies(version, requiresPython ?? ""));
  if (!isRight) {
    throw new ScriptBlockError(
      line,
      `it requires Python ${requiresPython}: ${versionsOf(engine)}`,
    );
  }
  return dependencies
    .filter(({ marker, line }) =>
      marker === undefined ||
      at(line, () => evaluateMarker(marker, environment))
    )
    .map(({ requirement }) => requirement);
}

/** Says which Python an engine has, and which the others. */
function versionsOf(engine: EngineName): string {
  const others = ENGINE_NAMES.filter((name) => name !== engine);
  return [engine, ...others].flatMap((name) => {
    const version = pythonEnvironment(name)?.python_full_version;
    return version === undefined ? [] : [`the engine ${name} has ${version}`];
  }).join(", ");
}

function parseToml(block: ScriptBlock): Readonly<Record<string, unknown>> {
  try {
    return parse(block.toml);
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
  const requirement = at(line, () => parseRequirement(what));
  return { requirement, marker, line };
}

/** Adds the number of the line to the error of a part of it. */
function at<T>(line: number, act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new ScriptBlockError(
      line,
      messageOf(error).replace(
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
