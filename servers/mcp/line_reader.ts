/**
 * Bytes as lines.
 *
 * @module
 */

const NEWLINE = 10;

/** Cuts bytes into lines, of which none is longer than a limit. */
export class LineReader {
  readonly #maxBytes: number;
  #parts: Uint8Array[] = [];
  #bytes = 0;

  /** Makes one for lines of at most so many bytes. */
  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** Takes bytes; gives the lines that they complete, `undefined` for one that is too long. */
  *push(bytes: Uint8Array): Generator<Uint8Array | undefined> {
    let from = 0;
    for (;;) {
      const end = bytes.indexOf(NEWLINE, from);
      if (end < 0) break;
      this.#keep(bytes.subarray(from, end));
      yield this.#line();
      from = end + 1;
    }
    // What was read may be overwritten by the next bytes.
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
    const line = new Uint8Array(bytes);
    let at = 0;
    for (const part of parts) {
      line.set(part, at);
      at += part.length;
    }
    return line;
  }
}
