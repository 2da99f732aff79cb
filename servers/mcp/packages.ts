/**
 * The packages of sessions: what is there, what a session may add, and what is said to a model about them.
 *
 * @module
 */
import type { EngineName } from "../../core/languages.ts";
import { late } from "../../core/late.ts";
import { formatRequirement, mayHaveBlock } from "../../core/requirements.ts";
import type { RunResult } from "../../core/result.ts";
import { ScriptBlockError } from "../../core/script_block.ts";
import { PACKAGES } from "../../engines/cpython/packages.ts";
import { findMissingPackage } from "../../sandbox/missing_package.ts";
import { NO_PACKAGES, type PackagePolicy } from "./policy.ts";
import { Refusal } from "./refusal.ts";

/** A package that was added to a session. */
export interface AddedPackage {
  readonly name: string;
  /** The requirement, as the options of sandboxes have it. */
  readonly text: string;
}

/** The most names in a text about a failed run. */
const MAX_NAMES = 64;

/**
 * Lists the packages for the description of a tool.
 *
 * @param packages The packages of the server
 * @param engine The engine for Python
 * @returns A line; empty if there are no packages
 */
export function describePackages(
  { available, allowed }: PackagePolicy,
  engine: EngineName | undefined,
): string {
  const builtIn = engine === "cpython" ? Object.keys(PACKAGES) : [];
  const added = available.filter(({ name }) => !builtIn.includes(name))
    .map(({ name, version }) => `${name} ${version}`);
  const names = [...builtIn, ...added];
  const more = allowed.length === 0
    ? "no others can be installed"
    : `add_packages adds others: ${namesOf(allowed)}`;
  if (names.length === 0 && allowed.length === 0) return "";
  return `Packages (${more}): ${
    names.length === 0 ? "none yet" : names.join(", ")
  }.`;
}

/**
 * Explains an import of a package that is not there.
 *
 * @param result The result of a run
 * @param packages The packages of the server
 * @returns A line that follows the traceback; empty if there is nothing to explain
 */
export function packageText(
  result: RunResult,
  packages: PackagePolicy = NO_PACKAGES,
): string {
  const missing = findMissingPackage(result);
  if (missing === undefined) return "";
  const { module, name, from } = missing;
  const what = name === module ? name : `${module} (package ${name})`;
  const { available, allowed } = packages;
  if (allowed.some((one) => one.name === name)) {
    return `\n[${what} is not there: the tool add_packages can add it]`;
  }
  if (available.length + allowed.length > 0) {
    return `\n[${what} is not there, and cannot be installed from here. ${
      offer(packages)
    }]`;
  }
  if (result.engine === "cpython") {
    return `\n[${what} is not there, and cannot be installed: the description of run_python lists the packages]`;
  }
  return from === "cpython"
    ? `\n[${what} is not there, and cannot be installed from here. It is part of the engine cpython, which this server's operator can choose: "sandglass install cpython", then "sandglass mcp --engine cpython"]`
    : `\n[${what} is not there, and cannot be installed from here. This server's operator can add it: "sandglass mcp --with ${name}"]`;
}

/** What {@linkcode checkHeader} compares. */
export interface HeaderCheck {
  readonly packages: PackagePolicy;
  readonly engine: EngineName | undefined;
  /** The names of the packages that the session has added. */
  readonly added: readonly string[];
}

/**
 * Checks that a session has the packages of a script's header (PEP 723). A header never adds any.
 *
 * @param code The script
 * @param check What there is
 * @throws {Refusal} If a package is not there, or the header cannot be used
 */
export async function checkHeader(
  code: string,
  { packages, engine = "pyodide", added }: HeaderCheck,
): Promise<void> {
  if (!mayHaveBlock(code)) return;
  const { missingPackages } = await late<
    typeof import("../../sandbox/packages/mod.ts")
  >(import.meta.resolve("../../sandbox/packages/mod.ts"));
  const missing = asRefusal(() =>
    missingPackages(code, { engine, packages: packages.available })
  ).filter(({ name }) => !added.includes(name));
  if (missing.length === 0) return;
  throw new Refusal(
    `Cannot run as the header of the script needs packages that are not there: ${
      missing.map(formatRequirement).join(", ")
    }. ${offer(packages)}`,
  );
}

function asRefusal<T>(act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof ScriptBlockError)) throw error;
    throw new Refusal(
      `Cannot run as the header of the script cannot be used: ${error.message}`,
    );
  }
}

/** Says what is there, and what can be added. */
function offer({ available, allowed }: PackagePolicy): string {
  const there = available.length === 0
    ? "There are no packages besides the engine's"
    : `There are: ${
      namesOf(available.map(({ name, version }) => ({
        name: `${name} ${version}`,
      })))
    }`;
  return allowed.length === 0
    ? there
    : `${there}; add_packages can add: ${namesOf(allowed)}`;
}

function namesOf(all: readonly { readonly name: string }[]): string {
  const names = all.slice(0, MAX_NAMES).map(({ name }) => name);
  const more = all.length - names.length;
  return `${names.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
