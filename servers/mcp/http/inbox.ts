/**
 * What arrives on a connection: read ahead a little, so that it is noticed at once when the client is gone.
 *
 * @module
 */

/** How much is read ahead, in bytes. */
const MOST_BYTES = 64 * 1024;
const READ_BYTES = 16 * 1024;

/** What bytes arrive on. */
export interface ByteSource {
  /** Reads some bytes; `null` at the end. */
  read(into: Uint8Array): Promise<number | null>;
}

/** The bytes that have arrived on a connection and are not taken yet. */
export class Inbox {
  readonly #source: ByteSource;
  #unread: Uint8Array = new Uint8Array();
  #isOver = false;
  #changed = Promise.withResolvers<void>();
  #taken = Promise.withResolvers<void>();

  /** Begins to read. */
  constructor(source: ByteSource) {
    this.#source = source;
    void this.#fill();
  }

  /** What is there to be taken. */
  get unread(): Uint8Array {
    return this.#unread;
  }

  /** Whether nothing more will come than what is there. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** Whether no more is read until something is taken. */
  get isFull(): boolean {
    return this.#unread.length >= MOST_BYTES;
  }

  /** Settles when more has come, or will never come. */
  get changed(): Promise<void> {
    return this.#changed.promise;
  }

  /** Takes bytes off the beginning. */
  take(count: number): Uint8Array {
    const taken = this.#unread.subarray(0, count);
    this.#unread = this.#unread.subarray(count);
    this.#taken.resolve();
    return taken;
  }

  async #fill(): Promise<void> {
    try {
      for (;;) {
        const buffer = new Uint8Array(READ_BYTES);
        const count = await this.#source.read(buffer);
        if (count === null) break;
        this.#append(buffer.subarray(0, count));
        await this.#room();
      }
    } catch {
      // A connection that is cut is one that has ended.
    }
    this.#isOver = true;
    this.#tell();
  }

  async #room(): Promise<void> {
    while (this.isFull) {
      this.#taken = Promise.withResolvers();
      await this.#taken.promise;
    }
  }

  #append(fresh: Uint8Array): void {
    if (this.#unread.length === 0) this.#unread = fresh;
    else {
      const joined = new Uint8Array(this.#unread.length + fresh.length);
      joined.set(this.#unread);
      joined.set(fresh, this.#unread.length);
      this.#unread = joined;
    }
    this.#tell();
  }

  #tell(): void {
    const { resolve } = this.#changed;
    this.#changed = Promise.withResolvers();
    resolve();
  }
}
