// Standard input, output and error as streams. An internal module.

/** @import { Chunk, Done, NodeParts, StringDecoder, WritableObject } from "./node.d.ts" */

/** What outputs have of terminals without being one. */
const NO_TERMINAL = {
  hasColors: () => false,
  getColorDepth: () => 1,
  getWindowSize: () => [80, 24],
  /**
   * @param {number} _direction
   * @param {() => void} [callback]
   */
  clearLine: (_direction, callback) => (callback?.(), true),
  /**
   * @param {number} _x
   * @param {number} _y
   * @param {() => void} [callback]
   */
  cursorTo: (_x, _y, callback) => (callback?.(), true),
  /**
   * @param {number} _x
   * @param {number} _y
   * @param {() => void} [callback]
   */
  moveCursor: (_x, _y, callback) => (callback?.(), true),
  /** @param {() => void} [callback] */
  clearScreenDown: (callback) => (callback?.(), true),
};

/**
 * @param {NodeParts["require"]} require
 * @param {(chunk: Chunk) => void} send
 */
function makeOutputStream(require, send) {
  const made = new (require("stream").Writable)({
    decodeStrings: false,
    autoDestroy: false,
    write(chunk, _encoding, callback) {
      send(chunk);
      callback();
    },
  });
  // As in Node, it is never closed.
  return Object.assign(made, {
    destroy: () => made,
    destroySoon: () => made,
  });
}

/**
 * Standard output or error: an object that writes at once, as where it is a file, so that what is written comes before
 * what `console.log` writes later. The rest of a stream is made when it is first looked at.
 *
 * @param {1 | 2} fd
 * @param {NodeParts} node
 */
function makeOutput(fd, { require, write }) {
  /** @type {StringDecoder | undefined} */
  let decoder;
  /** @type {WritableObject | undefined} */
  let stream;
  /** @param {Chunk} chunk */
  const send = (chunk) => {
    if (typeof chunk !== "string") {
      decoder ??= new (require("string_decoder").StringDecoder)("utf8");
    }
    write(fd, typeof chunk === "string" ? chunk : decoder.write(chunk));
  };
  const toStream = () => stream ??= makeOutputStream(require, send);
  const output = {
    fd,
    _type: "pipe",
    isTTY: false,
    writable: true,
    /**
     * @param {Chunk} chunk
     * @param {string | Done} [encoding]
     * @param {Done} [callback]
     */
    write(chunk, encoding, callback) {
      const isPlain = typeof chunk === "string" || chunk instanceof Uint8Array;
      if (!isPlain || stream?.writableEnded) {
        return toStream().write(chunk, encoding, callback);
      }
      send(chunk);
      const done = typeof encoding === "function" ? encoding : callback;
      if (typeof done === "function") queueMicrotask(() => done());
      return true;
    },
    ...NO_TERMINAL,
  };
  return new Proxy(output, {
    get(target, name) {
      if (Object.hasOwn(target, name)) return Reflect.get(target, name);
      const value = Reflect.get(toStream(), name);
      return typeof value === "function" && name !== "constructor"
        ? (/** @type {unknown[]} */ ...args) =>
          Reflect.apply(value, stream, args)
        : value;
    },
    has: (target, name) => Object.hasOwn(target, name) || name in toStream(),
    getPrototypeOf: () => Object.getPrototypeOf(toStream()),
  });
}

/** @param {NodeParts} node */
function makeInput({ require, readInput }) {
  const { Readable } = require("stream");
  const { Buffer } = require("buffer");
  const stream = new Readable({
    read() {
      readInput().then((text) => {
        this.push(text === null ? null : Buffer.from(text));
      }, (error) => this.destroy(error));
    },
  });
  return Object.assign(stream, {
    fd: 0,
    isTTY: false,
    isRaw: false,
    setRawMode() {
      return this;
    },
    ref() {
      return this;
    },
    unref() {
      return this;
    },
  });
}

/** @param {NodeParts} node */
export function make(node) {
  return {
    "internal/standard_streams": {
      stdin: () => makeInput(node),
      stdout: () => makeOutput(1, node),
      stderr: () => makeOutput(2, node),
    },
  };
}
