/**
 * Sets of packages of npm: one file with those files of all that guests can import, and a description of how the packages
 * import each other (`engines/quickjs/guest_packages.js` reads it).
 *
 * @module
 */
import type { PackageSet } from "../../../core/packages.ts";
import { type PackedFile, packFiles } from "../../../core/packed_files.ts";
import { sha256 } from "../../sha256.ts";
import { packagesFailure } from "../failures.ts";
import { packageFault } from "../package_files.ts";
import type { LockedCache } from "../package_cache.ts";
import type { NpmLock, NpmPackage } from "./npm_lock.ts";
import { findPackages, readNpmPackage } from "./read_npm_package.ts";

/** The most bytes of a set. */
const MAX_SET_BYTES = 2 ** 28;

/** The description in a set. */
export interface NpmDescription {
  /** The folder of each package that guests import by name. */
  readonly roots: Readonly<Record<string, string>>;
  readonly packages: Readonly<Record<string, DescribedPackage>>;
}

/** A package in the description, whose key is its folder. */
export interface DescribedPackage {
  readonly name: string;
  readonly version: string;
  readonly integrity: string;
  /** The folder of each package that it imports, by the name in its imports. */
  readonly dependencies: Readonly<Record<string, string>>;
}

/** The path of the description in a set. */
export const DESCRIPTION = "packages.json";

/**
 * Makes a set of packages that Deno unpacked.
 *
 * @param lock The packages
 * @param unpacked Where Deno unpacked them
 * @param target Where the set goes
 * @returns The set
 * @throws {SandboxError} If a package breaks a rule
 */
export async function makeNpmSet(
  lock: NpmLock,
  unpacked: string,
  { cache, directory }: {
    readonly cache: LockedCache;
    readonly directory: string;
  },
): Promise<PackageSet> {
  const folders = nameFolders(lock);
  const description = encode(describe(lock, folders));
  const files: PackedFile[] = [{ path: DESCRIPTION, bytes: description }];
  const found = findPackages(unpacked);
  let bytes = 0;
  for (const one of lock.packages.values()) {
    const place = found.get(one.name);
    if (place === undefined) throw packageFault(one, "was not fetched");
    const folder = folders.get(one.id) ?? "";
    for (const file of await readNpmPackage(one, `${place}/${one.version}`)) {
      bytes += file.bytes.length;
      files.push({ path: `${folder}/${file.path}`, bytes: file.bytes });
    }
    if (bytes > MAX_SET_BYTES) {
      throw packagesFailure(
        `they have more than ${MAX_SET_BYTES / 2 ** 20} MiB of files together`,
      );
    }
  }
  const packed = packFiles(files);
  const digest = await sha256(packed);
  const name = `${digest}.files`;
  await cache.write("sets", name, packed);
  return {
    sha256: digest,
    path: `${directory}/sets/${name}`,
    bytes: packed.length,
    packages: Array.from(lock.roots.values()).flatMap(({ id }) => {
      const one = lock.packages.get(id);
      return one === undefined
        ? []
        : [{ name: one.name, version: one.version }];
    }),
  };
}

/** The folder of each package. One that is there several times, beside different packages, has a number. */
function nameFolders(lock: NpmLock): ReadonlyMap<string, string> {
  const folders = new Map<string, string>();
  const counts = new Map<string, number>();
  for (const { id, name, version } of lock.packages.values()) {
    const plain = `${name}@${version}`;
    const count = (counts.get(plain) ?? 0) + 1;
    counts.set(plain, count);
    folders.set(id, count === 1 ? plain : `${plain}+${count}`);
  }
  return folders;
}

function describe(
  { roots, packages }: NpmLock,
  folders: ReadonlyMap<string, string>,
): NpmDescription {
  const folderOf = (id: string): string => folders.get(id) ?? "";
  const toEntry = (one: NpmPackage): [string, DescribedPackage] => {
    const { name, version, integrity, dependencies } = one;
    return [folderOf(one.id), {
      name,
      version,
      integrity,
      dependencies: Object.fromEntries(
        Array.from(dependencies, ([as, id]) => [as, folderOf(id)]),
      ),
    }];
  };
  return {
    roots: Object.fromEntries(
      Array.from(roots, ([name, { id }]) => [name, folderOf(id)]),
    ),
    packages: Object.fromEntries(Array.from(packages.values(), toEntry)),
  };
}

function encode(value: unknown): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify(value));
}
