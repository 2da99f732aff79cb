// Streams that are written.

import { nodeError } from "./errors.js";
import { asBytes, destroyStream, Stream, tick, tools } from "./stream_base.js";

/** @import { Chunk, Done, StreamObject, WritableMethods, WritableObject, WritableOptions, WritableState, Written } from "./node.d.ts" */

const WRITE_BYTES = 65_536;
const WRITE_OBJECTS = 16;

/**
 * @this {WritableObject}
 * @param {WritableOptions} [options]
 */
export function Writable(options) {
  if (!(this instanceof Writable)) return new Writable(options);
  Stream.call(this, options);
  initWritable(this, options);
}
Object.setPrototypeOf(Writable.prototype, Stream.prototype);
Object.setPrototypeOf(Writable, Stream);
// Duplex streams are written too, and inherit from those that are read.
Object.defineProperty(Writable, Symbol.hasInstance, {
  /** @param {StreamObject | undefined} object */
  value(object) {
    return Function.prototype[Symbol.hasInstance].call(this, object) ||
      (this === Writable && object?._writableState !== undefined &&
        object instanceof Stream);
  },
});

/**
 * Gives a stream what writing needs.
 *
 * @param {WritableObject} stream
 * @param {WritableOptions} [options]
 */
export function initWritable(stream, options = {}) {
  const objectMode = Boolean(options.objectMode ?? options.writableObjectMode);
  stream._writableState = {
    objectMode,
    highWaterMark: options.writableHighWaterMark ?? options.highWaterMark ??
      (objectMode ? WRITE_OBJECTS : WRITE_BYTES),
    decodeStrings: options.decodeStrings !== false,
    defaultEncoding: options.defaultEncoding ?? "utf8",
    queue: [],
    length: 0,
    corked: 0,
    writing: false,
    needDrain: false,
    ending: false,
    finished: false,
    finalCalled: false,
    endCallbacks: [],
  };
  stream.writable = true;
  for (
    const name of /** @type {const} */ (["write", "writev", "final", "destroy"])
  ) {
    const given = options[name];
    if (typeof given === "function") Reflect.set(stream, `_${name}`, given);
  }
}

/**
 * @param {WritableObject} stream
 * @param {unknown} error
 * @param {Done} [callback]
 */
function fail(stream, error, callback) {
  tick(() => callback?.(error));
  stream.destroy(error);
}

/** @param {WritableObject} stream */
function work(stream) {
  const state = stream._writableState;
  if (state.writing || state.corked > 0 || stream.destroyed) return;
  if (state.queue.length === 0) {
    if (state.needDrain && !state.ending) {
      state.needDrain = false;
      tick(() => stream.emit("drain"));
    }
    if (state.ending) finish(stream);
    return;
  }
  const isMany = typeof stream._writev === "function" && state.queue.length > 1;
  const taken = isMany || stream._write === Writable.prototype._write
    ? state.queue.splice(0)
    : [state.queue.shift()];
  state.writing = true;
  let isDone = false;
  /**
   * @param {unknown} [error]
   * @returns {void}
   */
  const done = (error) => {
    if (isDone) return;
    isDone = true;
    state.writing = false;
    for (const { size } of taken) state.length -= size;
    if (error) {
      for (const { callback } of taken) tick(() => callback?.(error));
      return void stream.destroy(error);
    }
    for (const { callback } of taken) {
      if (callback !== undefined) tick(() => callback(null));
    }
    tick(() => work(stream));
  };
  try {
    if (taken.length > 1 || isMany) stream._writev(taken, done);
    else stream._write(taken[0].chunk, taken[0].encoding, done);
  } catch (error) {
    done(error);
  }
}

/** @param {WritableObject} stream */
function finish(stream) {
  const state = stream._writableState;
  if (state.finalCalled) return;
  state.finalCalled = true;
  /**
   * @param {unknown} [error]
   * @returns {void}
   */
  const done = (error) => {
    if (error) return void stream.destroy(error);
    tick(() => {
      if (state.finished || stream.destroyed) return;
      state.finished = true;
      stream.writable = false;
      stream.emit("finish");
      for (const callback of state.endCallbacks.splice(0)) callback();
      tools.closeWhenDone(stream);
    });
  };
  if (typeof stream._final !== "function") return done();
  try {
    stream._final(done);
  } catch (error) {
    done(error);
  }
}

/** @type {WritableMethods & ThisType<WritableObject>} */
const writableMethods = {
  write(chunk, encoding, callback) {
    const state = this._writableState;
    if (typeof encoding === "function") {
      [encoding, callback] = [undefined, encoding];
    }
    if (chunk === null) {
      throw nodeError(
        TypeError,
        "ERR_STREAM_NULL_VALUES",
        "May not write null values to stream",
      );
    }
    if (state.ending) {
      fail(
        this,
        nodeError(Error, "ERR_STREAM_WRITE_AFTER_END", "write after end"),
        callback,
      );
      return false;
    }
    if (this.destroyed) {
      const error = nodeError(
        Error,
        "ERR_STREAM_DESTROYED",
        "Cannot call write after a stream was destroyed",
      );
      tick(() => callback?.(error));
      return false;
    }
    let given = chunk;
    // A cast, as what can be called is the callback by now.
    let name = /** @type {string} */ (encoding ?? state.defaultEncoding);
    if (!state.objectMode) {
      if (typeof chunk !== "string" || state.decodeStrings) {
        given = asBytes(chunk, name);
        name = "buffer";
      }
    }
    const size = state.objectMode ? 1 : given.length;
    state.length += size;
    state.queue.push({ chunk: given, encoding: name, callback, size });
    const hasRoom = state.length < state.highWaterMark;
    if (!hasRoom) state.needDrain = true;
    work(this);
    return hasRoom;
  },
  end(chunk, encoding, callback) {
    const state = this._writableState;
    if (typeof chunk === "function") [chunk, callback] = [undefined, chunk];
    else if (typeof encoding === "function") {
      [encoding, callback] = [undefined, encoding];
    }
    if (chunk !== undefined && chunk !== null) {
      // A cast, as what can be called is the callback by now.
      this.write(/** @type {Chunk} */ (chunk), encoding);
    }
    state.corked = 0;
    if (typeof callback === "function") {
      if (state.finished) tick(callback);
      else state.endCallbacks.push(callback);
    }
    if (!state.ending) {
      state.ending = true;
      work(this);
    }
    return this;
  },
  cork() {
    this._writableState.corked++;
  },
  uncork() {
    const state = this._writableState;
    if (state.corked > 0) state.corked--;
    work(this);
  },
  setDefaultEncoding(encoding) {
    this._writableState.defaultEncoding = encoding;
    return this;
  },
  _write(chunk, encoding, callback) {
    if (typeof this._writev === "function") {
      return this._writev([{ chunk, encoding }], callback);
    }
    throw nodeError(
      Error,
      "ERR_METHOD_NOT_IMPLEMENTED",
      "The _write() method is not implemented",
    );
  },
  destroy(error) {
    return destroyStream(this, error);
  },
};

/** @type {Record<string, (state: WritableState) => unknown>} */
const writableGetters = {
  writableEnded: (state) => state.ending,
  writableFinished: (state) => state.finished,
  writableLength: (state) => state.length,
  writableHighWaterMark: (state) => state.highWaterMark,
  writableObjectMode: (state) => state.objectMode,
  writableNeedDrain: (state) => state.needDrain,
  writableCorked: (state) => state.corked,
};

/**
 * Gives a prototype what is written.
 *
 * @param {object} prototype
 */
export function defineWritable(prototype) {
  for (const [name, value] of Object.entries(writableMethods)) {
    Object.defineProperty(prototype, name, {
      value,
      writable: true,
      configurable: true,
      enumerable: false,
    });
  }
  for (const [name, read] of Object.entries(writableGetters)) {
    Object.defineProperty(prototype, name, {
      /** @this {WritableObject} */
      get() {
        return read(this._writableState);
      },
      configurable: true,
      enumerable: false,
    });
  }
}
defineWritable(Writable.prototype);
/** @this {WritableObject} */
Writable.prototype.pipe = function pipe() {
  const error = nodeError(
    Error,
    "ERR_STREAM_CANNOT_PIPE",
    "Cannot pipe, not readable",
  );
  this.destroy(error);
};
