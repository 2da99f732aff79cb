/**
 * The files of a guest as the host sees them: their names, how they are checked, and what a worker says of them.
 *
 * @module
 */
import { isRecord } from "./record.ts";
import type { Limits } from "./limits.ts";
import { utf8Bytes } from "./value.ts";

/** The directory that a guest works in, and below which the host reads and writes. */
export const WORK = "/work";
/** Bytes of UTF-8 that a path may have. */
export const MAX_PATH_BYTES = 4096;
/** Bytes of UTF-8 that each name in a path may have. */
export const MAX_NAME_BYTES = 255;
/** Bytes of a file's content that cross at once. */
export const PIECE_BYTES = 512 * 1024;

/** What files are made of: text, as UTF-8, or bytes. */
export type FileContent = string | Uint8Array;

/** A file of a guest. */
export interface FileEntry {
  /** Its path below `/work`, with `/` between names; newlines and other control characters may be part of it. */
  readonly path: string;
  /** Its size in bytes. */
  readonly bytes: number;
}

/** A file that a run made or changed. */
export interface RunFile extends FileEntry {
  /** What it holds, where the run was told to `returnFiles` and all of them together fit into `fileBytes`. */
  readonly content?: Uint8Array;
}

/** A file on its way into a guest. */
export interface InputFile {
  readonly path: string;
  readonly content: Uint8Array;
}

/**
 * Checks a path that the host's program names.
 *
 * @param path A path relative to `/work`, or below it
 * @returns The same path, relative to `/work`, without `.` and `..`
 * @throws {TypeError} If it is no path of something below `/work`
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(toGuestPath("/work/a/../b.txt"), "b.txt");
 * ```
 */
export function toGuestPath(path: unknown): string {
  const rule = brokenRule(path);
  if (rule !== undefined || typeof path !== "string") {
    throw refusal(path, rule ?? "");
  }
  const isAbsolute = path.startsWith("/");
  if (isAbsolute && path !== WORK && !path.startsWith(`${WORK}/`)) {
    throw refusal(path, `be relative or below ${WORK}`);
  }
  const names: string[] = [];
  for (const name of (isAbsolute ? path.slice(WORK.length) : path).split("/")) {
    if (name === "" || name === ".") continue;
    if (name !== "..") names.push(name);
    else if (names.pop() === undefined) {
      throw refusal(path, `not leave ${WORK}`);
    }
  }
  if (names.length === 0) throw refusal(path, `name something below ${WORK}`);
  if (names.some((name) => utf8Bytes(name) > MAX_NAME_BYTES)) {
    throw refusal(path, `have names of at most ${MAX_NAME_BYTES} bytes`);
  }
  return names.join("/");
}

/** Devices in every directory of Windows, with whatever extension. */
const DEVICE_OF_WINDOWS =
  /^(?:con|prn|aux|nul|conin\$|conout\$|clock\$|com[0-9¹²³]|lpt[0-9¹²³])\s*(?:\.|$)/i;

/**
 * Whether Windows reads a name as something else than one file: separators, streams (`a:b`), wildcards, devices, short
 * names (`PROGRA~1`), and endings that it drops. In a guest's own files such a name is one like any other.
 *
 * @param name A name, without directories
 * @returns Whether it may not be used there
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * assert(isSpecialOnWindows("con.txt") && isSpecialOnWindows("a."));
 * assert(!isSpecialOnWindows("console.txt"));
 * ```
 */
export function isSpecialOnWindows(name: string): boolean {
  return /[\\/:*?"<>|\p{Cc}]/u.test(name) || /[. ]$/.test(name) ||
    /~\d/.test(name) || DEVICE_OF_WINDOWS.test(name);
}

function brokenRule(path: unknown): string | undefined {
  if (typeof path !== "string") return "be a string";
  if (path === "") return "not be empty";
  if (path.includes("\0")) return "have no NUL";
  if (!path.isWellFormed()) return "have no lone surrogate";
  return utf8Bytes(path) > MAX_PATH_BYTES
    ? `have at most ${MAX_PATH_BYTES} bytes`
    : undefined;
}

function refusal(path: unknown, rule: string): TypeError {
  const shown = typeof path === "string"
    ? JSON.stringify(path.length > 80 ? `${path.slice(0, 80)}…` : path)
    : String(path);
  return new TypeError(
    `Cannot use path as it must ${rule}: current value is ${shown}`,
  );
}

/**
 * Checks what shall be a file's content.
 *
 * @param path The file's path, for the message
 * @param content Text or bytes
 * @returns The bytes
 * @throws {TypeError} If it is neither
 */
export function toContent(path: string, content: unknown): Uint8Array {
  if (typeof content === "string") return new TextEncoder().encode(content);
  if (content instanceof Uint8Array) return content;
  throw new TypeError(
    `Cannot write ${
      JSON.stringify(path)
    } as its content must be a string or a Uint8Array: current value is of type ${typeof content}`,
  );
}

/**
 * Checks the files that a sandbox shall start with.
 *
 * @param files Contents by path
 * @param limits How much there may be
 * @returns The files
 * @throws {TypeError} If a path or a content is of the wrong type, or two paths are the same
 * @throws {RangeError} If there is more than the limits allow
 */
export function resolveFiles(
  files: unknown,
  { fileBytes, maxFiles }: Pick<Limits, "fileBytes" | "maxFiles">,
): readonly InputFile[] {
  if (files === undefined) return [];
  if (!isRecord(files)) {
    throw new TypeError(
      `Cannot set files as it must be an object of contents by path: current value is ${files}`,
    );
  }
  const found = new Map<string, InputFile>();
  let bytes = 0;
  for (const [key, value] of Object.entries(files)) {
    const path = toGuestPath(key);
    if (found.has(path)) {
      throw new TypeError(
        `Cannot set files as each must have a path of its own: ${
          JSON.stringify(path)
        } is there twice`,
      );
    }
    const content = toContent(path, value);
    bytes += content.byteLength;
    found.set(path, { path, content });
  }
  checkRoom("files", { bytes, limit: fileBytes, name: "fileBytes" });
  checkRoom("files", { bytes: found.size, limit: maxFiles, name: "maxFiles" });
  return [...found.values()];
}

function checkRoom(
  what: string,
  { bytes, limit, name }: { bytes: number; limit: number; name: string },
): void {
  if (bytes <= limit) return;
  throw new RangeError(
    `Cannot set ${what} as they must keep to ${name}, which is ${limit}: current value is ${bytes}`,
  );
}

/**
 * Reads what a worker lists. It may be forged: what is no file below `/work` is left out.
 *
 * @param listed What came
 * @param into The files found so far, to which it is added
 * @param maxFiles How many there may be
 */
export function collectEntries(
  listed: unknown,
  into: Map<string, FileEntry>,
  maxFiles: number,
): void {
  if (!Array.isArray(listed)) return;
  for (const item of listed) {
    if (into.size >= maxFiles) return;
    if (!Array.isArray(item)) continue;
    const [path, bytes]: unknown[] = item;
    if (!isNormal(path) || into.has(path) || !isSize(bytes)) continue;
    into.set(path, { path, bytes });
  }
}

/** Whether a path is already what {@linkcode toGuestPath} would make of it. */
function isNormal(path: unknown): path is string {
  try {
    return toGuestPath(path) === path;
  } catch {
    return false;
  }
}

function isSize(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

/**
 * Sorts files by path, as code units go.
 *
 * @param entries The files
 * @returns The same files in order
 */
export function sortEntries<E extends FileEntry>(
  entries: Iterable<E>,
): readonly E[] {
  return [...entries].sort((a, b) =>
    a.path < b.path ? -1 : a.path > b.path ? 1 : 0
  );
}
