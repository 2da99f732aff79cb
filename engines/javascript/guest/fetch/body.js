// The bodies of requests and responses.

import { $TypeError, requestNetwork } from "./network.js";

/**
 * @import { AbortSignal } from "../web/abort.js"
 * @import { Headers } from "./headers.js"
 * @import { ReadableStream } from "../web/streams.js"
 *
 * @typedef {Uint8Array<ArrayBuffer>} Bytes
 *
 * @typedef {Iterable<Bytes> | AsyncIterable<unknown> | ReadableStream | undefined} Pieces
 *
 * @typedef {{ bytes: Bytes, stream?: undefined, type?: string } | { stream: ReadableStream, type?: undefined }} Content What is
 *   sent, and the type that goes with it.
 *
 * @typedef {object} Web The other parts of the web.
 * @property {() => ReturnType<typeof import("../web/blob.js").makeBlobs>} blobs
 * @property {() => { ReadableStream: typeof ReadableStream }} streams
 * @property {() => ReturnType<typeof import("../web/url.js").makeUrl>} url
 */

const { parse } = JSON;
const $ArrayBuffer = ArrayBuffer;
const $Uint8Array = Uint8Array;
const encoder = new TextEncoder();
const decoder = new TextDecoder();
/** @type {Web} */
let web;

/**
 * Says where the other parts of the web are.
 *
 * @param {Web} given
 */
export function bodyWith(given) {
  web = given;
}

/**
 * Turns what may be a body into what is sent and the type that goes with it.
 *
 * @param {unknown} body
 * @returns {Content | undefined}
 */
export function toBody(body) {
  if (body === undefined || body === null) return undefined;
  if (typeof body !== "object") return textContent(body);
  if (body instanceof $ArrayBuffer) {
    return { bytes: new $Uint8Array(body.slice(0)) };
  }
  if ($ArrayBuffer.isView(body)) {
    // A cast, as QuickJS has no shared memory.
    const { buffer, byteOffset, byteLength } =
      /** @type {ArrayBufferView<ArrayBuffer>} */ (body);
    return { bytes: new $Uint8Array(buffer, byteOffset, byteLength).slice() };
  }
  const content = web.blobs().contentOf(body) ?? web.url().contentOf(body);
  if (content !== undefined) return content;
  const { ReadableStream } = web.streams();
  if (body instanceof ReadableStream) {
    if (body.locked) throw new $TypeError("The body is locked by a reader");
    return { stream: body };
  }
  return Symbol.asyncIterator in body
    // A cast, by what was found.
    ? {
      stream: ReadableStream.from(/** @type {AsyncIterable<unknown>} */ (body)),
    }
    : textContent(body);
}

/**
 * @param {unknown} body
 * @returns {Content}
 */
function textContent(body) {
  return {
    bytes: encoder.encode(`${body}`),
    type: "text/plain;charset=UTF-8",
  };
}

/**
 * What a body is read from.
 *
 * @param {Content | undefined} content
 * @returns {Pieces}
 */
export function piecesOf(content) {
  return content === undefined
    ? undefined
    : content.stream ?? given(content.bytes);
}

/**
 * @param {readonly Uint8Array[]} pieces
 * @param {number} length
 */
function join(pieces, length) {
  const joined = new $Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    joined.set(piece, at);
    at += piece.length;
  }
  return joined;
}

/**
 * Bytes that are there already.
 *
 * @param {Bytes} bytes
 */
function* given(bytes) {
  if (bytes.length > 0) yield bytes;
}

/**
 * Bytes that the host hands over piece by piece.
 *
 * @param {number} id
 * @param {AbortSignal | null} signal
 * @returns {AsyncGenerator<Bytes>}
 */
export async function* received(id, signal) {
  let done = false;
  try {
    while (!done) {
      signal?.throwIfAborted();
      const { value, bytes } = await requestNetwork({ op: "read", id });
      // A cast, as the host answers this so.
      ({ done } = /** @type {{ done: boolean }} */ (value));
      if (bytes !== null && bytes.byteLength > 0) {
        yield new $Uint8Array(bytes);
      }
    }
  } catch (error) {
    done = true;
    throw signal?.aborted ? signal.reason : error;
  } finally {
    if (!done) requestNetwork({ op: "close", id });
  }
}

/**
 * Whether pieces may be a stream, which only what comes late is.
 *
 * @param {Pieces} pieces
 */
function isLate(pieces) {
  return pieces !== undefined && !(Symbol.iterator in pieces);
}

/**
 * @param {Pieces} pieces
 * @returns {Iterator<unknown> | AsyncIterator<unknown>}
 */
function iterate(pieces = []) {
  return Symbol.iterator in pieces
    ? pieces[Symbol.iterator]()
    // A cast, as what is no list of pieces comes late.
    : /** @type {AsyncIterable<unknown>} */ (pieces)[Symbol.asyncIterator]();
}

/**
 * Another reader's copy of a body that was not read.
 *
 * @type {(body: Body) => Pieces}
 */
export let copyOf;

export class Body {
  #pieces;
  #used = false;
  /** @type {ReadableStream | undefined} */
  #stream;
  #headers;

  /**
   * @param {Pieces} pieces
   * @param {Headers} headers
   */
  constructor(pieces, headers) {
    this.#pieces = pieces;
    this.#headers = headers;
    const { ReadableStream } = isLate(pieces) ? web.streams() : {};
    if (ReadableStream !== undefined && pieces instanceof ReadableStream) {
      this.#stream = pieces;
    }
  }
  static {
    copyOf = (self) => {
      const { body } = self;
      if (body === null) return undefined;
      if (self.#used || body.locked) {
        throw new $TypeError("Cannot clone a body that was read already");
      }
      const [one, other] = body.tee();
      self.#stream = one;
      return other;
    };
  }
  get headers() {
    return this.#headers;
  }
  get bodyUsed() {
    return this.#used;
  }
  get body() {
    if (this.#pieces === undefined) return null;
    return this.#stream ??= this.#toStream();
  }
  async bytes() {
    /** @type {Uint8Array<ArrayBuffer>[]} */
    const pieces = [];
    let length = 0;
    for await (const piece of this.#take()) {
      if (!(piece instanceof $Uint8Array)) {
        throw new $TypeError(
          `Cannot read the body as the chunks of its stream must be Uint8Array: current value is ${typeof piece}`,
        );
      }
      // A cast, as QuickJS has no shared memory.
      pieces.push(/** @type {Bytes} */ (piece));
      length += piece.length;
    }
    return pieces.length === 1 ? pieces[0] : join(pieces, length);
  }
  async arrayBuffer() {
    const { buffer, byteOffset, byteLength } = await this.bytes();
    return buffer.slice(byteOffset, byteOffset + byteLength);
  }
  async text() {
    return decoder.decode(await this.bytes());
  }
  async json() {
    return parse(await this.text());
  }
  async blob() {
    const type = this.#headers.get("content-type") ?? "";
    return web.blobs().makeBlob(await this.bytes(), type);
  }
  async formData() {
    const type = this.#headers.get("content-type") ?? "";
    const bytes = await this.bytes();
    return web.blobs().readForm(bytes, type, web.url().parseQuery);
  }
  #toStream() {
    /** @type {Iterator<unknown> | AsyncIterator<unknown>} */
    let iterator;
    const use = () => {
      // A copy may have taken its place.
      if (this.#stream === stream) this.#used = true;
    };
    const stream = new (web.streams().ReadableStream)({
      pull: async (controller) => {
        use();
        iterator ??= iterate(this.#pieces);
        const { done, value } = await iterator.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel: async () => {
        use();
        iterator ??= iterate(this.#pieces);
        await iterator.return?.(undefined);
      },
    }, { highWaterMark: 0 });
    return stream;
  }
  /** @returns {AsyncGenerator<unknown>} */
  async *#take() {
    if (this.#used || this.#stream?.locked) {
      throw new $TypeError("The body was read already");
    }
    if (this.#pieces === undefined) return;
    this.#used = true;
    // A cast, as TypeScript does not see that a stream is iterable.
    yield* /** @type {AsyncIterable<unknown>} */ (
      this.#stream ?? this.#pieces
    );
  }
}
