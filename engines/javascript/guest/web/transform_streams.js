// Streams that change what goes through them, and how much of it waits. Loaded when the guest first looks at one.

import { encodings } from "../encodings.js";
import { ReadableStreamDefaultReader } from "./stream_reader.js";
import { ReadableStream } from "./streams.js";
import {
  WritableStream,
  WritableStreamDefaultWriter,
} from "./writable_streams.js";

/**
 * @import { QueuingStrategy } from "./stream_state.d.ts"
 * @import { ReadableController } from "./stream_state.d.ts"
 *
 * @typedef {object} TransformController
 * @property {(chunk?: unknown) => void} enqueue
 * @property {(error?: unknown) => void} error
 * @property {() => void} terminate
 * @property {number | null} desiredSize
 *
 * @typedef {object} Transformer
 * @property {(controller: TransformController) => unknown} [start]
 * @property {(chunk: unknown, controller: TransformController) => unknown} [transform]
 * @property {(controller: TransformController) => unknown} [flush]
 */

class TransformStream {
  #readable;
  #writable;
  /**
   * @param {Transformer} [transformer]
   * @param {QueuingStrategy} [writableStrategy]
   * @param {QueuingStrategy} [readableStrategy]
   */
  constructor(transformer = {}, writableStrategy = {}, readableStrategy = {}) {
    /** @type {ReadableController} */
    let out;
    /** @type {() => void} */
    let resume = () => {};
    const given = transformer ?? {};
    this.#readable = new ReadableStream({
      start: (controller) => void (out = controller),
      pull: () => resume(),
      cancel: (reason) => this.#writable.abort(reason).catch(() => {}),
    }, { highWaterMark: 0, ...readableStrategy });
    /** @type {TransformController} */
    const controller = {
      enqueue: (chunk) => out.enqueue(chunk),
      error: (error) => out.error(error),
      terminate: () => out.close(),
      get desiredSize() {
        return out.desiredSize;
      },
    };
    this.#writable = new WritableStream({
      start: () => given.start?.(controller),
      write: async (chunk) => {
        if (given.transform === undefined) controller.enqueue(chunk);
        else await given.transform(chunk, controller);
        // Until something wants more.
        if ((out.desiredSize ?? 1) < 0) {
          await new Promise((resolve) => {
            resume = () => resolve(undefined);
          });
        }
      },
      close: async () => {
        await given.flush?.(controller);
        if (out.desiredSize !== null) out.close();
      },
      abort: (reason) => out.error(reason),
    }, writableStrategy);
  }
  get readable() {
    return this.#readable;
  }
  get writable() {
    return this.#writable;
  }
}

class TextEncoderStream extends TransformStream {
  constructor() {
    super({
      transform: (chunk, controller) => {
        const text = String(chunk);
        if (text !== "") {
          controller.enqueue(encodings.encode(text.toWellFormed()));
        }
      },
    });
  }
  get encoding() {
    return "utf-8";
  }
}

class TextDecoderStream extends TransformStream {
  #decoder;
  /**
   * @param {string} [label]
   * @param {object} [options]
   */
  constructor(label = "utf-8", options = {}) {
    // A cast, as the types of scripts have its simple form.
    const Decoder =
      /** @type {new (label: string, options: object) => { encoding: string, decode(bytes?: unknown, options?: object): string }} */ (
        /** @type {unknown} */ (TextDecoder)
      );
    const decoder = new Decoder(label, options);
    super({
      transform: (chunk, controller) => {
        const text = decoder.decode(chunk, { stream: true });
        if (text !== "") controller.enqueue(text);
      },
      flush: (controller) => {
        const text = decoder.decode();
        if (text !== "") controller.enqueue(text);
      },
    });
    this.#decoder = decoder;
  }
  get encoding() {
    return this.#decoder.encoding;
  }
}

class CountQueuingStrategy {
  /** @param {{ highWaterMark: number }} options */
  constructor({ highWaterMark }) {
    this.highWaterMark = Number(highWaterMark);
  }
  size() {
    return 1;
  }
}

class ByteLengthQueuingStrategy {
  /** @param {{ highWaterMark: number }} options */
  constructor({ highWaterMark }) {
    this.highWaterMark = Number(highWaterMark);
  }
  /** @param {{ byteLength: number }} chunk */
  size(chunk) {
    return chunk.byteLength;
  }
}

const classes = {
  ByteLengthQueuingStrategy,
  CountQueuingStrategy,
  ReadableStream,
  ReadableStreamDefaultReader,
  TextDecoderStream,
  TextEncoderStream,
  TransformStream,
  WritableStream,
  WritableStreamDefaultWriter,
};
for (const [tag, constructor] of Object.entries(classes)) {
  Object.defineProperty(constructor.prototype, Symbol.toStringTag, {
    value: tag,
    configurable: true,
  });
}

/** Makes the classes. */
export function makeStreams() {
  return classes;
}
