/**
 * The directory in which snapshots are kept: who else can write there, and what killed writers left behind.
 *
 * @module
 */
import { isGranted } from "../host.ts";
import {
  type FileRules,
  InvalidFileError,
  look,
  openRegular,
  ROOT,
} from "../open_file.ts";

/** What is waited for a regular file to open, in milliseconds. */
const OPEN_WITHIN_MS = 5_000;

/** The bits of a mode that let other users write. */
const WRITABLE_BY_OTHERS = 0o022;
const HARM = "who could replace the snapshot from which Python starts";
/** A file that is being written beside its place, and is locked meanwhile. */
const PARTIAL = /\.[\da-f-]{36}\.part$/;
/** The same of versions before locks. */
const UNLOCKED_PARTIAL = /\.[\da-f-]{36}\.tmp$/;
/** No writer takes as long as this, in milliseconds. */
const ABANDONED_AFTER_MS = 600_000;

/**
 * The number of the user that this process runs as.
 *
 * @param directory A directory of which something may be written, where asking the system is not permitted
 * @returns The number; `undefined` if it cannot be determined
 */
export function ownUser(directory: string): number | undefined {
  if (Deno.build.os === "windows") return undefined;
  if (isGranted({ name: "sys", kind: "uid" })) return Deno.uid() ?? undefined;
  if (!isGranted({ name: "write", path: directory })) return undefined;
  // A file belongs to the user who made it.
  const probe = `${directory}/.${crypto.randomUUID()}.part`;
  try {
    using file = Deno.openSync(probe, { write: true, createNew: true });
    Deno.removeSync(probe);
    return file.statSync().uid ?? undefined;
  } catch {
    return undefined;
  }
}

/**
 * Finds out whether other users can replace what is in a directory.
 *
 * @param directory The directory
 * @param user The user that this process runs as
 * @returns What is wrong with the directory and what to do, as a predicate; nothing where all is well, or unknown
 */
export function findIntruders(
  directory: string,
  user: number | undefined,
): string | undefined {
  let info: Deno.FileInfo;
  try {
    info = Deno.statSync(directory);
  } catch {
    return undefined;
  }
  const { uid, mode } = info;
  if (user !== undefined && uid !== user && uid !== ROOT) {
    return `belongs to another user (${uid}), ${HARM}: give it to user ${user}, or set XDG_CACHE_HOME to a directory of your own`;
  }
  const bits = Deno.build.os === "windows" ? 0 : mode ?? 0;
  return (bits & WRITABLE_BY_OTHERS) !== 0
    ? `can be written by other users, ${HARM}: run chmod go-w ${directory}`
    : undefined;
}

/**
 * Removes what writers left half written that were killed, as far as that is permitted. What a writer is at work on
 * stays: it is locked, or young.
 *
 * @param directory The directory
 */
export async function removeAbandoned(directory: string): Promise<void> {
  if (!isGranted({ name: "write", path: directory })) return;
  for (const name of partialFiles(directory)) {
    await removeIfAbandoned(`${directory}/${name}`);
  }
}

function partialFiles(directory: string): readonly string[] {
  try {
    return Array.from(Deno.readDirSync(directory), ({ name }) => name)
      .filter((name) => PARTIAL.test(name) || UNLOCKED_PARTIAL.test(name));
  } catch {
    return [];
  }
}

async function removeIfAbandoned(path: string): Promise<void> {
  try {
    const writtenAt = (await Deno.lstat(path)).mtime?.getTime() ?? Infinity;
    const isOld = Date.now() - writtenAt > ABANDONED_AFTER_MS;
    if (!isOld && !PARTIAL.test(path)) return;
    using file = await openRegular(path, { maxBytes: Infinity });
    // Where there are no locks, the age alone tells.
    if (await file.tryLock().catch(() => isOld)) await Deno.remove(path);
  } catch {
    // Its writer has finished, or somebody else removes it.
  }
}

/**
 * Looks at a file of the directory without opening it.
 *
 * @param path Its path
 * @param rules What it has to be
 * @returns Its size in bytes, or the reason why it cannot be used
 */
export function lookAt(
  path: string,
  rules: FileRules,
): number | "absent" | "invalid" {
  if (!isGranted({ name: "read", path })) return "absent";
  try {
    return look(path, rules).size;
  } catch (error) {
    return error instanceof InvalidFileError ? "invalid" : "absent";
  }
}

/**
 * Reads a file of the directory. Gives up where a pipe takes its place between a look at it and its opening.
 *
 * @param path Its path
 * @param rules What it has to be
 * @returns What it holds
 * @throws {InvalidFileError} If it is something else
 */
export async function readKept(
  path: string,
  rules: FileRules,
): Promise<Uint8Array<ArrayBuffer>> {
  const opening = openRegular(path, rules);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new InvalidFileError("does not open")),
      OPEN_WITHIN_MS,
    );
  });
  try {
    using file = await Promise.race([opening, late]);
    return await file.readAll();
  } finally {
    clearTimeout(timer);
  }
}
