import { networkFailure } from "./refusals.ts";

const BUFFER_BYTES = 65_536;
const LINE_FEED = 10;

/** What bytes are read from. */
export interface ByteSource {
  read(into: Uint8Array): Promise<number | null>;
}

/** Reads lines and bytes. */
export class ByteReader {
  readonly #source: ByteSource;
  #unread: Uint8Array<ArrayBuffer> = new Uint8Array(0);

  constructor(source: ByteSource) {
    this.#source = source;
  }

  /** Some bytes, at most so many; `null` at the end. */
  async some(maxBytes: number): Promise<Uint8Array<ArrayBuffer> | null> {
    if (this.#unread.length === 0 && !await this.#more()) return null;
    const some = this.#unread.subarray(0, maxBytes);
    this.#unread = this.#unread.subarray(some.length);
    return some;
  }

  /**
   * A line without its end, each byte a character.
   *
   * @throws {GuestVisibleError} If it is longer than `maxBytes`, or its end does not come
   */
  async line(maxBytes: number): Promise<string> {
    for (let from = 0;;) {
      const end = this.#unread.indexOf(LINE_FEED, from);
      if ((end < 0 ? this.#unread.length : end) > maxBytes) {
        throw networkFailure("The answer has a line that is too long");
      }
      if (end >= 0) return this.#take(end);
      from = this.#unread.length;
      if (!await this.#more()) {
        throw networkFailure("The answer ended before it was complete");
      }
    }
  }

  #take(end: number): string {
    const line = this.#unread.subarray(0, end);
    this.#unread = this.#unread.subarray(end + 1);
    let text = "";
    for (const byte of line) text += String.fromCharCode(byte);
    return text.replace(/\r$/, "");
  }

  async #more(): Promise<boolean> {
    const buffer = new Uint8Array(BUFFER_BYTES);
    const count = await this.#source.read(buffer);
    if (count === null) return false;
    const fresh = buffer.subarray(0, count);
    if (this.#unread.length === 0) this.#unread = fresh;
    else {
      const joined = new Uint8Array(this.#unread.length + count);
      joined.set(this.#unread);
      joined.set(fresh, this.#unread.length);
      this.#unread = joined;
    }
    return true;
  }
}
