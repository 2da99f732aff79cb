// `stream`.

import { invalidType, nodeError } from "./errors.js";
import { Stream, tick, tools } from "./stream_base.js";
import { Duplex, PassThrough, Transform } from "./stream_duplex.js";
import { defineHelpers } from "./stream_helpers.js";
import { premature } from "./readable_items.js";
import { Readable } from "./stream_readable.js";
import { Writable } from "./stream_writable.js";

/**
 * @import { Chunk, Done, NodeBuffer, NodeParts, ReadableClass, ReadableObject, Signal, StreamObject, WritableObject } from "./node.d.ts"
 *
 * @typedef {(error: unknown, value?: unknown) => void} Settled
 * @typedef {{ readable?: boolean, writable?: boolean, error?: boolean }} FinishOptions
 */

/**
 * @param {unknown} value
 * @returns {value is ReadableObject & WritableObject}
 */
function isStream(value) {
  // A cast, as it may be anything.
  const given = /** @type {Partial<WritableObject & ReadableObject>} */ (value);
  return typeof given?.on === "function" &&
    (typeof given.pipe === "function" || typeof given.write === "function");
}

/**
 * Calls back once a stream is at its end.
 *
 * @param {StreamObject} stream
 * @param {FinishOptions | Done} options
 * @param {Done} [callback]
 */
function finished(stream, options, callback) {
  if (typeof options === "function") [options, callback] = [{}, options];
  const {
    readable = stream._readableState !== undefined,
    writable = stream._writableState !== undefined,
    error: hasErrors = true,
  } = options ?? {};
  let isDone = false;
  /** @param {unknown} [error] */
  const done = (error) => {
    if (isDone) return;
    isDone = true;
    stop();
    callback.call(stream, error);
  };
  const hasEnded = () => !readable || stream._readableState?.endEmitted;
  const hasFinished = () => !writable || stream._writableState?.finished;
  const look = () => {
    if (hasEnded() && hasFinished()) done();
  };
  const onClose = () =>
    done(
      hasEnded() && hasFinished() ? undefined : stream.errored ?? premature(),
    );
  /** @param {unknown} error */
  const onError = (error) => done(error);
  const stop = () => {
    stream.removeListener("end", look);
    stream.removeListener("finish", look);
    stream.removeListener("close", onClose);
    stream.removeListener("error", onError);
  };
  stream.on("end", look);
  stream.on("finish", look);
  stream.on("close", onClose);
  if (hasErrors) stream.on("error", onError);
  if (stream.closed || stream.destroyed) tick(onClose);
  else tick(look);
  return stop;
}

/**
 * A stream of what stands at a place of a pipeline.
 *
 * @param {unknown} source
 * @param {boolean} isFirst
 * @returns {ReadableObject}
 */
function toSource(source, isFirst) {
  if (isStream(source)) return source;
  if (typeof source === "function" && isFirst) return Readable.from(source());
  // A cast, as it may be anything.
  const items =
    /** @type {Partial<AsyncIterable<unknown> & Iterable<unknown>> | undefined} */ (
      source
    );
  if (items?.[Symbol.asyncIterator] || items?.[Symbol.iterator]) {
    return Readable.from(source);
  }
  throw invalidType(
    "source",
    "of type function or an instance of Stream, Iterable, or AsyncIterable",
    source,
  );
}

/**
 * Joins streams; the callback gets an error, or what the last function returned.
 *
 * @param {unknown[]} args
 */
function pipeline(...args) {
  const callback = args.pop();
  if (typeof callback !== "function") {
    throw invalidType("streams", "of type function", callback);
  }
  let parts = args.length === 1 && Array.isArray(args[0]) ? args[0] : args;
  let signal;
  const last = parts.at(-1);
  if (
    last && typeof last === "object" && !isStream(last) &&
    !last[Symbol.asyncIterator] && !last[Symbol.iterator]
  ) {
    ({ signal } = last);
    parts = parts.slice(0, -1);
  }
  if (parts.length < 2) {
    throw nodeError(
      TypeError,
      "ERR_MISSING_ARGS",
      'The "streams" argument must be specified',
    );
  }
  return join(parts, signal, /** @type {Settled} */ (callback));
}

/**
 * @param {readonly unknown[]} parts
 * @param {Signal | undefined} signal
 * @param {Settled} callback
 */
function join(parts, signal, callback) {
  /** @type {StreamObject[]} */
  const streams = [];
  let left = 0;
  let isDone = false;
  /** @type {unknown} */
  let result;
  /** @param {unknown} [error] */
  const done = (error) => {
    if (isDone) return;
    if (error || --left === 0) {
      isDone = true;
      if (error) {
        for (const one of streams) {
          one.destroy(one.errored ? undefined : error);
        }
      }
      for (const one of streams) one.on("error", () => {});
      tick(() => callback(error, result));
    }
  };
  /**
   * @param {StreamObject} stream
   * @param {FinishOptions} options
   */
  const watch = (stream, options) => {
    streams.push(stream);
    left++;
    finished(stream, options, done);
  };
  let current = toSource(parts[0], true);
  watch(current, { writable: false });
  for (let i = 1; i < parts.length; i++) {
    const part = parts[i];
    const isLast = i === parts.length - 1;
    if (typeof part === "function" && !isStream(part)) {
      const made = part(current, { signal });
      if (isLast && typeof made?.then === "function") {
        left++;
        made.then((/** @type {unknown} */ value) => {
          result = value;
          done();
        }, (/** @type {unknown} */ error) => done(error ?? premature()));
        continue;
      }
      current = Readable.from(made);
      watch(current, { writable: false });
      if (isLast) current.resume();
      continue;
    }
    // A cast, as it is to be a stream.
    const next = /** @type {ReadableObject & WritableObject} */ (part);
    current.pipe(next);
    watch(next, { readable: !isLast && next._readableState !== undefined });
    current = next;
  }
  signal?.addEventListener("abort", () => {
    const error = nodeError(Error, "ABORT_ERR", "The operation was aborted");
    error.name = "AbortError";
    done(error);
  });
  return current;
}

const promises = {
  /** @param {unknown[]} parts */
  pipeline: (...parts) =>
    new Promise((resolve, reject) => {
      pipeline(
        ...parts,
        /** @type {(error: unknown, value: unknown) => void} */ (
          error,
          value,
        ) => error ? reject(error) : resolve(value),
      );
    }),
  /**
   * @param {StreamObject} stream
   * @param {FinishOptions} [options]
   */
  finished: (stream, options = {}) =>
    new Promise((resolve, reject) => {
      finished(stream, options, (error) => error ? reject(error) : resolve());
    }),
};

/** `stream/consumers`. */
const consumers = {
  /** @param {AsyncIterable<Chunk>} stream */
  text: async (stream) => {
    let text = "";
    const decoder = new tools.StringDecoder("utf8");
    for await (const chunk of stream) {
      text += typeof chunk === "string" ? chunk : decoder.write(chunk);
    }
    return text + decoder.end();
  },
  /** @param {AsyncIterable<Chunk>} stream */
  async json(stream) {
    return JSON.parse(await this.text(stream));
  },
  /** @param {AsyncIterable<Chunk>} stream */
  buffer: async (stream) => {
    /** @type {NodeBuffer[]} */
    const chunks = [];
    for await (const chunk of stream) chunks.push(tools.Buffer.from(chunk));
    return tools.Buffer.concat(chunks);
  },
};

/** @param {NodeParts} node */
export function make({ nextTick, require }) {
  tools.nextTick = nextTick;
  tools.Buffer = require("buffer").Buffer;
  tools.EventEmitter = require("events");
  tools.StringDecoder = require("string_decoder").StringDecoder;
  Object.setPrototypeOf(Stream.prototype, tools.EventEmitter.prototype);
  Object.setPrototypeOf(Stream, tools.EventEmitter);
  // A cast, as what a constructor of old makes has its methods from elsewhere.
  defineHelpers(
    /** @type {ReadableClass} */ (/** @type {unknown} */ (Readable)),
  );
  const custom = Symbol.for("nodejs.util.promisify.custom");
  Object.assign(pipeline, { [custom]: promises.pipeline });
  Object.assign(finished, { [custom]: promises.finished });
  Object.assign(Stream, {
    Stream,
    Readable,
    Writable,
    Duplex,
    Transform,
    PassThrough,
    pipeline,
    finished,
    promises,
    /** @param {StreamObject} it */
    isReadable: (it) => it.readable === true,
    /** @param {StreamObject} it */
    isErrored: (it) => it.errored !== null,
    /** @param {StreamObject} it */
    isDisturbed: (it) => it._readableState?.flowing !== null,
    /** @param {boolean} isObject */
    getDefaultHighWaterMark: (isObject) => isObject ? 16 : 65_536,
    /**
     * @param {Signal} signal
     * @param {StreamObject} stream
     */
    addAbortSignal: (signal, stream) => {
      signal.addEventListener("abort", () => {
        const error = nodeError(
          Error,
          "ABORT_ERR",
          "The operation was aborted",
        );
        error.name = "AbortError";
        stream.destroy(error);
      });
      return stream;
    },
  });
  return {
    "stream": Stream,
    "stream/promises": promises,
    "stream/consumers": consumers,
  };
}
