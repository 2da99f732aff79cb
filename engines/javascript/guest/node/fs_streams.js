// Streams of files. An internal module.

/**
 * @import { BufferClass, Done, NodeBuffer, NodeFs, NodeParts, ReadableClass, ReadableObject, ReadableOptions, WritableClass, WritableObject, WritableOptions } from "./node.d.ts"
 *
 * @typedef {ReadableOptions & { start?: number, end?: number, fd?: number }} ReadStreamOptions
 * @typedef {WritableOptions & { flags?: string }} WriteStreamOptions
 */

/** @type {NodeParts["require"]} */
let requirePart;
/** @type {BufferClass} */
let Buffer;
/** @type {ReadableClass} */
let Readable;
/** @type {WritableClass} */
let Writable;

/**
 * The options of a stream, of which a text is the encoding.
 *
 * @param {string | object | null} [given]
 */
function toOptions(given) {
  return typeof given === "string" ? { encoding: given } : given ?? {};
}

/**
 * @param {unknown} path
 * @param {string | ReadStreamOptions | null} [given]
 */
function createReadStream(path, given) {
  const options = /** @type {ReadStreamOptions} */ (toOptions(given));
  /** @type {NodeFs} */
  const fs = requirePart("fs");
  /** @type {NodeBuffer} */
  let bytes;
  let at = options.start ?? 0;
  let isOpen = false;
  const stream = Object.assign(
    new Readable({
      ...options,
      highWaterMark: options.highWaterMark ?? 65_536,
      read(count) {
        try {
          if (!isOpen) {
            isOpen = true;
            bytes = fs.readFileSync(options.fd ?? path);
            bytes = bytes.subarray(0, (options.end ?? Infinity) + 1);
            stream.emit("open", 3);
            stream.emit("ready");
          }
        } catch (error) {
          stream.destroy(error);
          return;
        }
        const piece = bytes.subarray(at, at + count);
        at += piece.length;
        stream.bytesRead += piece.length;
        stream.push(piece.length === 0 ? null : Buffer.from(piece));
      },
    }),
    {
      path,
      bytesRead: 0,
      fd: null,
      /** @param {Done} [done] */
      close: (done) => {
        if (done) stream.once("close", done);
        stream.destroy();
      },
    },
  );
  return stream;
}

/**
 * @param {unknown} path
 * @param {string | WriteStreamOptions | null} [given]
 */
function createWriteStream(path, given) {
  const options = /** @type {WriteStreamOptions} */ (toOptions(given));
  const fs = requirePart("fs");
  const flag = options.flags ?? "w";
  let isOpen = false;
  const open = () => {
    if (isOpen) return;
    isOpen = true;
    if (flag.startsWith("w") || flag.startsWith("a")) {
      fs.writeFileSync(path, "", { flag });
    }
    stream.emit("open", 3);
    stream.emit("ready");
  };
  /**
   * @param {() => void} act
   * @param {Done} callback
   */
  const attempt = (act, callback) => {
    try {
      act();
      callback();
    } catch (error) {
      callback(error);
    }
  };
  const stream = Object.assign(
    new Writable({
      ...options,
      write: (chunk, _encoding, callback) =>
        attempt(() => {
          open();
          fs.appendFileSync(path, chunk);
          stream.bytesWritten += chunk.length;
        }, callback),
      final: (callback) => attempt(open, callback),
    }),
    {
      path,
      bytesWritten: 0,
      fd: null,
      /** @param {Done} [done] */
      close: (done) => {
        if (done) stream.once("close", done);
        stream.end();
      },
    },
  );
  queueMicrotask(() => {
    if (isOpen || stream.destroyed) return;
    try {
      open();
    } catch (error) {
      stream.destroy(error);
    }
  });
  return stream;
}

/** @param {NodeParts} node */
export function make({ require }) {
  requirePart = require;
  ({ Readable, Writable } = require("stream"));
  ({ Buffer } = require("buffer"));
  return { "internal/fs_streams": { createReadStream, createWriteStream } };
}
