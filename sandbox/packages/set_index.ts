/**
 * Which set a request gets, so that the second one needs no resolver, no network and no lock.
 *
 * @module
 */
import type { PackageSet, Requirement } from "../../core/packages.ts";
import { formatRequirement } from "../../core/requirements.ts";
import { InvalidFileError, look, openRegular } from "../open_file.ts";
import { sha256 } from "../sha256.ts";
import { touch } from "./package_cache.ts";
import type { Target } from "./target.ts";

/** Changes when sets are made in another way. */
const FORMAT = 2;
/** The largest entry, in bytes. */
const MAX_ENTRY_BYTES = 2 ** 20;

/**
 * The key of a request.
 *
 * @param target The Python
 * @param requirements What is required
 * @param lock The text of a lock
 * @returns Hexadecimal digits
 */
export async function keyOf(
  { engine, minor, builtIn }: Pick<Target, "engine" | "minor" | "builtIn">,
  requirements: readonly Requirement[],
  lock: string | undefined,
): Promise<string> {
  const parts = [
    FORMAT,
    engine,
    minor,
    [...builtIn],
    // The order does not matter.
    requirements.map(formatRequirement).sort(),
    lock ?? null,
  ];
  return await sha256(new TextEncoder().encode(JSON.stringify(parts)));
}

/**
 * Finds the set of a request.
 *
 * @param directory The cache directory
 * @param key The key of the request
 * @returns The set; `undefined` if it was not made yet, or its file is not as it was
 */
export async function findSet(
  directory: string,
  key: string,
): Promise<PackageSet | undefined> {
  const path = `${directory}/index/${key}.json`;
  const entry = await readEntry(path);
  if (entry === undefined) return undefined;
  const file = `${directory}/sets/${entry.sha256}.files`;
  try {
    const { size } = look(file, { maxBytes: Infinity });
    if (size !== entry.bytes) return undefined;
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
  await Promise.all([touch(path), touch(file)]);
  return { ...entry, path: file };
}

/** What an entry says of a set. */
type Entry = Omit<PackageSet, "path">;

async function readEntry(path: string): Promise<Entry | undefined> {
  try {
    using file = await openRegular(path, { maxBytes: MAX_ENTRY_BYTES });
    const text = new TextDecoder().decode(await file.readAll());
    const value: unknown = JSON.parse(text);
    return isEntry(value) ? value : undefined;
  } catch (error) {
    if (isAbsent(error) || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function isAbsent(error: unknown): boolean {
  return error instanceof Deno.errors.NotFound ||
    error instanceof InvalidFileError;
}

function isEntry(value: unknown): value is Entry {
  if (typeof value !== "object" || value === null) return false;
  // A cast, as each property is looked at.
  const { sha256, bytes, packages, imports = [] } = value as Partial<Entry>;
  return typeof sha256 === "string" && /^[\da-f]{64}$/.test(sha256) &&
    Number.isSafeInteger(bytes) && Array.isArray(packages) &&
    Array.isArray(imports) &&
    imports.every((one) => typeof one === "string") &&
    packages.every((one) =>
      typeof one?.name === "string" && typeof one?.version === "string"
    );
}

/**
 * The contents of an entry.
 *
 * @param set The set
 * @returns The bytes of the file
 */
export function toEntry({ path: _, ...entry }: PackageSet): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(entry)}\n`);
}
