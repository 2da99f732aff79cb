// Streams that are read.

import { invalidType, nodeError } from "./errors.js";
import { asBytes, destroyStream, Stream, tick, tools } from "./stream_base.js";

const HIGH_BYTES = 65_536;
const HIGH_OBJECTS = 16;

/**
 * @param options
 */
export function Readable(options) {
  if (!(this instanceof Readable)) return new Readable(options);
  Stream.call(this, options);
  initReadable(this, options);
}

/**
 * Gives a stream what reading needs.
 *
 * @param stream
 * @param options
 */
export function initReadable(stream, options = {}) {
  const objectMode = Boolean(options.objectMode ?? options.readableObjectMode);
  stream._readableState = {
    objectMode,
    highWaterMark: options.readableHighWaterMark ?? options.highWaterMark ??
      (objectMode ? HIGH_OBJECTS : HIGH_BYTES),
    buffer: [],
    length: 0,
    flowing: null,
    ended: false,
    endEmitted: false,
    reading: false,
    isScheduled: false,
    decoder: null,
    encoding: null,
    pipes: [],
    isListening: false,
  };
  stream.readable = true;
  if (typeof options.read === "function") stream._read = options.read;
  if (typeof options.destroy === "function") stream._destroy = options.destroy;
  if (options.encoding) stream.setEncoding(options.encoding);
}
Object.setPrototypeOf(Readable.prototype, Stream.prototype);
Object.setPrototypeOf(Readable, Stream);

function sizeOf(state, chunk) {
  return state.objectMode ? 1 : chunk.length;
}

/** Goes on with reading, in a turn of its own. */
function schedule(stream) {
  const state = stream._readableState;
  if (state.isScheduled) return;
  state.isScheduled = true;
  tick(() => {
    state.isScheduled = false;
    advance(stream);
  });
}

function pull(stream) {
  const state = stream._readableState;
  if (state.reading || state.ended || stream.destroyed) return;
  if (state.length >= state.highWaterMark && state.length > 0) return;
  state.reading = true;
  try {
    stream._read(state.highWaterMark);
  } catch (error) {
    stream.destroy(error);
  }
}

function advance(stream) {
  const state = stream._readableState;
  if (stream.destroyed) return;
  if (state.flowing) {
    while (state.flowing && state.buffer.length > 0 && !stream.destroyed) {
      stream.emit("data", takeFirst(state));
    }
    if (!state.flowing || stream.destroyed) return;
  } else if (state.isListening && (state.length > 0 || state.ended)) {
    stream.emit("readable");
  }
  if (finishReading(stream)) return;
  if (state.flowing || state.isListening) pull(stream);
}

function finishReading(stream) {
  const state = stream._readableState;
  if (!state.ended || state.length > 0) return false;
  if (state.endEmitted || stream.destroyed) return true;
  state.endEmitted = true;
  stream.readable = false;
  stream.emit("end");
  tools.closeWhenDone(stream);
  return true;
}

function takeFirst(state) {
  const chunk = state.buffer.shift();
  state.length -= sizeOf(state, chunk);
  return chunk;
}

function takeAll(state) {
  const chunks = state.buffer.splice(0);
  state.length = 0;
  if (chunks.length === 1) return chunks[0];
  return typeof chunks[0] === "string"
    ? chunks.join("")
    : tools.Buffer.concat(chunks);
}

function takeSome(state, count) {
  const whole = takeAll(state);
  const rest = whole.slice(count);
  if (rest.length > 0) {
    state.buffer.unshift(rest);
    state.length = rest.length;
  }
  return whole.slice(0, count);
}

function toChunk(state, chunk, encoding) {
  if (state.objectMode) return chunk;
  const bytes = asBytes(chunk, encoding);
  return state.decoder === null ? bytes : state.decoder.write(bytes);
}

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
    const onData = (chunk) => {
      if (target.write(chunk) === false) {
        this.pause();
        target.once("drain", onDrain);
      }
    };
    const onDrain = () => this.resume();
    const onEnd = () => target.end();
    const isStandard = target === globalThis.process?.stdout ||
      target === globalThis.process?.stderr;
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

function addChunk(state, chunk, method) {
  state.buffer[method](chunk);
  state.length += sizeOf(state, chunk);
}

for (const key of Reflect.ownKeys(methods)) {
  Object.defineProperty(Readable.prototype, key, {
    value: methods[key],
    writable: true,
    configurable: true,
    enumerable: false,
  });
}

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
    get() {
      return read(this._readableState);
    },
    configurable: true,
    enumerable: false,
  });
}
Object.defineProperty(Readable.prototype, "readableAborted", {
  get() {
    return this.destroyed && !this._readableState.endEmitted;
  },
  configurable: true,
});

/** The chunks of a stream, in order. */
async function* iterate(stream, destroysOnReturn) {
  let wake = () => {};
  let failure;
  let isClosed = false;
  const onReadable = () => wake();
  const onError = (error) => {
    failure = { error };
    wake();
  };
  const onClose = () => {
    isClosed = true;
    wake();
  };
  stream.on("readable", onReadable);
  stream.on("error", onError);
  stream.on("end", onClose);
  stream.on("close", onClose);
  let isDone = false;
  try {
    for (;;) {
      const chunk = stream.destroyed ? null : stream.read();
      if (chunk !== null) yield chunk;
      else if (failure !== undefined) throw failure.error;
      else if (stream.errored) throw stream.errored;
      else if (stream._readableState.endEmitted || isClosed) {
        isDone = true;
        if (!stream._readableState.endEmitted) throw premature();
        return;
      } else await new Promise((resolve) => wake = resolve);
    }
  } finally {
    stream.removeListener("readable", onReadable);
    stream.removeListener("end", onClose);
    stream.removeListener("close", onClose);
    if (isDone || !destroysOnReturn) stream.removeListener("error", onError);
    else stream.destroy();
  }
}

/** What a stream that closed too early fails with. */
export function premature() {
  return nodeError(Error, "ERR_STREAM_PREMATURE_CLOSE", "Premature close");
}

/**
 * A stream of what an iterable gives.
 *
 * @param source
 * @param options
 */
Readable.from = function from(source, options) {
  const isWhole = typeof source === "string" || source instanceof Uint8Array;
  const items = isWhole ? [source] : source;
  const make = items?.[Symbol.asyncIterator] ?? items?.[Symbol.iterator];
  if (typeof make !== "function") {
    throw invalidType("iterable", "an instance of Iterable", source);
  }
  const iterator = Reflect.apply(make, items, []);
  let isReading = false;
  const stream = new Readable({
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
  });
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
