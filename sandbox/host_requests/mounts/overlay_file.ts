import type { Allowance } from "./allowance.ts";
import { FileError } from "./file_error.ts";
import type { FileStat, OpenFile } from "./file_tree.ts";

/** A file in memory. Its bytes count while it has a name or is open. */
export class OverlayFile {
  /** Whether it was written to since it was last reported. */
  dirty = true;
  mtimeMs: number = Date.now();
  readonly #allowance: Allowance;
  #bytes = new Uint8Array(0);
  #size = 0;
  #users = 1;

  /** @param allowance What its bytes, and the file itself, are taken from */
  constructor(allowance: Allowance) {
    allowance.takeFile();
    this.#allowance = allowance;
  }

  /** Bytes that it holds. */
  get size(): number {
    return this.#size;
  }

  /** Bytes of memory that it takes. */
  get heldBytes(): number {
    return this.#bytes.byteLength;
  }

  /** What it holds, as it is now. */
  get content(): Uint8Array {
    return this.#bytes.slice(0, this.#size);
  }

  stat(): FileStat {
    return { kind: "file", size: this.#size, mtimeMs: this.mtimeMs };
  }

  read(offset: number, length: number): Uint8Array {
    const end = Math.min(this.#size, offset + length);
    return this.#bytes.slice(Math.min(offset, end), end);
  }

  write(offset: number, data: Uint8Array): void {
    if (data.byteLength === 0) return;
    this.#resize(Math.max(this.#size, offset + data.byteLength));
    this.#bytes.set(data, offset);
    this.#touch();
  }

  truncate(size: number): void {
    this.#resize(size);
    this.#touch();
  }

  /** Opens it. */
  open(): OpenFile {
    this.#users++;
    let open = true;
    return {
      stat: () => Promise.resolve(this.stat()),
      read: (offset, length) => Promise.resolve(this.read(offset, length)),
      write: (offset, data) => settle(() => this.write(offset, data)),
      truncate: (size) => settle(() => this.truncate(size)),
      close: () => {
        if (open) this.release();
        open = false;
      },
    };
  }

  /** One user less; its name is one too. */
  release(): void {
    if (--this.#users > 0) return;
    this.#allowance.give({ bytes: this.#size, files: 1 });
    this.#bytes = new Uint8Array(0);
    this.#size = 0;
  }

  #touch(): void {
    this.mtimeMs = Date.now();
    this.dirty = true;
  }

  #resize(size: number): void {
    if (!Number.isSafeInteger(size)) throw new FileError("EINVAL");
    if (size > this.#size) this.#allowance.takeBytes(size - this.#size);
    else {
      this.#allowance.give({ bytes: this.#size - size });
      this.#bytes.fill(0, size, this.#size);
    }
    if (size > this.#bytes.byteLength) this.#grow(size);
    this.#size = size;
    // What was given back must not be held: many files that were large once would take memory without end.
    if (this.#bytes.byteLength > 2 * size) {
      this.#bytes = this.#bytes.slice(0, size);
    }
  }

  #grow(size: number): void {
    try {
      const grown = new Uint8Array(Math.max(size, 2 * this.#size));
      grown.set(this.#bytes.subarray(0, this.#size));
      this.#bytes = grown;
    } catch {
      this.#allowance.give({ bytes: size - this.#size });
      throw new FileError("ENOSPC");
    }
  }
}

async function settle(operate: () => void): Promise<void> {
  await Promise.resolve();
  operate();
}
