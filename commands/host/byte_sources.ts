/**
 * Reads files and streams by pieces, so that none of them can be too large.
 *
 * @module
 */
import { messageOf } from "../../core/errors.ts";
import type { ByteSource } from "../command.ts";

const NEWLINE = 10;
/** A line longer than this is handed over in parts. */
const LONGEST_PIECE = 65_536;

/**
 * Reads a source to its end, or to one byte past what is wanted.
 *
 * @param source The source; it is closed
 * @param maxBytes Bytes that are wanted at most
 * @returns The bytes; more than `maxBytes` if there were more
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

/** There is a pipe, a device or the like in the place of a file. */
export class NotRegularError extends Error {
  /** @param path Its path */
  constructor(path: string) {
    super(`${path} is no regular file`);
    this.name = "NotRegularError";
  }
}

/** Gives a source line by line, reading no further than it must. */
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
   * @param maxBytes Bytes after which a line is handed over in parts
   * @returns The line with its newline, or the last bytes without one, or `null` at the end
   */
  async line(maxBytes: number): Promise<Uint8Array | null> {
    const kept = await this.#fill(maxBytes);
    return this.#take(kept.indexOf(NEWLINE) + 1);
  }

  /**
   * Reads all lines that are there already, and waits for one if none is.
   *
   * @returns Whole lines, or part of one that is very long, or `null` at the end
   */
  async lines(): Promise<Uint8Array | null> {
    const kept = await this.#fill(LONGEST_PIECE);
    return this.#take(kept.lastIndexOf(NEWLINE) + 1);
  }

  /** Reads until there is a newline, the end, or as much as is wanted. */
  async #fill(most: number): Promise<Uint8Array> {
    const chunks = [this.#kept];
    let bytes = this.#kept.length;
    let found = this.#kept.includes(NEWLINE);
    while (!this.#ended && !found && bytes < most) {
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

  /** Hands over the first bytes, or all of them where there is no newline. */
  #take(count: number): Uint8Array | null {
    const kept = this.#kept;
    if (kept.length === 0) return null;
    const end = count === 0 ? kept.length : count;
    this.#kept = kept.subarray(end);
    // A copy, as a view would take the whole buffer along wherever it is sent.
    return kept.slice(0, end);
  }
}

/**
 * Says why a file could not be read.
 *
 * @param path Its path
 * @param error What was thrown
 * @returns The end of a sentence that starts with "Cannot read …"
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

function concatenate(chunks: readonly Uint8Array[]): Uint8Array {
  const [only] = chunks;
  if (chunks.length === 1 && only !== undefined) return only;
  const whole = new Uint8Array(
    chunks.reduce((sum, chunk) => sum + chunk.length, 0),
  );
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
