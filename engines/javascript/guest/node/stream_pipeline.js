// Joining streams, and waiting for their ends.

import { invalidType, nodeError } from "./errors.js";
import { premature } from "./readable_items.js";
import { tick } from "./stream_base.js";
import { Readable } from "./stream_readable.js";

/**
 * @import { Done, ReadableObject, Signal, StreamObject, WritableObject } from "./node.d.ts"
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
export function finished(stream, options, callback) {
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
export function pipeline(...args) {
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
  signal?.addEventListener("abort", () => done(abortError()));
  return current;
}

export const promises = {
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

/** What a stream that is given up fails with. */
export function abortError() {
  const error = nodeError(Error, "ABORT_ERR", "The operation was aborted");
  error.name = "AbortError";
  return error;
}
