/**
 * Receives the bytes of a connection. It reads ahead a little, so that the end of the client is noticed at once.
 *
 * @module
 */
import { concatenate } from "../../../core/concatenate.ts";

/** The maximum size of the unread bytes. */
const MAX_UNREAD_BYTES = 64 * 1024;
const READ_BYTES = 16 * 1024;

/** The receiving side of a connection. */
export interface ByteSource {
  /** Reads some bytes. Returns `null` at the end. */
  read(into: Uint8Array): Promise<number | null>;
}

/** The received bytes of a connection that are not taken yet. */
export class Inbox {
  readonly #source: ByteSource;
  #unread: Uint8Array = new Uint8Array();
  #isOver = false;
  #changed = Promise.withResolvers<void>();
  #taken = Promise.withResolvers<void>();

  /** Starts to read. */
  constructor(source: ByteSource) {
    this.#source = source;
    void this.#fill();
  }

  /** The bytes that are not taken yet. */
  get unread(): Uint8Array {
    return this.#unread;
  }

  /** Whether no more bytes will come. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** Whether the inbox is full. It reads more after bytes are taken. */
  get isFull(): boolean {
    return this.#unread.length >= MAX_UNREAD_BYTES;
  }

  /** Resolves when bytes have come, or when the inbox is over. */
  get changed(): Promise<void> {
    return this.#changed.promise;
  }

  /** Takes bytes from the beginning. */
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
      // A broken connection is handled like a closed one.
    }
    this.#isOver = true;
    this.#notify();
  }

  async #room(): Promise<void> {
    while (this.isFull) {
      this.#taken = Promise.withResolvers();
      await this.#taken.promise;
    }
  }

  #append(fresh: Uint8Array): void {
    this.#unread = this.#unread.length === 0
      ? fresh
      : concatenate([this.#unread, fresh]);
    this.#notify();
  }

  #notify(): void {
    const { resolve } = this.#changed;
    this.#changed = Promise.withResolvers();
    resolve();
  }
}
