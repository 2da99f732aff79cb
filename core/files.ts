/**
 * The files of a guest, as the host uses them: their types, checks of paths and contents, and the parser of a worker's
 * file lists.
 *
 * @module
 */
import {
  MAX_NAME_BYTES,
  MAX_PATH_BYTES,
} from "../engines/worker/shared_values.js";
import { isRecord } from "./record.ts";
import type { Limits } from "./limits.ts";
import { utf8Bytes } from "./utf8_bytes.ts";

/** The working directory of a guest. The host reads and writes files below it. */
export const WORK = "/work";
/** The bytes of a file's content in one guest file request or response. */
export const PIECE_BYTES = 512 * 1024;

/** The content of a file: text, written as UTF-8, or bytes. */
export type FileContent = string | Uint8Array;

/** A file of a guest. */
export interface FileEntry {
  /** The path below `/work`, with `/` between names. It may contain newlines and other control characters. */
  readonly path: string;
  /** The size in bytes. */
  readonly bytes: number;
}

/** A file that a run made or changed. */
export interface RunFile extends FileEntry {
  /** The content, if the run has `returnFiles` and all contents together are within `fileBytes`. */
  readonly content?: Uint8Array;
}

/** A file that a guest starts with. */
export interface InputFile {
  readonly path: string;
  readonly content: Uint8Array;
}

/**
 * Checks a path that the host gives.
 *
 * @param path A path relative to `/work`, or below it
 * @returns The same path, relative to `/work`, without `.` and `..`
 * @throws {TypeError} If the path does not name something below `/work`
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
    throw invalidPath(path, rule ?? "");
  }
  const isAbsolute = path.startsWith("/");
  if (isAbsolute && path !== WORK && !path.startsWith(`${WORK}/`)) {
    throw invalidPath(path, `be relative or below ${WORK}`);
  }
  const names: string[] = [];
  for (const name of (isAbsolute ? path.slice(WORK.length) : path).split("/")) {
    if (name === "" || name === ".") continue;
    if (name !== "..") names.push(name);
    else if (names.pop() === undefined) {
      throw invalidPath(path, `not leave ${WORK}`);
    }
  }
  if (names.length === 0) {
    throw invalidPath(path, `name something below ${WORK}`);
  }
  if (names.some((name) => utf8Bytes(name) > MAX_NAME_BYTES)) {
    throw invalidPath(path, `have names of at most ${MAX_NAME_BYTES} bytes`);
  }
  return names.join("/");
}

/** Device names, which Windows has in every directory and with any extension. */
const DEVICE_OF_WINDOWS =
  /^(?:con|prn|aux|nul|conin\$|conout\$|clock\$|com[0-9¹²³]|lpt[0-9¹²³])\s*(?:\.|$)/i;

/**
 * Returns whether Windows interprets a name as something other than one file: separators, streams (`a:b`), wildcards,
 * devices, short names (`PROGRA~1`), and endings that it drops. In a guest's own files such names are ordinary.
 *
 * @param name A name, without directories
 * @returns Whether the name must not be used on Windows
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

function invalidPath(path: unknown, rule: string): TypeError {
  const quoted = typeof path === "string"
    ? JSON.stringify(path.length > 80 ? `${path.slice(0, 80)}…` : path)
    : String(path);
  return new TypeError(
    `Cannot use path as it must ${rule}: current value is ${quoted}`,
  );
}

/**
 * Converts the content of a file to bytes.
 *
 * @param path The file's path, for the message
 * @param content Text or bytes
 * @returns The bytes
 * @throws {TypeError} If the content is neither a string nor a `Uint8Array`
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
 * Checks the files that a sandbox starts with.
 *
 * @param files Contents by path
 * @param limits The limits of the sandbox
 * @returns The files
 * @throws {TypeError} If a path or content has the wrong type, or two paths are the same
 * @throws {RangeError} If the files exceed a limit
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
        `Cannot set files as their paths must differ: current value has ${
          JSON.stringify(path)
        } twice`,
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
 * Parses a worker's list of files. The list may be forged; entries that are not files below `/work` are left out.
 *
 * @param listed The list, which may be anything
 * @param into The files so far; the function adds to it
 * @param maxFiles The most files that `into` may have
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

/** Whether {@linkcode toGuestPath} returns the path unchanged. */
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
 * Sorts files by path, by UTF-16 code units.
 *
 * @param entries The files
 * @returns The files in order
 */
export function sortEntries<E extends FileEntry>(
  entries: Iterable<E>,
): readonly E[] {
  return [...entries].sort((a, b) =>
    a.path < b.path ? -1 : a.path > b.path ? 1 : 0
  );
}
