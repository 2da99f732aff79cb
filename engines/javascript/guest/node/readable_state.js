// What is held of a stream that is read, and how it goes on.

import { asBytes, tick, tools } from "./stream_base.js";

/** @import { Chunk, ReadableObject, ReadableOptions, ReadableState } from "./node.d.ts" */

const HIGH_BYTES = 65_536;
const HIGH_OBJECTS = 16;

/**
 * Gives a stream what reading needs.
 *
 * @param {ReadableObject} stream
 * @param {ReadableOptions} [options]
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
/**
 * @param {ReadableState} state
 * @param {Chunk} chunk
 */
function sizeOf(state, chunk) {
  return state.objectMode ? 1 : chunk.length;
}

/**
 * Goes on with reading, in a turn of its own.
 *
 * @param {ReadableObject} stream
 */
export function schedule(stream) {
  const state = stream._readableState;
  if (state.isScheduled) return;
  state.isScheduled = true;
  tick(() => {
    state.isScheduled = false;
    advance(stream);
  });
}

/** @param {ReadableObject} stream */
export function pull(stream) {
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

/** @param {ReadableObject} stream */
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

/** @param {ReadableObject} stream */
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

/** @param {ReadableState} state */
export function takeFirst(state) {
  const chunk = state.buffer.shift();
  state.length -= sizeOf(state, chunk);
  return chunk;
}

/**
 * @param {ReadableState} state
 * @returns {Chunk}
 */
export function takeAll(state) {
  const chunks = state.buffer.splice(0);
  state.length = 0;
  if (chunks.length === 1) return chunks[0];
  return typeof chunks[0] === "string" ? chunks.join("") : tools.Buffer.concat(
    /** @type {import("./node.d.ts").NodeBuffer[]} */ (chunks),
  );
}

/**
 * @param {ReadableState} state
 * @param {number} count
 */
export function takeSome(state, count) {
  const whole = takeAll(state);
  const rest = whole.slice(count);
  if (rest.length > 0) {
    state.buffer.unshift(rest);
    state.length = rest.length;
  }
  return whole.slice(0, count);
}

/**
 * @param {ReadableState} state
 * @param {Chunk} chunk
 * @param {string} [encoding]
 * @returns {Chunk}
 */
export function toChunk(state, chunk, encoding) {
  if (state.objectMode) return chunk;
  const bytes = asBytes(chunk, encoding);
  return state.decoder === null ? bytes : state.decoder.write(bytes);
}

/**
 * @param {ReadableState} state
 * @param {Chunk} chunk
 * @param {"push" | "unshift"} method
 */
export function addChunk(state, chunk, method) {
  state.buffer[method](chunk);
  state.length += sizeOf(state, chunk);
}
