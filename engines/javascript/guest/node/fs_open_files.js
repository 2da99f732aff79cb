// Open files, and standard input and output, by descriptors.

import { encodings } from "../encodings.js";
import { invalidType } from "./errors.js";

/**
 * @import { BufferClass, NodeFs, NodeParts } from "./node.d.ts"
 *
 * @typedef {object} OpenFile
 * @property {string} path
 * @property {string} flags
 * @property {number} position
 * @property {number} [device]
 *
 * @typedef {{ offset?: number, length?: number, position?: number | bigint | null }} ReadOptions
 * @typedef {{ encoding?: string }} FileOptions
 * @typedef {(number | string | null | undefined)[]} WriteArguments An offset, a length and a place, or a place and an encoding.
 */

/** @type {Readonly<Record<string, number>>} */
export const DEVICES = {
  "/dev/stdin": 0,
  "/dev/stdout": 1,
  "/dev/stderr": 2,
  "/dev/null": -1,
};
/** @type {Readonly<Record<number, string>>} */
const NUMBERED = {
  0: "r",
  1: "w",
  2: "r+",
  65: "w",
  577: "w",
  1089: "a",
  578: "w+",
  193: "wx",
};

/**
 * The open files by their numbers.
 *
 * @type {Map<unknown, OpenFile>}
 */
export const open = new Map();
let lastFd = 2;
/** @type {NodeParts} */
export let node;
/** @type {NodeFs} */
export let fs;
/** @type {BufferClass} */
export let Buffer;

/**
 * Says what the modules of files use of others.
 *
 * @param {NodeParts} given
 */
export function useNode(given) {
  node = given;
  fs = node.require("fs");
  ({ Buffer } = node.require("buffer"));
}

/**
 * @param {unknown} fd
 * @param {string} syscall
 */
function badDescriptor(fd, syscall) {
  if (typeof fd !== "number") throw invalidType("fd", "of type number", fd);
  return Object.assign(
    new Error(`EBADF: bad file descriptor, ${syscall}`),
    { errno: -9, code: "EBADF", syscall },
  );
}

/**
 * @param {unknown} fd
 * @param {string} syscall
 */
export function find(fd, syscall) {
  const file = open.get(fd);
  if (file === undefined) throw badDescriptor(fd, syscall);
  return file;
}

/**
 * What is at a path that is opened.
 *
 * @param {string} path
 */
function kindOf(path) {
  try {
    return fs.statSync(path).isDirectory() ? "directory" : "file";
  } catch (error) {
    error.message = error.message.replace(", stat ", ", open ");
    error.syscall = "open";
    throw error;
  }
}

/**
 * @param {string} path
 * @param {string | number} [given] Flags
 */
export function openSync(path, given = "r") {
  const flags = typeof given === "number"
    ? NUMBERED[given] ?? "r"
    : given ?? "r";
  if (path in DEVICES) {
    const fd = ++lastFd;
    open.set(fd, { path, flags, position: 0, device: DEVICES[path] });
    return fd;
  }
  if (/^w/.test(flags)) {
    fs.writeFileSync(path, "", { flag: flags.replace("+", "") });
  } else if (/^a/.test(flags)) {
    fs.writeFileSync(path, "", { flag: flags.replace("+", "") });
  } else if (kindOf(path) === "directory" && flags !== "r") {
    throw Object.assign(
      new Error(`EISDIR: illegal operation on a directory, open '${path}'`),
      { errno: -21, code: "EISDIR", syscall: "open", path },
    );
  }
  const fd = ++lastFd;
  open.set(fd, {
    path: node.require("path").resolve(`${path}`),
    flags,
    position: 0,
  });
  return fd;
}

/** @param {number} fd */
export function closeSync(fd) {
  if (fd >= 0 && fd <= 2) return;
  find(fd, "close");
  open.delete(fd);
}

// Standard input

let held = new Uint8Array(0);

/**
 * The next bytes of standard input, at most so many; none at the end.
 *
 * @param {number} most
 */
function readInput(most) {
  if (held.length === 0) {
    const text = node.readInputNow();
    if (text === null) return held;
    held = encodings.encode(text);
  }
  const piece = held.subarray(0, most);
  held = held.subarray(piece.length);
  return piece;
}

export function readAllInput() {
  const pieces = [];
  for (;;) {
    const piece = readInput(Infinity);
    if (piece.length === 0) return Buffer.concat(pieces);
    pieces.push(piece);
  }
}

/**
 * @param {unknown} fd
 * @returns {number | undefined}
 */
export function deviceOf(fd) {
  return typeof fd === "number" && fd >= 0 && fd <= 2
    ? fd
    : open.get(fd)?.device;
}

/**
 * @param {unknown} fd
 * @param {ArrayBufferView} buffer
 * @param {number | ReadOptions} [given]
 * @param {number} [length]
 * @param {number | bigint | null} [position]
 */
export function readSync(fd, buffer, given, length, position) {
  const options = typeof given === "object" && given !== null
    ? given
    : { offset: /** @type {number} */ (given), length, position };
  const offset = options.offset ?? 0;
  const room = new Uint8Array(
    buffer.buffer,
    buffer.byteOffset + offset,
    Math.min(options.length ?? Infinity, buffer.byteLength - offset),
  );
  const device = deviceOf(fd);
  if (device !== undefined) {
    const piece = device === 0 ? readInput(room.length) : new Uint8Array(0);
    room.set(piece);
    return piece.length;
  }
  const file = find(fd, "read");
  const hasPosition = options.position !== null &&
    options.position !== undefined &&
    options.position >= 0;
  const at = Number(hasPosition ? options.position : file.position);
  const piece = node.files.read(file.path, at, room.length);
  room.set(piece);
  if (!hasPosition) file.position += piece.length;
  return piece.length;
}

/**
 * @param {unknown} data
 * @param {string} [encoding]
 */
export function toBytes(data, encoding) {
  if (typeof data === "string") return Buffer.from(data, encoding ?? "utf8");
  if (ArrayBuffer.isView(data)) {
    return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  }
  throw invalidType(
    "buffer",
    "of type string or an instance of Buffer, TypedArray, or DataView",
    data,
  );
}

/**
 * @param {unknown} fd
 * @param {unknown} data
 * @param {WriteArguments} rest
 */
export function writeSync(fd, data, ...rest) {
  const isText = typeof data === "string";
  // Casts, as a text has a place and an encoding, and bytes have an offset, a length and a place.
  const [offset, length, bytePosition] = /** @type {number[]} */ (rest);
  const whole = toBytes(
    data,
    isText ? /** @type {string} */ (rest[1]) : undefined,
  );
  const bytes = isText
    ? whole
    : whole.subarray(offset ?? 0, (offset ?? 0) + (length ?? Infinity));
  const position = isText ? offset : bytePosition;
  const device = deviceOf(fd);
  if (device !== undefined) {
    if (device > 0) node.write(device, isText ? data : encodings.decode(bytes));
    return bytes.length;
  }
  const file = find(fd, "write");
  if (file.flags === "r") throw badDescriptor(fd, "write");
  const isAppended = file.flags.startsWith("a");
  const at = isAppended ? "end" : position ?? file.position;
  node.files.write(file.path, bytes, at);
  if (!isAppended && (position === null || position === undefined)) {
    file.position += bytes.length;
  }
  return bytes.length;
}
