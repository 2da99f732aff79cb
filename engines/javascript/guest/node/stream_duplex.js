// Streams that are read and written.

import { nodeError } from "./errors.js";
import { Stream, tools } from "./stream_base.js";
import { initReadable } from "./readable_state.js";
import { Readable } from "./stream_readable.js";
import { defineWritable, initWritable } from "./stream_writable.js";

/** @import { Chunk, Done, DuplexObject, DuplexOptions, TransformDone, TransformObject, TransformOptions } from "./node.d.ts" */

/**
 * @this {DuplexObject}
 * @param {DuplexOptions} [options]
 */
export function Duplex(options) {
  if (!(this instanceof Duplex)) return new Duplex(options);
  Stream.call(this, options);
  initReadable(this, options);
  initWritable(this, options);
  this.allowHalfOpen = options?.allowHalfOpen !== false;
  if (!this.allowHalfOpen) this.once("end", () => this.end());
}
Object.setPrototypeOf(Duplex.prototype, Readable.prototype);
Object.setPrototypeOf(Duplex, Readable);
defineWritable(Duplex.prototype);

/**
 * @this {TransformObject}
 * @param {TransformOptions} [options]
 */
export function Transform(options) {
  if (!(this instanceof Transform)) return new Transform(options);
  Duplex.call(this, options);
  Object.defineProperty(this, "_held", { value: null, writable: true });
  for (const name of /** @type {const} */ (["transform", "flush"])) {
    const given = options?.[name];
    if (typeof given === "function") Reflect.set(this, `_${name}`, given);
  }
}
Object.setPrototypeOf(Transform.prototype, Duplex.prototype);
Object.setPrototypeOf(Transform, Duplex);

/** @type {TransformObject["_transform"]} */
Transform.prototype._transform = function () {
  throw nodeError(
    Error,
    "ERR_METHOD_NOT_IMPLEMENTED",
    "The _transform() method is not implemented",
  );
};

/**
 * @this {TransformObject}
 * @param {Chunk} chunk
 * @param {string | undefined} encoding
 * @param {Done} callback
 */
Transform.prototype._write = function (chunk, encoding, callback) {
  this._transform(chunk, encoding, (error, data) => {
    if (error) return callback(error);
    if (data !== undefined && data !== null) this.push(data);
    const { length, highWaterMark } = this._readableState;
    // What is not read yet holds back what is written.
    if (length < highWaterMark) callback();
    else this._held = callback;
  });
};

/**
 * @this {TransformObject}
 * @param {Done} callback
 */
Transform.prototype._final = function (callback) {
  /** @type {TransformDone} */
  const done = (error, data) => {
    if (error) return callback(error);
    if (data !== undefined && data !== null) this.push(data);
    this.push(null);
    callback();
  };
  if (typeof this._flush === "function") this._flush(done);
  else done();
};

/** @this {TransformObject} */
Transform.prototype._read = function () {
  const held = this._held;
  this._held = null;
  held?.();
};

/**
 * @this {TransformObject}
 * @param {TransformOptions} [options]
 */
export function PassThrough(options) {
  if (!(this instanceof PassThrough)) return new PassThrough(options);
  Transform.call(this, options);
}
Object.setPrototypeOf(PassThrough.prototype, Transform.prototype);
Object.setPrototypeOf(PassThrough, Transform);
/** @type {TransformObject["_transform"]} */
PassThrough.prototype._transform = function (chunk, _encoding, callback) {
  callback(null, chunk);
};

tools.closeWhenDone = (stream) => {
  const { _readableState: read, _writableState: write } = stream;
  const isDone = (read === undefined || read.endEmitted) &&
    (write === undefined || write.finished);
  if (isDone && stream._autoDestroy) stream.destroy();
};
