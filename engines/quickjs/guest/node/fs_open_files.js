// Open files, and standard input and output, by descriptors.

import { encodings } from "../encodings.js";
import { invalidType } from "./errors.js";

/** @import { NodeParts } from "./node.d.ts" */

export const DEVICES = {
  "/dev/stdin": 0,
  "/dev/stdout": 1,
  "/dev/stderr": 2,
  "/dev/null": -1,
};
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

/** The open files by their numbers. */
export const open = new Map();
let lastFd = 2;
export let node;
export let fs;
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

function badDescriptor(fd, syscall) {
  if (typeof fd !== "number") throw invalidType("fd", "of type number", fd);
  return Object.assign(
    new Error(`EBADF: bad file descriptor, ${syscall}`),
    { errno: -9, code: "EBADF", syscall },
  );
}

function find(fd, syscall) {
  const file = open.get(fd);
  if (file === undefined) throw badDescriptor(fd, syscall);
  return file;
}

/** What is at a path that is opened. */
function kindOf(path) {
  try {
    return fs.statSync(path).isDirectory() ? "directory" : "file";
  } catch (error) {
    error.message = error.message.replace(", stat ", ", open ");
    error.syscall = "open";
    throw error;
  }
}

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

export function closeSync(fd) {
  if (fd >= 0 && fd <= 2) return;
  find(fd, "close");
  open.delete(fd);
}

// Standard input

let held = new Uint8Array(0);

/** The next bytes of standard input, at most so many; none at the end. */
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

function readAllInput() {
  const pieces = [];
  for (;;) {
    const piece = readInput(Infinity);
    if (piece.length === 0) return Buffer.concat(pieces);
    pieces.push(piece);
  }
}

function deviceOf(fd) {
  return fd >= 0 && fd <= 2 ? fd : open.get(fd)?.device;
}

export function readSync(fd, buffer, given, length, position) {
  const options = typeof given === "object" && given !== null
    ? given
    : { offset: given, length, position };
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

function toBytes(data, encoding) {
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

export function writeSync(fd, data, ...rest) {
  const isText = typeof data === "string";
  const whole = toBytes(data, isText ? rest[1] : undefined);
  const [offset, length, bytePosition] = rest;
  const bytes = isText
    ? whole
    : whole.subarray(offset ?? 0, (offset ?? 0) + (length ?? Infinity));
  const position = isText ? rest[0] : bytePosition;
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

/** What is read where a descriptor or a device stands for a path. */
export function readFile(target, options) {
  const encoding = typeof options === "string" ? options : options?.encoding;
  const device = typeof target === "string"
    ? DEVICES[target]
    : deviceOf(target);
  let bytes;
  if (device === 0) bytes = readAllInput();
  else if (device !== undefined) bytes = Buffer.alloc(0);
  else {
    const file = find(target, "read");
    bytes = fs.readFileSync(file.path).subarray(file.position);
    file.position += bytes.length;
  }
  return encoding && encoding !== "buffer" ? bytes.toString(encoding) : bytes;
}

export function writeFile(target, data, options) {
  const encoding = typeof options === "string" ? options : options?.encoding;
  const device = typeof target === "string"
    ? DEVICES[target]
    : deviceOf(target);
  const bytes = toBytes(
    typeof data === "number" || typeof data === "boolean" ? `${data}` : data,
    encoding,
  );
  if (device > 0) node.write(device, encodings.decode(bytes));
  else if (device === undefined) writeSync(target, bytes);
}

export function fstatSync(fd) {
  if (deviceOf(fd) !== undefined) {
    const stat = fs.statSync("/work");
    return Object.assign(Object.create(stat), {
      size: 0,
      mode: 0o10600,
      isFile: () => false,
      isDirectory: () => false,
      isFIFO: () => true,
      isCharacterDevice: () => false,
    });
  }
  return fs.statSync(find(fd, "fstat").path);
}

export function ftruncateSync(fd, length = 0) {
  fs.truncateSync(find(fd, "ftruncate").path, length);
}
