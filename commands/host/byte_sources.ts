/**
 * Reads files and streams in pieces, with a limit on their size.
 *
 * @module
 */
import { concatenate } from "../../core/concatenate.ts";
import { messageOf } from "../../core/errors.ts";
import type { ByteSource } from "../command.ts";

const NEWLINE = 10;
/** The maximum length of a line, in bytes. A longer line is returned in parts. */
const MAX_LINE_BYTES = 65_536;

/**
 * Reads a source to its end or until the limit is exceeded, and closes it.
 *
 * @param source The source
 * @param maxBytes The limit, in bytes
 * @returns The bytes. They are more than `maxBytes` if the source has more
 */
export async function readAtMost(
  source: ByteSource,
  maxBytes: number,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    while (bytes <= maxBytes) {
      const chunk = await source.read();
      if (chunk === null) break;
      chunks.push(chunk);
      bytes += chunk.length;
    }
  } finally {
    source.close();
  }
  return concatenate(chunks);
}

/** A path is not a regular file, but a pipe, a device or similar. */
export class NotRegularError extends Error {
  /** @param path The path */
  constructor(path: string) {
    super(`${path} is no regular file`);
    this.name = "NotRegularError";
  }
}

/** Reads a source line by line, and no further than needed. */
export class LineSplitter {
  readonly #source: ByteSource;
  #kept: Uint8Array = new Uint8Array();
  #ended = false;

  /** @param source The source */
  constructor(source: ByteSource) {
    this.#source = source;
  }

  /**
   * Reads one line.
   *
   * @param maxBytes The maximum length. A longer line is returned in parts
   * @returns The line with its newline, the last bytes without one, or `null` at the end
   */
  async line(maxBytes: number): Promise<Uint8Array | null> {
    const kept = await this.#fill(maxBytes);
    return this.#take(kept.indexOf(NEWLINE) + 1);
  }

  /**
   * Reads all available lines, and waits for the first one.
   *
   * @returns Whole lines, a part of a very long line, or `null` at the end
   */
  async lines(): Promise<Uint8Array | null> {
    const kept = await this.#fill(MAX_LINE_BYTES);
    return this.#take(kept.lastIndexOf(NEWLINE) + 1);
  }

  /** Reads until a newline, the end, or the limit. */
  async #fill(maxBytes: number): Promise<Uint8Array> {
    const chunks = [this.#kept];
    let bytes = this.#kept.length;
    let found = this.#kept.includes(NEWLINE);
    while (!this.#ended && !found && bytes < maxBytes) {
      const chunk = await this.#source.read();
      if (chunk === null) {
        this.#ended = true;
        break;
      }
      chunks.push(chunk);
      bytes += chunk.length;
      found = chunk.includes(NEWLINE);
    }
    this.#kept = chunks.length === 1 ? this.#kept : concatenate(chunks);
    return this.#kept;
  }

  /** Returns and removes the first bytes, or all bytes if `count` is 0. */
  #take(count: number): Uint8Array | null {
    const kept = this.#kept;
    if (kept.length === 0) return null;
    const end = count === 0 ? kept.length : count;
    this.#kept = kept.subarray(end);
    // A copy, because sending a view to a worker would send its whole buffer.
    return kept.slice(0, end);
  }
}

/**
 * Explains why a file could not be read.
 *
 * @param path The path of the file
 * @param error The error of the read
 * @returns The end of a message that starts with "Cannot read …"
 */
export function describeFileError(path: string, error: unknown): string {
  switch (error instanceof Error ? error.name : "") {
    case "NotFound":
      return "as there is no such file";
    case "IsADirectory":
      return "as it is a directory: a file is expected";
    case "NotRegularError":
      return "as it is no regular file: a file is expected";
    case "PermissionDenied":
      return "as the system does not permit it";
    case "NotCapable":
      return `as Deno was not permitted to: add --allow-read=${path} before the program's name`;
    default:
      return `as reading it failed: ${messageOf(error)}`;
  }
}
