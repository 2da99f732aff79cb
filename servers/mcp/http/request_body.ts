import type { Inbox } from "./inbox.ts";
import type { Head } from "./parse_head.ts";

/** The maximum length of the line before a chunk, in bytes. */
const MAX_LINE_BYTES = 1_024;

/** The body of a request. It is received on demand. */
export class RequestBody {
  readonly #inbox: Inbox;
  readonly #onRead: () => Promise<void>;
  #left: number;
  readonly #isChunked: boolean;
  #isOver: boolean;

  /**
   * Creates a body.
   *
   * @param inbox The received bytes of the connection
   * @param head The head of the request
   * @param onRead Called before the first wait for bytes
   */
  constructor(
    inbox: Inbox,
    { length }: Pick<Head, "length">,
    onRead: () => Promise<void>,
  ) {
    this.#inbox = inbox;
    this.#onRead = onRead;
    this.#isChunked = length === "chunked";
    this.#left = length === "chunked" ? 0 : length;
    this.#isOver = length === 0;
  }

  /** Whether the whole body was read, so that the next bytes are another request. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** Returns the body as a stream, which the reader may abandon. */
  stream(): ReadableStream<Uint8Array<ArrayBuffer>> {
    let isFirst = true;
    return new ReadableStream({
      pull: async (controller): Promise<void> => {
        if (isFirst && this.#inbox.unread.length === 0) await this.#onRead();
        isFirst = false;
        const piece = await this.#next();
        if (piece === undefined) controller.close();
        else controller.enqueue(new Uint8Array(piece));
      },
    }, { highWaterMark: 0 });
  }

  async #next(): Promise<Uint8Array | undefined> {
    if (this.#isOver) return undefined;
    if (this.#left === 0) await this.#beginChunk();
    if (this.#isOver) return undefined;
    await this.#await(1);
    const piece = this.#inbox.take(this.#left);
    this.#left -= piece.length;
    if (this.#left === 0) await this.#endPiece();
    return piece;
  }

  async #beginChunk(): Promise<void> {
    const line = await this.#line();
    const [, digits] = /^([\da-f]{1,8})(?:[\t ]*;.*)?$/i.exec(line) ?? [];
    if (digits === undefined) throw new Error("A chunk has no length");
    this.#left = parseInt(digits, 16);
    if (this.#left > 0) return;
    // Trailers are ignored.
    while (await this.#line() !== "");
    this.#isOver = true;
  }

  async #endPiece(): Promise<void> {
    if (!this.#isChunked) this.#isOver = true;
    else if (await this.#line() !== "") throw new Error("A chunk is too long");
  }

  async #line(): Promise<string> {
    for (;;) {
      const { unread } = this.#inbox;
      const end = unread.indexOf(10);
      if ((end < 0 ? unread.length : end) > MAX_LINE_BYTES) {
        throw new Error("A line is too long");
      }
      if (end < 0) await this.#await(unread.length + 1);
      else {
        const line = String.fromCharCode(...this.#inbox.take(end + 1));
        if (line.endsWith("\r\n")) return line.slice(0, -2);
        throw new Error("A line has no end");
      }
    }
  }

  /** Waits for a number of bytes. */
  async #await(count: number): Promise<void> {
    const inbox = this.#inbox;
    while (inbox.unread.length < count) {
      if (inbox.isOver) throw new Error("The body broke off");
      await inbox.changed;
    }
  }
}
