/**
 * The body of an answer: decompressed, capped, and read a little ahead of the guest.
 *
 * @module
 */
import { type Headers, type HttpAnswer, valuesOf } from "./http_exchange.ts";
import { ByteQueue } from "./byte_queue.ts";
import { networkFailure, overLimit } from "./refusals.ts";

/** Compressed bytes that are decompressed at once: however they expand, it is by a thousand at the most. */
const SLICE_BYTES = 2_048;
/** Bytes that are read before the guest asks for them, so that a short answer does not keep its connection. */
const AHEAD_BYTES = 262_144;
/** Bytes that a guest is given at a time. */
const PIECE_BYTES = 524_288;

type Chunks = AsyncIterable<Uint8Array<ArrayBuffer>>;
type Format = "gzip" | "deflate";

const FORMATS: Readonly<Record<string, Format>> = {
  "gzip": "gzip",
  "x-gzip": "gzip",
  "deflate": "deflate",
};

/** What a server may compress with. */
export const ACCEPTED_ENCODINGS = "gzip, deflate";

/** An answer as guests get it. */
interface DecodedAnswer {
  /** Headers without those that are true only of the bytes on the wire. */
  readonly headers: Headers;
  readonly body: Chunks | undefined;
}

/**
 * Undoes the content encoding of an answer and caps what comes of it.
 *
 * @param answer The answer
 * @param maxBytes How many bytes there may be, compressed or not
 * @returns Its headers and body; the body fails where it is longer
 */
export function decodeAnswer(
  { headers, body }: Pick<HttpAnswer, "headers" | "body">,
  maxBytes: number,
): DecodedAnswer {
  const codings = valuesOf(headers, "content-encoding");
  const coding = codings.join().toLowerCase();
  const format = Object.hasOwn(FORMATS, coding) ? FORMATS[coding] : undefined;
  const dropped = ["connection", "keep-alive", "transfer-encoding", "trailer"];
  if (format !== undefined && body !== undefined) {
    dropped.push("content-encoding", "content-length");
  }
  const kept = headers.filter(([name]) => !dropped.includes(name));
  if (body === undefined) return { headers: kept, body };
  const raw = capped(body, maxBytes);
  return {
    headers: kept,
    body: format === undefined
      ? raw
      : capped(decompressed(raw, format), maxBytes),
  };
}

async function* capped(chunks: Chunks, maxBytes: number): Chunks {
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > maxBytes) {
      throw overLimit(`The answer has more than ${maxBytes} bytes`);
    }
    yield chunk;
  }
}

async function* decompressed(chunks: Chunks, format: Format): Chunks {
  try {
    yield* ReadableStream.from(slices(chunks))
      .pipeThrough(new DecompressionStream(format));
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw networkFailure("The answer is not compressed as it says");
  }
}

async function* slices(chunks: Chunks): Chunks {
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += SLICE_BYTES) {
      yield chunk.subarray(at, at + SLICE_BYTES);
    }
  }
}

/** How a body ended: `error` is absent if it was read completely. */
export type BodyEnd = { readonly bytes: number; readonly error?: unknown };

/** A body that is read a little ahead. */
export class BodyBuffer {
  readonly #onEnd: (end: BodyEnd) => void;
  readonly #queue = new ByteQueue();
  #bytes = 0;
  #ended = false;
  #error: unknown;
  #changed = Promise.withResolvers<void>();

  /** @param onEnd Called once, when the body is no longer read */
  constructor(chunks: Chunks, onEnd: (end: BodyEnd) => void) {
    this.#onEnd = onEnd;
    void this.#fill(chunks);
  }

  /** The next bytes, and whether they are the last; waits for some. */
  async take(): Promise<{ bytes: Uint8Array; done: boolean }> {
    while (this.#queue.bytes === 0 && !this.#ended) {
      await this.#changed.promise;
    }
    if (this.#queue.bytes === 0 && this.#error !== undefined) {
      throw this.#error;
    }
    const bytes = this.#queue.take(PIECE_BYTES);
    this.#change();
    const isLast = this.#queue.bytes === 0 && this.#ended;
    return { bytes, done: isLast && this.#error === undefined };
  }

  /** Gives it up. Pending reads reject with the error. */
  fail(error: unknown): void {
    if (!this.#ended) this.#end(error);
  }

  async #fill(chunks: Chunks): Promise<void> {
    try {
      for await (const chunk of chunks) {
        if (this.#ended) return;
        this.#queue.push(chunk);
        this.#bytes += chunk.length;
        this.#change();
        while (this.#queue.bytes >= AHEAD_BYTES && !this.#ended) {
          await this.#changed.promise;
        }
      }
      if (!this.#ended) this.#end(undefined);
    } catch (error) {
      this.fail(error);
    }
  }

  #end(error: unknown): void {
    this.#ended = true;
    this.#error = error;
    this.#change();
    this.#onEnd({
      bytes: this.#bytes,
      ...(error === undefined ? {} : { error }),
    });
  }

  #change(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
  }
}
