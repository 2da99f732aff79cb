/**
 * The directory of an engine's installations. What is being written has a name of its own until it is complete, and only one
 * process writes at a time, so that a reader finds all of an installation or nothing.
 *
 * @module
 */
import { writeAll } from "./host.ts";

/** What is being written, or being removed. */
const PARTIAL = /^\.[\da-f-]{36}\.part$/;
/** Locked while somebody writes. It stays. */
const LOCK = ".lock";
/** How often a lock is tried that another process has, in milliseconds. */
const LOCK_INTERVAL_MS = 200;
/** The bits of a mode that let other users write. */
const WRITABLE_BY_OTHERS = 0o022;
/** Where there are no locks, what is older than this was abandoned, in milliseconds. */
const ABANDONED_AFTER_MS = 86_400_000;

/** Options of {@linkcode lockDirectory}. */
export interface LockOptions {
  /** Ends waiting for another process. */
  readonly signal?: AbortSignal | undefined;
  /** Called once if another process has the lock. */
  readonly onWait: () => void;
}

/** A directory that this process alone changes, until it is disposed of. */
export interface LockedDirectory extends Disposable {
  /** Makes an empty folder for what is being written. */
  makePartial(): Promise<string>;
  /** Gives a complete folder its name, in place of another folder. */
  complete(partial: string, name: string): Promise<void>;
  /** Removes a folder by its name: at once for readers. Says whether there was one. */
  remove(name: string): Promise<boolean>;
  /** The names of the installations. */
  list(): readonly string[];
  /** Removes the directory if nothing is in it. */
  removeIfEmpty(): Promise<void>;
}

/**
 * Locks a directory, and removes what killed processes left in it.
 *
 * @param directory The directory; it is made as needed, for this user alone
 * @param options What happens while another process has the lock
 * @returns The directory
 */
export async function lockDirectory(
  directory: string,
  { signal, onWait }: LockOptions,
): Promise<LockedDirectory> {
  const file = await openLock(directory, { signal, onWait });
  const partial = (): string => `${directory}/.${crypto.randomUUID()}.part`;
  const remove = async (name: string): Promise<boolean> => {
    const gone = partial();
    try {
      await Deno.rename(`${directory}/${name}`, gone);
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return false;
      throw error;
    }
    await Deno.remove(gone, { recursive: true });
    return true;
  };
  return {
    async makePartial(): Promise<string> {
      const path = partial();
      await Deno.mkdir(path, { mode: 0o700 });
      return path;
    },
    async complete(path, name): Promise<void> {
      // The one that it replaces is damaged, as otherwise there would be nothing to do.
      await remove(name);
      await Deno.rename(path, `${directory}/${name}`);
    },
    remove,
    list: () => installations(directory),
    async removeIfEmpty(): Promise<void> {
      const entries = await Array.fromAsync(Deno.readDir(directory));
      if (entries.length > 1) return;
      // Another process may be about to lock it, or Windows may not remove open files.
      await Deno.remove(`${directory}/${LOCK}`).catch(() => {});
      await Deno.remove(directory).catch(() => {});
    },
    [Symbol.dispose]: () => file.close(),
  };
}

/**
 * The names of the installations in a directory.
 *
 * @param directory The directory
 * @returns The names; empty where there is no such directory
 */
export function installations(directory: string): readonly string[] {
  try {
    return [...Deno.readDirSync(directory)]
      .filter(({ name, isDirectory }) => isDirectory && !name.startsWith("."))
      .map(({ name }) => name)
      .sort();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}

/**
 * Finds a directory that other users can write.
 *
 * @param paths Directories, of which some may not exist
 * @returns The first of them that others can write, if there is one
 */
export function findShared(paths: readonly string[]): string | undefined {
  if (Deno.build.os === "windows") return undefined;
  return paths.find((path) => {
    try {
      return ((Deno.statSync(path).mode ?? 0) & WRITABLE_BY_OTHERS) !== 0;
    } catch {
      return false;
    }
  });
}

/**
 * Writes a new file, to the disk and not only to the system's memory.
 *
 * @param path Its path; folders are made as needed
 * @param bytes What it holds
 */
export async function writeNew(path: string, bytes: Uint8Array): Promise<void> {
  const folder = path.slice(0, path.lastIndexOf("/"));
  await Deno.mkdir(folder, { recursive: true, mode: 0o700 });
  const options = { write: true, createNew: true, mode: 0o600 };
  using file = await Deno.open(path, options);
  await writeAll(file, bytes);
  await file.sync();
}

/** Removes a folder and all that is in it, as far as that works. */
export async function removeFolder(path: string): Promise<void> {
  await Deno.remove(path, { recursive: true }).catch(() => {});
}

/** Makes the directory, locks it, and removes what was abandoned in it. */
async function openLock(
  directory: string,
  options: LockOptions,
): Promise<Deno.FsFile> {
  const path = `${directory}/${LOCK}`;
  for (;;) {
    await Deno.mkdir(directory, { recursive: true, mode: 0o700 });
    const file = await Deno.open(path, {
      write: true,
      create: true,
      mode: 0o600,
    });
    try {
      const isLocked = await lock(file, options);
      // Somebody may have removed the directory before it was locked.
      const { ino } = await Deno.lstat(path);
      if (ino === file.statSync().ino) {
        await removeAbandoned(directory, isLocked);
        return file;
      }
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) {
        file.close();
        throw error;
      }
    }
    file.close();
  }
}

/** Locks a file. Returns whether it did; some file systems have no locks. */
async function lock(
  file: Deno.FsFile,
  { signal, onWait }: LockOptions,
): Promise<boolean> {
  for (let tries = 0;; tries++) {
    signal?.throwIfAborted();
    try {
      if (await file.tryLock(true)) return true;
    } catch {
      return false;
    }
    if (tries === 0) onWait();
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, LOCK_INTERVAL_MS);
    signal?.addEventListener("abort", () => resolve(), { once: true });
    await promise;
    clearTimeout(timer);
  }
}

async function removeAbandoned(
  directory: string,
  isLocked: boolean,
): Promise<void> {
  for (const { name } of await Array.fromAsync(Deno.readDir(directory))) {
    if (!PARTIAL.test(name)) continue;
    const path = `${directory}/${name}`;
    const isOld = async (): Promise<boolean> => {
      const { mtime } = await Deno.stat(path);
      return Date.now() - (mtime?.getTime() ?? 0) > ABANDONED_AFTER_MS;
    };
    if (isLocked || await isOld().catch(() => false)) await removeFolder(path);
  }
}
