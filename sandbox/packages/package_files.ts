/**
 * The files of a package, checked: those of a wheel, or of a folder into which `uv` unpacked one. Both give the same.
 *
 * @module
 */
import type { PackedFile } from "../../core/packed_files.ts";
import { normalizeName } from "../../core/requirements.ts";
import { packagesFailure } from "./failures.ts";
import { pathFault, PathSet } from "./file_paths.ts";
import { makeRecord, recordFault } from "./record.ts";
import { reservedModule } from "./reserved_modules.ts";
import { isSameVersion } from "./versions.ts";

/** The most files of a package, and the most bytes of one file and of all. */
export const PACKAGE_LIMITS = {
  files: 50_000,
  fileBytes: 2 ** 27,
  bytes: 2 ** 28,
  /** The most bytes of all packages of a set. */
  setBytes: 2 ** 29,
} as const;

/** A package as it is named in messages, and as its files have to name it. */
export interface PackageIdentity {
  /** The normalized name. */
  readonly name: string;
  readonly version: string;
}

/** Files by path. */
export type FileMap = ReadonlyMap<string, Uint8Array<ArrayBuffer>>;

/** What installers leave in the description; it says nothing of the package. */
const OF_INSTALLERS = /^(?:INSTALLER|REQUESTED|direct_url\.json|uv_\w+\.json)$/;
/** The list of files and its signatures, which are not in the list. */
const LIST = /^RECORD(?:\.jws|\.p7s)?$/;

/**
 * A package that is not what it has to be.
 *
 * @param identity The package
 * @param fault What is wrong, as a predicate
 * @returns The error
 */
export function packageFault(
  { name, version }: PackageIdentity,
  fault: string,
): Error {
  return packagesFailure(`the package ${name} ${version} ${fault}`);
}

/**
 * Packages that are too large together.
 *
 * @returns The error
 */
export function tooLarge(): Error {
  const most = PACKAGE_LIMITS.setBytes / 2 ** 20;
  return packagesFailure(`they have more than ${most} MiB of files together`);
}

/**
 * Checks paths of a package.
 *
 * @param identity The package
 * @param paths The paths of its files
 * @throws {SandboxError} If one is not allowed, or two are the same on some system
 */
export function checkPaths(
  identity: PackageIdentity,
  paths: readonly string[],
): void {
  const { files } = PACKAGE_LIMITS;
  if (paths.length > files) {
    throw packageFault(identity, `has more than ${files} files`);
  }
  const all = new PathSet();
  for (const path of paths) {
    const shown = JSON.stringify(path);
    const fault = pathFault(path);
    if (fault !== undefined) {
      throw packageFault(identity, `has a file ${shown} whose path ${fault}`);
    }
    const other = all.add(path);
    if (other !== undefined) {
      throw packageFault(
        identity,
        `has ${shown} and ${JSON.stringify(other)}, which are the same name`,
      );
    }
  }
}

/**
 * Checks the files of an unpacked wheel against its own list and description.
 *
 * @param identity The package
 * @param files All files
 * @param isDropped Which files are left out
 * @returns Those that guests get, relative to `site-packages`, sorted, with a list of them
 * @throws {SandboxError} If something is wrong with them
 */
export async function checkFiles(
  identity: PackageIdentity,
  files: FileMap,
  isDropped: (path: string) => boolean = () => false,
): Promise<readonly PackedFile[]> {
  const info = findDescription(identity, files);
  const record = files.get(`${info}/RECORD`);
  if (record === undefined) throw packageFault(identity, "has no file list");
  const isOf = (path: string, names: RegExp): boolean =>
    path.startsWith(`${info}/`) && names.test(path.slice(info.length + 1));
  const listed = new Map([...files].filter(([path]) => !isOf(path, LIST)));
  const fault = await recordFault(
    record,
    listed,
    (path) => isOf(path, LIST) || isDropped(path),
  );
  if (fault !== undefined) throw packageFault(identity, fault);
  checkMetadata(identity, files.get(`${info}/METADATA`));
  const kept: PackedFile[] = [];
  for (const [path, bytes] of listed) {
    if (isOf(path, OF_INSTALLERS) || isDropped(path)) continue;
    const target = placeOf(path);
    if (target !== undefined) kept.push({ path: target, bytes });
  }
  checkPaths(identity, kept.map(({ path }) => path));
  for (const { path } of kept) {
    const module = reservedModule(path);
    if (module === undefined) continue;
    throw packageFault(
      identity,
      `has a module ${module}, which is a name of the sandbox's own modules`,
    );
  }
  kept.sort((a, b) => a.path < b.path ? -1 : 1);
  return [...kept, await makeRecord(`${info}/RECORD`, kept)];
}

/** The folder of the description, which names the package. */
function findDescription(identity: PackageIdentity, files: FileMap): string {
  const found = new Set(
    [...files.keys()].flatMap((path) => {
      const [, folder] = /^([^/]+\.dist-info)\//.exec(path) ?? [];
      return folder ?? [];
    }),
  );
  const [info, ...more] = found;
  if (info === undefined || more.length > 0) {
    throw packageFault(
      identity,
      info === undefined
        ? "has no description: it is no wheel"
        : "has several descriptions",
    );
  }
  const [, name = "", version = ""] = /^(.+)-([^-]+)\.dist-info$/.exec(info) ??
    [];
  if (!isIdentity(identity, name, version)) {
    throw packageFault(identity, `has the description of another one: ${info}`);
  }
  return info;
}

function checkMetadata(
  identity: PackageIdentity,
  bytes: Uint8Array | undefined,
): void {
  if (bytes === undefined) throw packageFault(identity, "has no METADATA");
  // The header ends with an empty line.
  const [header = ""] = new TextDecoder().decode(bytes).split(/\r?\n\r?\n/, 1);
  const field = (key: string): string =>
    new RegExp(`^${key}: *(\\S+)`, "m").exec(header)?.[1] ?? "";
  const [name, version] = [field("Name"), field("Version")];
  if (isIdentity(identity, name, version)) return;
  throw packageFault(
    identity,
    `describes itself as ${JSON.stringify(`${name} ${version}`)}`,
  );
}

function isIdentity(
  identity: PackageIdentity,
  name: string,
  version: string,
): boolean {
  return normalizeName(name) === identity.name &&
    isSameVersion(version.replaceAll("_", "-"), identity.version);
}

/** Where a file goes; nothing for scripts, headers and data of a system. */
function placeOf(path: string): string | undefined {
  const [, kind, rest] = /^[^/]+\.data\/([^/]+)\/(.+)$/.exec(path) ?? [];
  if (kind === undefined) return path;
  return kind === "purelib" || kind === "platlib" ? rest : undefined;
}
