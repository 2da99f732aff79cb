/**
 * Sets of packages: one file with the files of all.
 *
 * @module
 */
import type { LockedPackage, PackageSet } from "../../core/packages.ts";
import {
  type PackedFile,
  packFiles,
  unpackFiles,
} from "../../core/packed_files.ts";
import { sha256 } from "../sha256.ts";
import { packagesFailure } from "./failures.ts";
import { fetchWheels } from "./fetch_wheels.ts";
import type { FetchedPackage } from "./fetched.ts";
import { PathSet } from "./file_paths.ts";
import {
  listFolder,
  type LockedCache,
  readVerified,
  touch,
} from "./package_cache.ts";
import { isLibrary, libraryFault } from "./library_fault.ts";
import { PACKAGE_LIMITS, packageFault, tooLarge } from "./package_files.ts";
import { requiredByNone, topModules } from "./top_modules.ts";
import type { Target } from "./target.ts";
import type { ToolStep } from "./tool_settings.ts";

/** What making a set needs. */
export type SetStep = Omit<ToolStep, "folder"> & {
  readonly target: Target;
  readonly cache: LockedCache;
  readonly directory: string;
  /** The names of the packages that are required, and not only needed by others. */
  readonly required: ReadonlySet<string>;
  readonly onWarning: (message: string) => void;
};

/**
 * Makes the set of some packages. Those that are not in the cache are fetched.
 *
 * @param packages The packages
 * @param step What it needs
 * @returns The set
 * @throws {SandboxError} If a package cannot be fetched, or does not go with the others
 */
export async function makeSet(
  packages: readonly LockedPackage[],
  step: SetStep,
): Promise<PackageSet> {
  const all = await collectFiles(packages, step);
  const bytes = packFiles(mergeFiles(all));
  const digest = await sha256(bytes);
  const name = `${digest}.files`;
  await step.cache.write("sets", name, bytes);
  return {
    sha256: digest,
    path: `${step.directory}/sets/${name}`,
    bytes: bytes.length,
    ...importsOf(all, step),
    packages: packages.map(({ name, version }) => ({ name, version })),
  };
}

/** The modules that a snapshot imports, if there is compiled code: those of the packages that are required. */
function importsOf(
  all: readonly FetchedPackage[],
  { required, target }: SetStep,
): Pick<PackageSet, "imports"> {
  if (target.wheelPlatform === undefined) return {};
  const libraries = all.flatMap((one) =>
    one.files.filter(({ path, bytes }) => isLibrary(path, bytes))
      .map((file) => ({ file, of: one.package }))
  );
  if (libraries.length === 0) return {};
  for (const { file: { path, bytes }, of } of libraries) {
    const fault = libraryFault(bytes);
    if (fault !== undefined) {
      throw packageFault(of, `has a library ${path}, which ${fault}`);
    }
  }
  // A lock does not say what was required.
  const names = required.size > 0 ? required : requiredByNone(all);
  const imports = all.filter(({ package: { name } }) => names.has(name))
    .flatMap(({ files }) => topModules(files));
  return { imports: [...new Set(imports)].sort() };
}

/**
 * The files of packages, from the cache or the index.
 *
 * @param packages The packages
 * @param step What it needs
 * @returns The packages with their files
 * @throws {SandboxError} If one cannot be fetched
 */
export async function collectFiles(
  packages: readonly LockedPackage[],
  step: SetStep,
): Promise<readonly FetchedPackage[]> {
  const names = listFolder(step.directory, "wheels");
  const known = new Map<LockedPackage, FetchedPackage>();
  for (const one of packages) {
    const files = await readCached(one, names, step);
    if (files !== undefined) known.set(one, { package: one, files });
  }
  const missing = packages.filter((one) => !known.has(one));
  if (missing.length > 0) {
    const folder = await step.cache.makeFolder();
    for (const one of await fetchWheels(missing, { ...step, folder })) {
      known.set(one.package, one);
      const bytes = packFiles(one.files);
      const name = `${one.package.wheel.sha256}-${await sha256(bytes)}.files`;
      await step.cache.write("wheels", name, bytes);
    }
  }
  return packages.flatMap((one) => known.get(one) ?? []);
}

async function readCached(
  one: LockedPackage,
  names: readonly string[],
  { directory, onWarning }: SetStep,
): Promise<readonly PackedFile[] | undefined> {
  const name = names.find((name) => name.startsWith(`${one.wheel.sha256}-`));
  if (name === undefined) return undefined;
  const [, digest = ""] = /-([\da-f]{64})\.files$/.exec(name) ?? [];
  const path = `${directory}/wheels/${name}`;
  const bytes = await readVerified(path, digest);
  if (bytes !== undefined) {
    await touch(path);
    return unpackFiles(bytes);
  }
  onWarning(
    `${one.name} ${one.version} is fetched again, as ${path} was damaged`,
  );
  await Deno.remove(path, { recursive: true });
  return undefined;
}

/** All files in order. Packages may have the same file only if it is the same. */
function mergeFiles(all: readonly FetchedPackage[]): readonly PackedFile[] {
  const files = new Map<string, PackedFile>();
  const owners = new Map<string, string>();
  const paths = new PathSet();
  let bytes = 0;
  for (const { package: { name }, files: own } of all) {
    for (const file of own) {
      const same = files.get(file.path);
      if (same !== undefined && isEqual(same.bytes, file.bytes)) continue;
      const other = paths.add(file.path);
      if (other !== undefined) {
        throw packagesFailure(
          `${
            owners.get(other) ?? "another package"
          } and ${name} have different files ${
            JSON.stringify(file.path)
          }: require one of them only`,
        );
      }
      files.set(file.path, file);
      owners.set(file.path, name);
      bytes += file.bytes.length;
    }
  }
  if (bytes > PACKAGE_LIMITS.setBytes) throw tooLarge();
  return [...files.values()].sort((a, b) => a.path < b.path ? -1 : 1);
}

function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

/**
 * Reads the file of a set, and compares its digest.
 *
 * @param set The set
 * @returns The contents of the file, in the format of `core/packed_files.ts`
 * @throws {SandboxError} If it is not there any more, or damaged; the next call of `preparePackages()` makes it again
 */
export async function readPackageSet(
  { path, sha256: digest }: PackageSet,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await readVerified(path, digest);
  if (bytes !== undefined) return bytes;
  await Deno.remove(path, { recursive: true }).catch(() => {});
  throw packagesFailure(
    `${path} is damaged or was removed: run it again, and they are fetched again`,
  );
}
