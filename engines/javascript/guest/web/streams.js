// Streams of the web, without readers that bring their own buffers. Loaded when the guest first looks at one of them.

import {
  CANCEL,
  READ,
  ReadableStreamDefaultReader,
  STATE,
} from "./stream_reader.js";

/**
 * @import { PipeOptions, QueuingStrategy, Read, Readable, ReadableController, Source } from "./stream_state.d.ts"
 */

/** @param {PromiseWithResolvers<undefined>} deferred Whose failure need not be handled. */
function quietly(deferred) {
  deferred.promise.catch(() => {});
}

export class ReadableStream {
  /** @type {Source} */
  #source;
  #highWaterMark;
  #sizeOf;
  /** @type {Readable} */
  #at = {
    state: "readable",
    error: undefined,
    closing: false,
    queue: [],
    waiting: [],
    reader: undefined,
    closed: Promise.withResolvers(),
    pulling: false,
    again: false,
    started: false,
  };
  /** @type {ReadableController} */
  #controller;
  /**
   * @param {Source} [source]
   * @param {QueuingStrategy} [strategy]
   */
  constructor(source = {}, strategy = {}) {
    this.#source = source ?? {};
    this.#highWaterMark = Number(
      strategy.highWaterMark ?? (source?.type === "bytes" ? 0 : 1),
    );
    this.#sizeOf = strategy.size ?? (() => 1);
    quietly(this.#at.closed);
    const size = () => this.#desiredSize();
    this.#controller = {
      enqueue: (chunk) => this.#enqueue(chunk),
      close: () => this.#requestClose(),
      error: (error) => this.#fail(error),
      get desiredSize() {
        return size();
      },
    };
    const started = this.#source.start?.(this.#controller);
    Promise.resolve(started).then(() => {
      this.#at.started = true;
      this.#pull();
    }, (error) => this.#fail(error));
  }
  /** @param {Iterable<unknown> | AsyncIterable<unknown>} items */
  static from(items) {
    // A cast, as an object may have any properties.
    const both = /** @type {AsyncIterable<unknown> & Iterable<unknown>} */ (
      items
    );
    const iterator = both[Symbol.asyncIterator]?.() ?? both[Symbol.iterator]();
    return new ReadableStream({
      async pull(controller) {
        const { done, value } = await iterator.next();
        if (done) controller.close();
        else controller.enqueue(await value);
      },
      async cancel(reason) {
        await iterator.return?.(reason);
      },
    }, { highWaterMark: 0 });
  }
  get locked() {
    return this.#at.reader !== undefined;
  }
  /** @param {{ mode?: unknown }} [options] */
  getReader(options = {}) {
    if (options.mode !== undefined) {
      throw new TypeError(
        'Cannot get a reader with mode "byob" as this sandbox has default readers only: call getReader() without it',
      );
    }
    return new ReadableStreamDefaultReader(this);
  }
  /** @param {unknown} [reason] */
  cancel(reason) {
    if (this.locked) {
      return Promise.reject(new TypeError("The stream is locked"));
    }
    return this[CANCEL](reason);
  }
  tee() {
    const reader = this.getReader();
    /** @type {ReadableController[]} */
    const controllers = [];
    const left = new Set([0, 1]);
    const pull = async () => {
      const { done, value } = await reader.read();
      for (const at of left) {
        if (done) controllers[at].close();
        else controllers[at].enqueue(value);
      }
    };
    const branch = (/** @type {number} */ at) =>
      new ReadableStream({
        start: (controller) => void (controllers[at] = controller),
        pull,
        cancel: async (reason) => {
          left.delete(at);
          if (left.size === 0) await reader.cancel(reason);
        },
      });
    reader.closed.catch((error) => {
      for (const controller of controllers) controller.error(error);
    });
    return [branch(0), branch(1)];
  }
  /**
   * @param {import("./writable_streams.js").WritableStream} destination
   * @param {PipeOptions} [options]
   */
  async pipeTo(destination, options = {}) {
    const reader = this.getReader();
    const writer = destination.getWriter();
    const { signal } = options;
    try {
      for (;;) {
        if (signal?.aborted) throw signal.reason;
        await writer.ready;
        const { done, value } = await reader.read();
        if (done) break;
        await writer.write(value);
      }
      if (!options.preventClose) await writer.close();
    } catch (error) {
      if (!options.preventCancel) await reader.cancel(error).catch(() => {});
      if (!options.preventAbort) await writer.abort(error).catch(() => {});
      throw error;
    } finally {
      reader.releaseLock();
      writer.releaseLock();
    }
  }
  /**
   * @template {ReadableStream} Stream
   * @param {{ writable: import("./writable_streams.js").WritableStream, readable: Stream }} pair
   * @param {PipeOptions} [options]
   */
  pipeThrough({ writable, readable }, options) {
    this.pipeTo(writable, options).catch(() => {});
    return readable;
  }
  /** @param {{ preventCancel?: boolean }} [options] */
  async *values({ preventCancel = false } = {}) {
    const reader = this.getReader();
    let isOver = false;
    try {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) break;
        yield value;
      }
      isOver = true;
    } catch (error) {
      isOver = true;
      throw error;
    } finally {
      if (!isOver && !preventCancel) await reader.cancel();
      reader.releaseLock();
    }
  }
  // For the reader.
  get [STATE]() {
    return this.#at;
  }
  /** @returns {Promise<Read>} */
  [READ]() {
    const at = this.#at;
    const next = at.queue.shift();
    if (next !== undefined) {
      if (at.closing && at.queue.length === 0) this.#close();
      else this.#pull();
      return Promise.resolve({ done: false, value: next.chunk });
    }
    if (at.state === "errored") return Promise.reject(at.error);
    if (at.state === "closed") {
      return Promise.resolve({ done: true, value: undefined });
    }
    /** @type {PromiseWithResolvers<Read>} */
    const deferred = Promise.withResolvers();
    at.waiting.push(deferred);
    this.#pull();
    return deferred.promise;
  }
  /** @param {unknown} reason */
  async [CANCEL](reason) {
    const at = this.#at;
    if (at.state === "errored") throw at.error;
    if (at.state === "closed") return;
    at.queue = [];
    this.#close();
    await this.#source.cancel?.(reason);
  }
  #desiredSize() {
    const { state, queue } = this.#at;
    if (state === "errored") return null;
    if (state === "closed") return 0;
    return this.#highWaterMark - queue.reduce((sum, { size }) => sum + size, 0);
  }
  /** @param {unknown} chunk */
  #enqueue(chunk) {
    const at = this.#at;
    if (at.closing || at.state !== "readable") {
      throw new TypeError("Invalid state: Controller is already closed");
    }
    const waiting = at.waiting.shift();
    if (waiting !== undefined) waiting.resolve({ done: false, value: chunk });
    else {
      // Called without `this`, as the standard says.
      const { size } = { size: this.#sizeOf };
      at.queue.push({ chunk, size: Number(size(chunk)) });
    }
    this.#pull();
  }
  #requestClose() {
    const at = this.#at;
    if (at.closing || at.state !== "readable") {
      throw new TypeError("Invalid state: Controller is already closed");
    }
    at.closing = true;
    if (at.queue.length === 0) this.#close();
  }
  #close() {
    const at = this.#at;
    if (at.state !== "readable") return;
    at.state = "closed";
    for (const waiting of at.waiting.splice(0)) {
      waiting.resolve({ done: true, value: undefined });
    }
    at.closed.resolve(undefined);
  }
  /** @param {unknown} error */
  #fail(error) {
    const at = this.#at;
    if (at.state !== "readable") return;
    at.state = "errored";
    at.error = error;
    at.queue = [];
    for (const waiting of at.waiting.splice(0)) waiting.reject(error);
    at.closed.reject(error);
  }
  #pull() {
    const at = this.#at;
    const { pull } = this.#source;
    if (pull === undefined || !at.started) return;
    if (at.state !== "readable" || at.closing) return;
    const isWanted = at.waiting.length > 0 || (this.#desiredSize() ?? 0) > 0;
    if (!isWanted) return;
    if (at.pulling) {
      at.again = true;
      return;
    }
    at.pulling = true;
    Promise.resolve().then(() => pull.call(this.#source, this.#controller))
      .then(
        () => {
          at.pulling = false;
          if (!at.again) return;
          at.again = false;
          this.#pull();
        },
        (error) => this.#fail(error),
      );
  }
}
Object.defineProperty(ReadableStream.prototype, Symbol.asyncIterator, {
  value: ReadableStream.prototype.values,
  writable: true,
  configurable: true,
});
