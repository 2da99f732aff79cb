// What all streams have.

import { invalidType } from "./errors.js";

/** @import { BufferClass, Chunk, EmitterClass, NodeBuffer, StreamObject, StreamOptions, StringDecoderClass } from "./node.d.ts" */

/**
 * What streams are made with, once their module is asked for.
 *
 * @type {{
 *   Buffer: BufferClass,
 *   EventEmitter: EmitterClass,
 *   StringDecoder: StringDecoderClass,
 *   nextTick: (callback: () => void) => void,
 *   closeWhenDone: (stream: StreamObject) => void,
 * }}
 */
export const tools = {
  Buffer: undefined,
  EventEmitter: undefined,
  StringDecoder: undefined,
  nextTick: undefined,
  /** Closes a stream that has nothing more to do. */
  closeWhenDone: undefined,
};

/**
 * Calls a function in a turn of its own.
 *
 * @param {() => void} callback
 */
export function tick(callback) {
  tools.nextTick(callback);
}

/**
 * @this {StreamObject}
 * @param {StreamOptions} [options]
 */
export function Stream(options = {}) {
  tools.EventEmitter.call(this, options);
  this.destroyed = false;
  this.closed = false;
  this.errored = null;
  Object.defineProperty(this, "_autoDestroy", {
    value: options?.autoDestroy !== false,
    writable: true,
    configurable: true,
  });
  const { signal } = options ?? {};
  if (signal !== undefined && signal !== null) {
    const abort = () => {
      /** @type {import("./node.d.ts").NodeError} */
      const error = new Error("The operation was aborted");
      error.name = "AbortError";
      error.code = "ABORT_ERR";
      this.destroy(error);
    };
    if (signal.aborted) tick(abort);
    else signal.addEventListener("abort", abort);
  }
}

/**
 * Ends a stream, with an error if there is one.
 *
 * @template {StreamObject} Made
 * @param {Made} stream
 * @param {unknown} [error]
 * @returns {Made}
 */
export function destroyStream(stream, error) {
  if (stream.destroyed) return stream;
  stream.destroyed = true;
  stream.readable = false;
  stream.writable = false;
  if (error) stream.errored = error;
  /** @param {unknown} [failure] */
  const done = (failure) => {
    const final = failure ?? error;
    if (final) stream.errored = final;
    tick(() => {
      if (final) stream.emit("error", final);
      stream.closed = true;
      stream.emit("close");
    });
  };
  if (typeof stream._destroy !== "function") done();
  else {
    try {
      stream._destroy(error ?? null, done);
    } catch (thrown) {
      done(thrown);
    }
  }
  return stream;
}

/**
 * A chunk as bytes.
 *
 * @param {unknown} chunk
 * @param {string} [encoding]
 * @returns {NodeBuffer}
 */
export function asBytes(chunk, encoding) {
  if (typeof chunk === "string") {
    return tools.Buffer.from(chunk, encoding === "buffer" ? "utf8" : encoding);
  }
  if (tools.Buffer.isBuffer(chunk)) return chunk;
  if (ArrayBuffer.isView(chunk)) {
    return tools.Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  }
  throw invalidType(
    "chunk",
    "of type string or an instance of Buffer, TypedArray, or DataView",
    chunk,
  );
}
