// Streams that are written to.

/**
 * @import { QueuingStrategy } from "./stream_state.d.ts"
 *
 * @typedef {{ error(error?: unknown): void }} WritableController
 *
 * @typedef {object} Sink
 * @property {(controller: WritableController) => unknown} [start]
 * @property {(chunk: unknown, controller: WritableController) => unknown} [write]
 * @property {() => unknown} [close]
 * @property {(reason: unknown) => unknown} [abort]
 */

const WRITABLE = Symbol("writable");

/**
 * What a writable stream is at a time.
 *
 * @typedef {object} Writable
 * @property {"writable" | "closing" | "closed" | "errored"} state
 * @property {unknown} error
 * @property {number} queued The size of what waits to be written.
 * @property {Promise<unknown>} last What is written last.
 * @property {PromiseWithResolvers<undefined>} closed
 * @property {PromiseWithResolvers<undefined>} ready
 * @property {object | undefined} writer
 */

/** @returns {PromiseWithResolvers<undefined>} */
function quietDeferred() {
  /** @type {PromiseWithResolvers<undefined>} */
  const deferred = Promise.withResolvers();
  deferred.promise.catch(() => {});
  return deferred;
}

export class WritableStream {
  /** @type {Sink} */
  #sink;
  #highWaterMark;
  #sizeOf;
  /** @type {Writable} */
  #at = {
    state: "writable",
    error: undefined,
    queued: 0,
    last: Promise.resolve(),
    closed: quietDeferred(),
    ready: quietDeferred(),
    writer: undefined,
  };
  /** @type {WritableController} */
  #controller = { error: (error) => this.#fail(error) };
  /**
   * @param {Sink} [sink]
   * @param {QueuingStrategy} [strategy]
   */
  constructor(sink = {}, strategy = {}) {
    this.#sink = sink ?? {};
    this.#highWaterMark = Number(strategy.highWaterMark ?? 1);
    this.#sizeOf = strategy.size ?? (() => 1);
    this.#at.ready.resolve(undefined);
    this.#at.last = Promise.resolve(this.#sink.start?.(this.#controller));
    this.#at.last.catch((error) => this.#fail(error));
  }
  get locked() {
    return this.#at.writer !== undefined;
  }
  getWriter() {
    return new WritableStreamDefaultWriter(this);
  }
  /** @param {unknown} [reason] */
  abort(reason) {
    return this.locked
      ? Promise.reject(new TypeError("The stream is locked"))
      : this[WRITABLE].abort(reason);
  }
  close() {
    return this.locked
      ? Promise.reject(new TypeError("The stream is locked"))
      : this[WRITABLE].close();
  }
  // For the writer.
  get [WRITABLE]() {
    return {
      at: this.#at,
      desiredSize: () =>
        this.#at.state === "errored"
          ? null
          : this.#at.state === "closed"
          ? 0
          : this.#highWaterMark - this.#at.queued,
      write: (/** @type {unknown} */ chunk) => this.#write(chunk),
      close: () => this.#close(),
      abort: (/** @type {unknown} */ reason) => this.#abort(reason),
    };
  }
  /** @param {unknown} chunk */
  #write(chunk) {
    const at = this.#at;
    if (at.state === "errored") return Promise.reject(at.error);
    if (at.state !== "writable") {
      return Promise.reject(
        new TypeError("Invalid state: WritableStream is closed"),
      );
    }
    const { sizeOf } = { sizeOf: this.#sizeOf };
    const size = Number(sizeOf(chunk));
    at.queued += size;
    if (at.queued >= this.#highWaterMark) at.ready = quietDeferred();
    const written = at.last.then(async () => {
      if (at.state === "errored") throw at.error;
      await this.#sink.write?.(chunk, this.#controller);
      at.queued -= size;
      if (at.queued < this.#highWaterMark) at.ready.resolve(undefined);
    });
    at.last = written;
    written.catch((error) => this.#fail(error));
    return written;
  }
  #close() {
    const at = this.#at;
    if (at.state !== "writable") {
      return Promise.reject(
        new TypeError("Invalid state: WritableStream is closed"),
      );
    }
    at.state = "closing";
    const closed = at.last.then(async () => {
      if (at.error !== undefined) throw at.error;
      await this.#sink.close?.();
      at.state = "closed";
      at.closed.resolve(undefined);
    });
    closed.catch((error) => this.#fail(error));
    return closed;
  }
  /** @param {unknown} reason */
  async #abort(reason) {
    const at = this.#at;
    if (at.state === "closed" || at.state === "errored") return;
    this.#fail(reason);
    await this.#sink.abort?.(reason);
  }
  /** @param {unknown} error */
  #fail(error) {
    const at = this.#at;
    if (at.state === "closed" || at.state === "errored") return;
    at.state = "errored";
    at.error = error;
    at.closed.reject(error);
    at.ready.reject(error);
  }
}

export class WritableStreamDefaultWriter {
  /** @type {WritableStream | undefined} */
  #stream;
  /** @param {WritableStream} stream */
  constructor(stream) {
    if (stream.locked) {
      throw new TypeError("Invalid state: WritableStream is locked");
    }
    stream[WRITABLE].at.writer = this;
    this.#stream = stream;
  }
  get #inner() {
    if (this.#stream === undefined) {
      throw new TypeError(
        "Invalid state: The writer is not attached to a stream",
      );
    }
    return this.#stream[WRITABLE];
  }
  get closed() {
    return this.#inner.at.closed.promise;
  }
  get ready() {
    return this.#inner.at.ready.promise;
  }
  get desiredSize() {
    return this.#inner.desiredSize();
  }
  /** @param {unknown} [chunk] */
  async write(chunk) {
    await this.#inner.write(chunk);
  }
  async close() {
    await this.#inner.close();
  }
  /** @param {unknown} [reason] */
  async abort(reason) {
    await this.#inner.abort(reason);
  }
  releaseLock() {
    if (this.#stream === undefined) return;
    this.#stream[WRITABLE].at.writer = undefined;
    this.#stream = undefined;
  }
}
