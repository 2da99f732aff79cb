const BLOCK_BYTES = 16_384;

/** Bytes that wait, in blocks: a body in chunks of one byte each takes no more room than any other. */
export class ByteQueue {
  #blocks: Uint8Array[] = [];
  /** How much of the last block is used. */
  #used = 0;
  #bytes = 0;

  /** How many bytes there are. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Adds bytes, which are copied. */
  push(bytes: Uint8Array): void {
    this.#bytes += bytes.length;
    for (let at = 0; at < bytes.length;) {
      let last = this.#blocks.at(-1);
      if (last === undefined || this.#used === last.length) {
        last = new Uint8Array(Math.max(BLOCK_BYTES, bytes.length - at));
        this.#blocks.push(last);
        this.#used = 0;
      }
      const part = bytes.subarray(at, at + last.length - this.#used);
      last.set(part, this.#used);
      this.#used += part.length;
      at += part.length;
    }
  }

  /** Takes bytes out, at most so many. */
  take(maxBytes: number): Uint8Array {
    const taken = new Uint8Array(Math.min(this.#bytes, maxBytes));
    for (let at = 0; at < taken.length;) {
      const [first = taken] = this.#blocks;
      const end = this.#blocks.length === 1 ? this.#used : first.length;
      const part = first.subarray(0, Math.min(end, taken.length - at));
      taken.set(part, at);
      at += part.length;
      this.#drop(first, part.length);
    }
    this.#bytes -= taken.length;
    return taken;
  }

  #drop(first: Uint8Array, bytes: number): void {
    if (bytes === first.length) this.#blocks.shift();
    else this.#blocks[0] = first.subarray(bytes);
    if (this.#blocks.length === 0) this.#used = 0;
    else if (this.#blocks.length === 1 && bytes < first.length) {
      this.#used -= bytes;
    }
  }
}
