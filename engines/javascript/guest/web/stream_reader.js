// What reads a stream of the web.

/** @import { ReadableStream } from "./streams.js" */

// What the classes have for each other. The names are no symbols that a guest could get by a registry.
export const STATE = Symbol("state");
export const READ = Symbol("read");
export const CANCEL = Symbol("cancel");

export class ReadableStreamDefaultReader {
  /** @type {ReadableStream | undefined} */
  #stream;
  #closed;
  /** @param {ReadableStream} stream */
  constructor(stream) {
    if (stream.locked) {
      throw new TypeError("Invalid state: ReadableStream is locked");
    }
    const at = stream[STATE];
    at.reader = this;
    this.#stream = stream;
    this.#closed = at.closed.promise;
  }
  get closed() {
    return this.#closed;
  }
  read() {
    return this.#stream === undefined
      ? Promise.reject(released())
      : this.#stream[READ]();
  }
  /** @param {unknown} [reason] */
  cancel(reason) {
    return this.#stream === undefined
      ? Promise.reject(released())
      : this.#stream[CANCEL](reason);
  }
  releaseLock() {
    if (this.#stream === undefined) return;
    const at = this.#stream[STATE];
    at.reader = undefined;
    for (const waiting of at.waiting.splice(0)) waiting.reject(released());
    this.#stream = undefined;
  }
}

function released() {
  return new TypeError("Invalid state: The reader is not attached to a stream");
}
