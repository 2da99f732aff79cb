// The bodies of requests and responses.

import { $TypeError, ask } from "./network.js";

/**
 * @import { AbortSignal } from "../web/abort.js"
 *
 * @typedef {Uint8Array<ArrayBuffer>} Bytes
 *
 * @typedef {Iterable<Bytes> | AsyncIterable<Bytes> | undefined} Pieces
 *
 * @typedef {object} Content What is sent.
 * @property {Bytes} bytes
 * @property {string} [type] The type that goes with it.
 */

const { parse } = JSON;
const $ArrayBuffer = ArrayBuffer;
const $Uint8Array = Uint8Array;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * Turns what may be a body into bytes and the type that goes with it.
 *
 * @param {unknown} body
 * @returns {Content | undefined}
 */
export function toBody(body) {
  if (body === undefined || body === null) return undefined;
  if (body instanceof $ArrayBuffer) return { bytes: new $Uint8Array(body) };
  if ($ArrayBuffer.isView(body)) {
    // A cast, as QuickJS has no shared memory.
    const { buffer, byteOffset, byteLength } =
      /** @type {ArrayBufferView<ArrayBuffer>} */ (body);
    return { bytes: new $Uint8Array(buffer, byteOffset, byteLength) };
  }
  return {
    bytes: encoder.encode(`${body}`),
    type: "text/plain;charset=UTF-8",
  };
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
export function* given(bytes) {
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
      const { value, bytes } = await ask({ op: "read", id });
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
    if (!done) ask({ op: "close", id });
  }
}

export class Body {
  #pieces;
  #used = false;

  /** @param {Pieces} pieces */
  constructor(pieces) {
    this.#pieces = pieces;
  }
  get bodyUsed() {
    return this.#used;
  }
  get body() {
    if (this.#pieces === undefined) return null;
    const take = () => this.#take();
    /** @type {AsyncIterator<Uint8Array> | undefined} */
    let iterator;
    return {
      get locked() {
        return iterator !== undefined;
      },
      [Symbol.asyncIterator]: () => take()[Symbol.asyncIterator](),
      async cancel() {
        await take()[Symbol.asyncIterator]().return?.(undefined);
      },
      getReader() {
        const reading = iterator ??= take()[Symbol.asyncIterator]();
        return {
          read: () => reading.next(),
          cancel: async () => void await reading.return?.(),
          releaseLock() {},
        };
      },
    };
  }
  async bytes() {
    /** @type {Uint8Array<ArrayBuffer>[]} */
    const pieces = [];
    let length = 0;
    for await (const piece of this.#take()) {
      pieces.push(piece);
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
  /** @returns {AsyncGenerator<Uint8Array<ArrayBuffer>>} */
  async *#take() {
    if (this.#used) throw new $TypeError("The body was read already");
    this.#used = true;
    if (this.#pieces !== undefined) yield* this.#pieces;
  }
}
