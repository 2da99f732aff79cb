/**
 * What a host's program can do with the files of a sandbox.
 *
 * @module
 */
import type { FileContent, FileEntry } from "../core/files.ts";

/** The files of a sandbox below `/work`, for the host's program, while nothing runs in the sandbox. */
export interface SandboxFiles {
  /**
   * Reads a file.
   *
   * @param path Its path, relative to `/work` or below it
   * @returns Its content
   * @throws {SandboxError} `FILE_NOT_FOUND`, `FILE_REFUSED` (a directory, say), `SANDBOX_BUSY`, `SANDBOX_CLOSED`
   * @throws {TypeError} If the path names nothing below `/work`
   */
  read(path: string): Promise<Uint8Array>;
  /**
   * Reads a file as text; bytes that are not UTF-8 come as U+FFFD.
   *
   * @param path Its path, as for `read`
   * @returns Its content
   */
  readText(path: string): Promise<string>;
  /**
   * Writes a file, in place of what it held; directories are made as needed.
   *
   * @param path Its path, as for `read`
   * @param content Text or bytes
   * @throws {SandboxError} `FILE_REFUSED` (no room, a directory in its place), `SANDBOX_BUSY`, `SANDBOX_CLOSED`
   */
  write(path: string, content: FileContent): Promise<void>;
  /**
   * Lists files, those in directories included.
   *
   * @param path A directory, or a file; `/work` itself where it is absent
   * @returns The files, sorted by path
   */
  list(path?: string): Promise<readonly FileEntry[]>;
  /**
   * Removes a file, or a directory with all that is in it.
   *
   * @param path Its path, as for `read`
   */
  remove(path: string): Promise<void>;
}
