/**
 * The cache of packages. A file has the digest of its contents in its name, which is compared at each use. What is being
 * written is in a folder of its own until it is complete, and only one process writes at a time.
 *
 *     wheels/SHA256-DIGEST.files   the files of the wheel with this SHA-256
 *     sets/DIGEST.files            the files of a set
 *     index/KEY.json               which set a request gets
 *
 * @module
 */
import { isGranted, removeOldest, snapshotDirectory } from "../host.ts";
import {
  findShared,
  lockDirectory,
  type LockedDirectory,
  writeNew,
} from "../locked_directory.ts";
import { InvalidFileError, openRegular, ROOT } from "../open_file.ts";
import { sha256 } from "../sha256.ts";
import { ownUser } from "../snapshot/cache_directory.ts";
import {
  directoryRefused,
  packagesFailure,
  unknownDirectory,
} from "./failures.ts";

/** The folders, with the number of files that are kept in them. */
const KEPT = { wheels: 1_000, sets: 32, index: 256 } as const;
/** A folder of the cache. */
export type CacheFolder = keyof typeof KEPT;
/** The largest file that is read, in bytes. */
const MAX_BYTES = 2 ** 30;

/** The cache, which this process alone changes until it is disposed of. */
export interface LockedCache extends Disposable {
  /** Makes an empty folder that is removed at the end. */
  makeFolder(): Promise<string>;
  /** Writes a file: a reader finds all of it or nothing. */
  write(
    folder: CacheFolder,
    name: string,
    bytes: Uint8Array,
  ): Promise<void>;
  /** Removes the files that were not used for the longest time. */
  prune(): Promise<void>;
}

/**
 * The cache directory.
 *
 * @param given The directory that the caller wants
 * @returns The directory
 * @throws {SandboxError} If it is unknown, may not be used, or can be written by other users
 */
export function cacheDirectory(given: string | undefined): string {
  const base = snapshotDirectory();
  const directory = given ??
    (base === undefined ? undefined : `${base}/packages`);
  if (directory === undefined) throw unknownDirectory();
  if (!isGranted({ name: "read", path: directory })) {
    throw directoryRefused(directory);
  }
  checkOwner(directory);
  return directory;
}

/** Other users could replace packages in a directory that they can write. */
function checkOwner(directory: string): void {
  const folders = [
    directory,
    ...Object.keys(KEPT).map((name) => `${directory}/${name}`),
  ];
  const shared = findShared(folders);
  if (shared !== undefined) {
    throw packagesFailure(
      `${shared} can be written by other users, who could replace packages: run chmod go-w ${shared}`,
    );
  }
  const user = ownUser(directory);
  for (const folder of folders) {
    const owner = ownerOf(folder);
    if (user === undefined || owner === undefined) continue;
    if (owner === user || owner === ROOT) continue;
    throw packagesFailure(
      `${folder} belongs to another user (${owner}), who could replace packages: set XDG_CACHE_HOME to a directory of your own`,
    );
  }
}

function ownerOf(folder: string): number | undefined {
  try {
    return Deno.statSync(folder).uid ?? undefined;
  } catch {
    return undefined;
  }
}

/**
 * Locks the cache, and removes what killed processes left in it.
 *
 * @param directory The directory
 * @param options What happens while another process has the lock
 * @returns The cache
 * @throws {SandboxError} If it may not be written
 */
export async function lockCache(
  directory: string,
  options: {
    readonly signal?: AbortSignal | undefined;
    readonly onWait: () => void;
  },
): Promise<LockedCache> {
  if (!isGranted({ name: "write", path: directory })) {
    throw directoryRefused(directory);
  }
  const locked: LockedDirectory = await lockDirectory(directory, options);
  const folders: string[] = [];
  const makeFolder = async (): Promise<string> => {
    const folder = await locked.makePartial();
    folders.push(folder);
    return folder;
  };
  return {
    makeFolder,
    async write(folder, name, bytes): Promise<void> {
      const partial = `${await makeFolder()}/file`;
      await writeNew(partial, bytes);
      await Deno.mkdir(`${directory}/${folder}`, {
        recursive: true,
        mode: 0o700,
      });
      await Deno.rename(partial, `${directory}/${folder}/${name}`);
    },
    async prune(): Promise<void> {
      for (const [folder, count] of Object.entries(KEPT)) {
        await removeOldest(`${directory}/${folder}`, () => true, count);
      }
    },
    [Symbol.dispose](): void {
      for (const folder of folders) removeAll(folder);
      locked[Symbol.dispose]();
    },
  };
}

function removeAll(folder: string): void {
  try {
    Deno.removeSync(folder, { recursive: true });
  } catch {
    // The next process that locks the cache removes it.
  }
}

/**
 * Reads a file whose name ends with its digest.
 *
 * @param path Its path
 * @param digest The SHA-256 that it has to have
 * @returns What it holds; `undefined` if it is not there, or damaged
 */
export async function readVerified(
  path: string,
  digest: string,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    using file = await openRegular(path, { maxBytes: MAX_BYTES });
    const bytes = await file.readAll();
    return await sha256(bytes) === digest ? bytes : undefined;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    if (error instanceof InvalidFileError) return undefined;
    throw error;
  }
}

/**
 * Notes that a file was used, so that it is not among those that are removed first.
 *
 * @param path Its path
 */
export async function touch(path: string): Promise<void> {
  const now = new Date();
  await Deno.utime(path, now, now).catch(() => {});
}

/**
 * The names in a folder of the cache.
 *
 * @param directory The cache directory
 * @param folder The folder
 * @returns The names; none if there is no such folder
 */
export function listFolder(
  directory: string,
  folder: CacheFolder,
): readonly string[] {
  try {
    return Array.from(
      Deno.readDirSync(`${directory}/${folder}`),
      ({ name }) => name,
    );
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}
