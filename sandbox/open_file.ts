/**
 * Opens a file in a place where other users may have put something else: a pipe, a device, a link, a file of theirs.
 * Later reads use the open file, even if its name refers to another file by then.
 *
 * @module
 */

import { messageOf } from "../core/errors.ts";

/** How often a file is looked at again that was replaced while it was opened. */
const MAX_REPLACED = 3;
/** The bit of a file's mode that lets every user write it. */
const WRITABLE_BY_ALL = 0o002;
/** The user who may do everything anyway. */
export const ROOT = 0;

/** What a file has to be, beside regular. */
export interface FileRules {
  /** The bytes that it may have at the most. */
  readonly maxBytes: number;
  /** The user, by number, whom it has to belong to, if not to root; absent where users have no numbers. */
  readonly owner?: number | undefined;
}

/** A file, on a disk or in memory. */
export interface Readable {
  /** The size of the file in bytes. */
  readonly size: number;
  /** Reads a part of the file. The bytes are valid until the next call. */
  read(
    at: number,
    bytes: number,
  ): Uint8Array<ArrayBuffer> | Promise<Uint8Array<ArrayBuffer>>;
}

/** A regular file that is open for reading. */
interface OpenFile extends Readable, Disposable {
  /** Reads all of it. */
  readAll(): Promise<Uint8Array<ArrayBuffer>>;
  /** Locks it until it is closed, unless somebody else has locked it; says whether it did. */
  tryLock(): Promise<boolean>;
}

/** A file is not what it has to be; the message is a predicate, as "is no regular file". */
export class InvalidFileError extends Error {}

/**
 * Opens a regular file.
 *
 * @param path Its path; a link is refused, also one to a regular file
 * @param rules What else it has to be
 * @returns The file
 * @throws {InvalidFileError} If it is something else
 * @throws {Error} If it does not exist or cannot be opened
 */
export async function openRegular(
  path: string,
  rules: FileRules,
): Promise<OpenFile> {
  for (let replaced = 0; replaced < MAX_REPLACED; replaced++) {
    // First, as opening a pipe waits for its other end, and some devices do more than that.
    const seen = look(path, rules);
    const file = await Deno.open(path);
    const info = file.statSync();
    const fault = faultOf(info, rules);
    const isSame = info.dev === seen.dev && info.ino === seen.ino;
    if (fault === undefined && isSame) return toOpenFile(file, info.size);
    file.close();
    if (fault !== undefined) throw new InvalidFileError(fault);
  }
  throw new InvalidFileError("is replaced again and again");
}

/** A file whose contents are known. */
export interface KnownFile {
  readonly path: string;
  /** The SHA-256 of the file, in hexadecimal digits. */
  readonly sha256: string;
  /** The size of the file in bytes. */
  readonly bytes: number;
}

/**
 * Reads a file whose contents are known, and verifies them.
 *
 * @param file The file
 * @returns What it holds
 * @throws {InvalidFileError} If it holds something else, is no regular file, or cannot be read
 */
export async function readKnown(
  { path, sha256, bytes }: KnownFile,
): Promise<Uint8Array<ArrayBuffer>> {
  try {
    using file = await openRegular(path, { maxBytes: Infinity });
    // A file of another size is not read.
    const whole = file.size === bytes ? await file.readAll() : undefined;
    if (whole !== undefined && await hexDigest(whole) === sha256) return whole;
  } catch (error) {
    if (error instanceof InvalidFileError) throw error;
    throw new InvalidFileError(`cannot be read (${messageOf(error)})`);
  }
  throw new InvalidFileError("is damaged");
}

async function hexDigest(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", bytes);
  return new Uint8Array(digest).toHex();
}

/**
 * Looks at a file without opening it.
 *
 * @param path Its path
 * @param rules What it has to be
 * @returns What is known of it
 * @throws {InvalidFileError} If it is something else
 * @throws {Error} If it does not exist
 */
export function look(path: string, rules: FileRules): Deno.FileInfo {
  const info = Deno.lstatSync(path);
  const fault = faultOf(info, rules);
  if (fault !== undefined) throw new InvalidFileError(fault);
  return info;
}

function faultOf(
  { isFile, size, uid, mode }: Deno.FileInfo,
  { maxBytes, owner }: FileRules,
): string | undefined {
  if (!isFile) return "is no regular file";
  if (owner !== undefined && uid !== owner && uid !== ROOT) {
    return `belongs to another user (${uid})`;
  }
  if (owner !== undefined && ((mode ?? 0) & WRITABLE_BY_ALL) !== 0) {
    return "can be written by every user";
  }
  return size > maxBytes
    ? `has more than ${maxBytes / 2 ** 20} MiB`
    : undefined;
}

function toOpenFile(file: Deno.FsFile, size: number): OpenFile {
  const fill = async (buffer: Uint8Array): Promise<void> => {
    for (let have = 0; have < buffer.length;) {
      const read = await file.read(buffer.subarray(have));
      if (read === null) throw new Error("it ends early");
      have += read;
    }
  };
  let piece = new Uint8Array(0);
  return {
    size,
    async readAll(): Promise<Uint8Array<ArrayBuffer>> {
      const whole = new Uint8Array(size);
      file.seekSync(0, Deno.SeekMode.Start);
      await fill(whole);
      return whole;
    },
    async read(at: number, bytes: number): Promise<Uint8Array<ArrayBuffer>> {
      if (bytes > piece.length) piece = new Uint8Array(bytes);
      await file.seek(at, Deno.SeekMode.Start);
      const wanted = piece.subarray(0, bytes);
      await fill(wanted);
      return wanted;
    },
    tryLock: () => file.tryLock(true),
    [Symbol.dispose]: () => file.close(),
  };
}
