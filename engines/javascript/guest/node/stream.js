// `stream`.

import { Stream, tools } from "./stream_base.js";
import { Duplex, PassThrough, Transform } from "./stream_duplex.js";
import { defineHelpers } from "./stream_helpers.js";
import { abortError, finished, pipeline, promises } from "./stream_pipeline.js";
import { Readable } from "./stream_readable.js";
import { Writable } from "./stream_writable.js";

/**
 * @import { Chunk, Done, NodeBuffer, NodeParts, ReadableClass, ReadableObject, Signal, StreamObject, WritableObject } from "./node.d.ts"
 *
 * @typedef {(error: unknown, value?: unknown) => void} Settled
 * @typedef {{ readable?: boolean, writable?: boolean, error?: boolean }} FinishOptions
 */

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
      signal.addEventListener("abort", () => stream.destroy(abortError()));
      return stream;
    },
  });
  return {
    "stream": Stream,
    "stream/promises": promises,
    "stream/consumers": consumers,
  };
}
