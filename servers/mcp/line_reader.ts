/**
 * Splits bytes into lines.
 *
 * @module
 */
import { concatenate } from "../../core/concatenate.ts";

const NEWLINE = 10;

/** Splits bytes into lines with a maximum length. */
export class LineReader {
  readonly #maxBytes: number;
  #parts: Uint8Array[] = [];
  #bytes = 0;

  /** @param maxBytes The maximum length of a line, in bytes */
  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** Adds bytes, and yields the lines that they complete. A line that is too long is `undefined`. */
  *push(bytes: Uint8Array): Generator<Uint8Array | undefined> {
    let from = 0;
    for (;;) {
      const end = bytes.indexOf(NEWLINE, from);
      if (end < 0) break;
      this.#keep(bytes.subarray(from, end));
      yield this.#line();
      from = end + 1;
    }
    // A copy, because the next read may overwrite the buffer.
    this.#keep(bytes.slice(from));
  }

  #keep(part: Uint8Array): void {
    this.#bytes += part.length;
    if (this.#bytes > this.#maxBytes) this.#parts = [];
    else if (part.length > 0) this.#parts.push(part);
  }

  #line(): Uint8Array | undefined {
    const [parts, bytes] = [this.#parts, this.#bytes];
    this.#parts = [];
    this.#bytes = 0;
    if (bytes > this.#maxBytes) return undefined;
    return concatenate(parts);
  }
}
