// What is in files, whole.

import { encodings } from "../encodings.js";
import { $Uint8Array } from "../latin1.js";
import { invalidType } from "../node/errors.js";
import { fail, isMissing } from "./errors.js";

/** @import { Target } from "./targets.js" */

/**
 * @param {unknown} data
 * @param {unknown} encoding
 */
export function toBytes(data, encoding) {
  if (typeof data === "string") {
    return encodings.encode(data, encoding ?? "utf8");
  }
  if (ArrayBuffer.isView(data)) {
    return new $Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  }
  if (data instanceof ArrayBuffer) return new $Uint8Array(data);
  throw invalidType(
    "data",
    "of type string or an instance of Buffer, TypedArray, or DataView",
    data,
  );
}

/**
 * What makes one of Node's buffers of bytes.
 *
 * @type {(bytes: Uint8Array) => Uint8Array}
 */
let makeBuffer;

/**
 * Says what makes buffers of bytes.
 *
 * @param {typeof makeBuffer} given
 */
export function makeBuffersBy(given) {
  makeBuffer = given;
}

/**
 * The same bytes as one of Node's buffers.
 *
 * @param {Uint8Array} bytes
 */
export function toBuffer(bytes) {
  return makeBuffer(bytes);
}

/** @param {Pick<Target, "backend" | "whole">} target */
export function statOrNothing({ backend, whole }) {
  try {
    return backend.stat(whole);
  } catch (thrown) {
    if (isMissing(thrown)) return undefined;
    throw thrown;
  }
}

/** @param {Target} target */
export function readAll({ backend, whole }) {
  const { kind, size } = backend.stat(whole);
  if (kind === "directory") {
    // Node opens a directory, and cannot read it then.
    throw Object.assign(
      new Error("EISDIR: illegal operation on a directory, read"),
      { errno: -21, code: "EISDIR", syscall: "read" },
    );
  }
  const first = backend.read(whole, 0, Math.min(size, backend.readBytes));
  if (first.length >= size) return first;
  const bytes = new $Uint8Array(size);
  let at = 0;
  for (let piece = first; piece.length > 0;) {
    bytes.set(piece, at);
    at += piece.length;
    piece = backend.read(whole, at, Math.min(size - at, backend.readBytes));
  }
  return at === size ? bytes : bytes.slice(0, at);
}

/**
 * Writes a file in the way of a flag: `w` anew, `a` at its end, with `x` only if it does not exist.
 *
 * @param {Target} target
 * @param {Uint8Array} bytes
 * @param {string} flag
 */
export function writeAll(target, bytes, flag) {
  const { backend, whole } = target;
  if (!/^(?:w|a)x?\+?$|^r\+$/.test(flag)) fail("EINVAL");
  const there = statOrNothing(target);
  if (there?.kind === "directory") fail("EISDIR");
  if (there !== undefined && flag.includes("x")) fail("EEXIST");
  if (there === undefined && flag === "r+") fail("ENOENT");
  if (there === undefined) backend.create(whole);
  else if (flag.startsWith("w") && there.size > 0) backend.truncate(whole, 0);
  backend.write(whole, bytes, flag.startsWith("a") ? "end" : 0);
}
