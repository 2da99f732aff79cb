/**
 * Locks in the format of `deno.lock`, which Deno writes when it has found packages of npm.
 *
 * @module
 */
import type { Requirement } from "../../../core/packages.ts";
import { parseRequirement } from "../../../core/requirements.ts";
import { lockFailure } from "../toml_reader.ts";

/** The versions of the format that are read. */
const VERSIONS: readonly unknown[] = ["4", "5"];
/** The longest lock, in UTF-16 units, and the most packages in it. */
const MAX_LOCK_CHARS = 2 ** 24;
const MAX_PACKAGES = 4_000;
const INTEGRITY = /^sha(?:1|256|384|512)-[A-Za-z0-9+/]+={0,2}$/;
const ID = /^((?:@[^/@\s]+\/)?[^/@\s]+)@([\w.+-]+?)((?:_.*)?)$/;

/** A package of a lock. */
export interface NpmPackage {
  /** What names it in the lock: its name and version, and the packages of others that it uses, if that differs. */
  readonly id: string;
  readonly name: string;
  readonly version: string;
  /** The digest of its archive, as registries write it. */
  readonly integrity: string;
  /** The packages that it imports, by the name in its imports. */
  readonly dependencies: ReadonlyMap<string, string>;
}

/** What was found: exactly these packages. */
export interface NpmLock {
  /** The package of each name that guests may import, with what was required. */
  readonly roots: ReadonlyMap<string, NpmRoot>;
  /** All packages by their ids, without those that run on one system only. */
  readonly packages: ReadonlyMap<string, NpmPackage>;
}

/** A package that was required by name. */
export interface NpmRoot {
  readonly requirement: Requirement;
  readonly id: string;
}

/**
 * Returns whether a text is to be a lock of packages of npm, rather than of Python.
 *
 * @param text The text of a lock
 * @returns Whether it is JSON
 */
export function isNpmLock(text: string): boolean {
  return /^[\s\ufeff]*\{/.test(text);
}

/**
 * Reads a lock.
 *
 * @param text Its text
 * @returns The lock
 * @throws {SandboxError} If it has another form
 */
export function readNpmLock(text: string): NpmLock {
  const { version, specifiers, npm, ...others } = readJson(text);
  if ("lockfileVersion" in others || "packages" in others) {
    throw lockFailure(
      "it is one of npm: sandglass lock npm:NAME writes one in the format of deno.lock",
    );
  }
  if (!VERSIONS.includes(version)) {
    throw lockFailure(
      `its version must be ${VERSIONS.join(" or ")}, as Deno 2 writes it`,
    );
  }
  const packages = readPackages(toObject(npm, "npm"));
  const roots = new Map<string, NpmRoot>();
  for (
    const [text, found] of Object.entries(toObject(specifiers, "specifiers"))
  ) {
    if (!text.startsWith("npm:")) continue;
    const requirement = readSpecifier(text);
    const { name } = requirement;
    const id = `${name}@${found}`;
    if (!packages.has(id)) throw lockFailure(`npm must have ${id}`);
    const other = roots.get(name);
    if (other !== undefined && other.id !== id) {
      throw lockFailure(
        `it must have one version of ${name} for guests: it has ${other.id} and ${id}`,
      );
    }
    roots.set(name, { requirement, id });
  }
  return { roots, packages: select(packages, roots) };
}

function readJson(text: string): Record<string, unknown> {
  if (text.length > MAX_LOCK_CHARS) {
    throw lockFailure(`it has more than ${MAX_LOCK_CHARS} characters`);
  }
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\ufeff/, ""));
  } catch {
    throw lockFailure("it must be JSON, as deno.lock is");
  }
  return toObject(value, "it");
}

function toObject(value: unknown, name: string): Record<string, unknown> {
  if (value === undefined) return {};
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    // A cast, as it is an object.
    return value as Record<string, unknown>;
  }
  throw lockFailure(`${name} must be an object`);
}

function readSpecifier(text: string): Requirement {
  try {
    // Deno writes `*` for any version.
    return parseRequirement(text.replace(/@\*$/, ""));
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    throw lockFailure(`specifiers has ${JSON.stringify(text)}`);
  }
}

/** A package, and which others of the lock it may need. */
interface Entry {
  readonly name: string;
  readonly version: string;
  readonly integrity: string | undefined;
  readonly needs: readonly string[];
}

function readPackages(
  npm: Record<string, unknown>,
): ReadonlyMap<string, Entry> {
  const all = Object.entries(npm);
  if (all.length > MAX_PACKAGES) {
    throw lockFailure(`it has more than ${MAX_PACKAGES} packages`);
  }
  const packages = new Map<string, Entry>();
  for (const [id, given] of all) {
    const [, name = "", version = ""] = ID.exec(id) ?? [];
    if (name === "") throw lockFailure(`npm has ${JSON.stringify(id)}`);
    const one = toObject(given, `npm[${JSON.stringify(id)}]`);
    // Compiled for one system.
    if ("os" in one || "cpu" in one) continue;
    packages.set(id, {
      name,
      version,
      integrity: typeof one.integrity === "string" ? one.integrity : undefined,
      needs: [
        ...toTexts(one.dependencies),
        ...toTexts(one.optionalDependencies),
        ...toTexts(one.optionalPeers),
      ],
    });
  }
  return packages;
}

function toTexts(value: unknown): readonly string[] {
  return Array.isArray(value)
    ? value.filter((one) => typeof one === "string")
    : [];
}

/** The packages that the roots need. */
function select(
  all: ReadonlyMap<string, Entry>,
  roots: ReadonlyMap<string, NpmRoot>,
): ReadonlyMap<string, NpmPackage> {
  const byName = new Map<string, string[]>();
  for (const [id, { name }] of all) {
    byName.set(name, [...byName.get(name) ?? [], id]);
  }
  /** A dependency is written as the name, if there is one package of it only, as an id, or as `alias@npm:id`. */
  const find = (text: string): readonly [string, string] | undefined => {
    const [, alias, named = text] = /^(.+?)@npm:(.+)$/.exec(text) ?? [];
    const only = byName.get(named);
    const id = all.has(named)
      ? named
      : only?.length === 1
      ? only[0]
      : undefined;
    const entry = id === undefined ? undefined : all.get(id);
    if (id === undefined || entry === undefined) return undefined;
    return [alias ?? entry.name, id];
  };
  const packages = new Map<string, NpmPackage>();
  const waiting = Array.from(roots.values(), ({ id }) => id);
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    const entry = all.get(id);
    if (entry === undefined || packages.has(id)) continue;
    const { name, version, integrity } = entry;
    if (integrity === undefined || !INTEGRITY.test(integrity)) {
      throw lockFailure(`npm[${JSON.stringify(id)}] must have an integrity`);
    }
    const dependencies = new Map(entry.needs.flatMap((text) => {
      const found = find(text);
      return found === undefined ? [] : [found];
    }));
    packages.set(id, { id, name, version, integrity, dependencies });
    waiting.push(...dependencies.values());
  }
  return packages;
}

/**
 * Selects the parts of a lock that are about packages of npm.
 *
 * @param text The text of a lock that {@linkcode readNpmLock} can read
 * @returns The text of a lock with these parts
 */
export function formatNpmLock(text: string): string {
  const { version, specifiers, npm } = readJson(text);
  const own = Object.entries(toObject(specifiers, "specifiers"))
    .filter(([specifier]) => specifier.startsWith("npm:"));
  const lock = { version, specifiers: Object.fromEntries(own), npm };
  return `${JSON.stringify(lock, undefined, 2)}\n`;
}
