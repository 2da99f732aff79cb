// Streams that are read.

import { web } from "./web_globals.js";
import { invalidType, nodeError } from "./errors.js";
import { iterate } from "./readable_items.js";
import {
  addChunk,
  initReadable,
  pull,
  schedule,
  takeAll,
  takeFirst,
  takeSome,
  toChunk,
} from "./readable_state.js";
import { destroyStream, Stream, tick, tools } from "./stream_base.js";

/** @import { Chunk, ReadableMethods, ReadableObject, ReadableOptions, ReadableState } from "./node.d.ts" */

/**
 * @this {ReadableObject}
 * @param {ReadableOptions} [options]
 */
export function Readable(options) {
  if (!(this instanceof Readable)) return new Readable(options);
  Stream.call(this, options);
  initReadable(this, options);
}

Object.setPrototypeOf(Readable.prototype, Stream.prototype);
Object.setPrototypeOf(Readable, Stream);

/** @type {ReadableMethods & ThisType<ReadableObject>} */
const methods = {
  push(chunk, encoding) {
    const state = this._readableState;
    state.reading = false;
    if (chunk === null) {
      if (!state.ended) {
        state.ended = true;
        const rest = state.decoder?.end() ?? "";
        if (rest !== "") addChunk(state, rest, "push");
      }
      schedule(this);
      return false;
    }
    if (state.ended) {
      this.destroy(
        nodeError(
          Error,
          "ERR_STREAM_PUSH_AFTER_EOF",
          "stream.push() after EOF",
        ),
      );
      return false;
    }
    const given = toChunk(state, chunk, encoding);
    if (state.objectMode || given.length > 0) addChunk(state, given, "push");
    schedule(this);
    return state.length < state.highWaterMark;
  },
  unshift(chunk, encoding) {
    const state = this._readableState;
    if (chunk === null) return this.push(null);
    addChunk(state, toChunk(state, chunk, encoding), "unshift");
    schedule(this);
    return state.length < state.highWaterMark;
  },
  read(count) {
    const state = this._readableState;
    if (count === 0) {
      pull(this);
      return null;
    }
    if (state.length === 0 || (count > state.length && !state.ended)) {
      pull(this);
    }
    if (state.length === 0) {
      if (state.ended) schedule(this);
      return null;
    }
    if (count > state.length && !state.ended && !state.objectMode) return null;
    const chunk = state.objectMode
      ? takeFirst(state)
      : count === undefined || count >= state.length
      ? (state.flowing ? takeFirst(state) : takeAll(state))
      : takeSome(state, count);
    if (state.flowing) this.emit("data", chunk);
    else if (!state.isListening) this.emit("data", chunk);
    schedule(this);
    return chunk;
  },
  _read() {
    throw nodeError(
      Error,
      "ERR_METHOD_NOT_IMPLEMENTED",
      "The _read() method is not implemented",
    );
  },
  on(name, listener) {
    Stream.prototype.on.call(this, name, listener);
    const state = this._readableState;
    if (name === "data" && state.flowing !== false) this.resume();
    if (name === "readable") {
      state.isListening = true;
      state.flowing = false;
      schedule(this);
    }
    return this;
  },
  addListener(name, listener) {
    return this.on(name, listener);
  },
  removeListener(name, listener) {
    Stream.prototype.removeListener.call(this, name, listener);
    if (name === "readable") {
      this._readableState.isListening = this.listenerCount("readable") > 0;
    }
    return this;
  },
  off(name, listener) {
    return this.removeListener(name, listener);
  },
  resume() {
    const state = this._readableState;
    if (!state.flowing) {
      state.flowing = !state.isListening;
      tick(() => this.emit("resume"));
    }
    schedule(this);
    return this;
  },
  pause() {
    if (this._readableState.flowing !== false) {
      this._readableState.flowing = false;
      this.emit("pause");
    }
    return this;
  },
  isPaused() {
    return this._readableState.flowing === false;
  },
  setEncoding(encoding) {
    const state = this._readableState;
    state.decoder = new tools.StringDecoder(encoding);
    state.encoding = state.decoder.encoding;
    const held = state.buffer.splice(0);
    state.length = 0;
    const text = held.map((one) =>
      typeof one === "string" ? one : state.decoder.write(one)
    ).join("");
    if (text !== "") addChunk(state, text, "push");
    return this;
  },
  pipe(target, { end = true } = {}) {
    /** @param {Chunk} chunk */
    const onData = (chunk) => {
      if (target.write(chunk) === false) {
        this.pause();
        target.once("drain", onDrain);
      }
    };
    const onDrain = () => this.resume();
    const onEnd = () => target.end();
    const isStandard = target === web.process?.stdout ||
      target === web.process?.stderr;
    this._readableState.pipes.push({ target, onData, onDrain, onEnd });
    this.on("data", onData);
    if (end && !isStandard) this.once("end", onEnd);
    target.emit("pipe", this);
    this.resume();
    return target;
  },
  unpipe(target) {
    const state = this._readableState;
    for (const pipe of [...state.pipes]) {
      if (target !== undefined && pipe.target !== target) continue;
      state.pipes.splice(state.pipes.indexOf(pipe), 1);
      this.removeListener("data", pipe.onData);
      this.removeListener("end", pipe.onEnd);
      pipe.target.removeListener("drain", pipe.onDrain);
      pipe.target.emit("unpipe", this);
    }
    if (state.pipes.length === 0) this.pause();
    return this;
  },
  wrap(old) {
    old.on("data", (chunk) => this.push(chunk) || old.pause?.());
    old.on("end", () => this.push(null));
    this._read = () => old.resume?.();
    return this;
  },
  destroy(error) {
    return destroyStream(this, error);
  },
  [Symbol.asyncIterator]() {
    return iterate(this, true);
  },
  iterator({ destroyOnReturn = true } = {}) {
    return iterate(this, destroyOnReturn);
  },
};

for (const key of Reflect.ownKeys(methods)) {
  Object.defineProperty(Readable.prototype, key, {
    ...Object.getOwnPropertyDescriptor(methods, key),
    enumerable: false,
  });
}

/** @type {Record<string, (state: ReadableState) => unknown>} */
const getters = {
  readableFlowing: (state) => state.flowing,
  readableEnded: (state) => state.endEmitted,
  readableLength: (state) => state.length,
  readableHighWaterMark: (state) => state.highWaterMark,
  readableObjectMode: (state) => state.objectMode,
  readableEncoding: (state) => state.encoding,
};
for (const [name, read] of Object.entries(getters)) {
  Object.defineProperty(Readable.prototype, name, {
    /** @this {ReadableObject} */
    get() {
      return read(this._readableState);
    },
    configurable: true,
    enumerable: false,
  });
}
Object.defineProperty(Readable.prototype, "readableAborted", {
  /** @this {ReadableObject} */
  get() {
    return this.destroyed && !this._readableState.endEmitted;
  },
  configurable: true,
});

/**
 * A stream of what an iterable gives.
 *
 * @param {unknown} source
 * @param {ReadableOptions} [options]
 * @returns {ReadableObject}
 */
Readable.from = function from(source, options) {
  const isWhole = typeof source === "string" || source instanceof Uint8Array;
  // A cast, as it may be anything.
  const items =
    /** @type {Partial<AsyncIterable<unknown> & Iterable<unknown>> | undefined} */ (
      isWhole ? [source] : source
    );
  const make = items?.[Symbol.asyncIterator] ?? items?.[Symbol.iterator];
  if (typeof make !== "function") {
    throw invalidType("iterable", "an instance of Iterable", source);
  }
  const iterator = Reflect.apply(make, items, []);
  let isReading = false;
  // A cast, as what a constructor of old makes has its methods from elsewhere.
  const stream =
    /** @type {ReadableObject} */ (/** @type {unknown} */ (new Readable({
      objectMode: true,
      highWaterMark: 1,
      ...options,
      read() {
        if (isReading) return;
        isReading = true;
        next();
      },
      destroy(error, callback) {
        Promise.resolve(iterator.return?.()).then(
          () => callback(error),
          (thrown) => callback(error ?? thrown),
        );
      },
    })));
  const next = async () => {
    try {
      for (;;) {
        const { value, done } = await iterator.next();
        if (done) return stream.push(null);
        const chunk = await value;
        if (chunk === null) {
          throw nodeError(
            TypeError,
            "ERR_STREAM_NULL_VALUES",
            "May not write null values to stream",
          );
        }
        if (stream.push(chunk)) continue;
        isReading = false;
        return;
      }
    } catch (error) {
      stream.destroy(error);
    }
  };
  return stream;
};
