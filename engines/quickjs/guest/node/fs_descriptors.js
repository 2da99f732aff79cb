// deno-lint-ignore-file require-await -- what it throws is to reject the promise
// The part of `fs` that works with descriptors: open files, and standard input and output. An internal module.

import { encodings } from "../encodings.js";
import { invalidType, nodeError } from "./errors.js";

const DEVICES = {
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
const open = new Map();
let lastFd = 2;
let node;
let fs;
let Buffer;

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

function openSync(path, given = "r") {
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

function closeSync(fd) {
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

function readSync(fd, buffer, given, length, position) {
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

function writeSync(fd, data, ...rest) {
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
function readFile(target, options) {
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

function writeFile(target, data, options) {
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

function fstatSync(fd) {
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

function ftruncateSync(fd, length = 0) {
  fs.truncateSync(find(fd, "ftruncate").path, length);
}

class FileHandle {
  constructor(fd) {
    this.fd = fd;
  }
  async read(buffer, ...rest) {
    const target = buffer?.buffer === undefined || !ArrayBuffer.isView(buffer)
      ? buffer?.buffer ?? Buffer.alloc(16_384)
      : buffer;
    return { bytesRead: readSync(this.fd, target, ...rest), buffer: target };
  }
  async write(data, ...rest) {
    return { bytesWritten: writeSync(this.fd, data, ...rest), buffer: data };
  }
  async readFile(options) {
    return readFile(this.fd, options);
  }
  async writeFile(data, options) {
    writeFile(this.fd, data, options);
  }
  async appendFile(data, options) {
    writeFile(this.fd, data, options);
  }
  async stat() {
    return fstatSync(this.fd);
  }
  async truncate(length) {
    ftruncateSync(this.fd, length);
  }
  async sync() {}
  async datasync() {}
  async chmod() {}
  async close() {
    closeSync(this.fd);
    this.fd = -1;
  }
  createReadStream(options) {
    return fs.createReadStream(null, { ...options, fd: this.fd });
  }
  createWriteStream(options) {
    return fs.createWriteStream(open.get(this.fd).path, {
      flags: "r+",
      ...options,
    });
  }
  readLines(options) {
    return node.require("readline").createInterface({
      input: this.createReadStream(options),
      crlfDelay: Infinity,
    });
  }
  [Symbol.asyncDispose ?? Symbol.for("Symbol.asyncDispose")]() {
    return this.close();
  }
}

function refuse(name, reason) {
  return () => {
    throw Object.assign(
      nodeError(
        Error,
        "ENOSYS",
        `ENOSYS: function not implemented, ${name}: ${reason}`,
      ),
      { errno: -38, syscall: name },
    );
  };
}

const NO_LINKS = "the sandbox's files have no links, write a copy instead";
const NO_WATCH =
  "nothing but the program itself changes the sandbox's files, so there is nothing to watch";
const REFUSED = {
  symlink: NO_LINKS,
  link: NO_LINKS,
  readlink: NO_LINKS,
  watch: NO_WATCH,
  watchFile: NO_WATCH,
  utimes: "the sandbox sets the times of its files itself",
  lutimes: "the sandbox sets the times of its files itself",
  futimes: "the sandbox sets the times of its files itself",
  statfs: "the sandbox's files lie in memory",
};

/** A directory that is read entry by entry. */
class Dir {
  #entries;
  constructor(path) {
    this.path = path;
    this.#entries = fs.readdirSync(path, { withFileTypes: true });
  }
  readSync() {
    return this.#entries.shift() ?? null;
  }
  async read() {
    return this.readSync();
  }
  closeSync() {}
  async close() {}
  async *[Symbol.asyncIterator]() {
    for (let one = this.readSync(); one !== null; one = this.readSync()) {
      yield one;
    }
  }
}

function cpSync(from, to, options = {}) {
  const { join } = node.require("path");
  if (!fs.statSync(from).isDirectory()) {
    if (options.filter?.(from, to) === false) return;
    if (fs.existsSync(to) && options.force === false) {
      if (!options.errorOnExist) return;
      throw Object.assign(new Error(`${to} exists`), {
        code: "ERR_FS_CP_EEXIST",
      });
    }
    fs.mkdirSync(node.require("path").dirname(to), { recursive: true });
    return fs.copyFileSync(from, to);
  }
  if (!options.recursive) {
    throw nodeError(
      Error,
      "ERR_FS_EISDIR",
      `Recursive option not enabled, cannot copy a directory: ${from}`,
    );
  }
  if (options.filter?.(from, to) === false) return;
  fs.mkdirSync(to, { recursive: true });
  for (const name of fs.readdirSync(from)) {
    cpSync(join(from, name), join(to, name), options);
  }
}

const operations = {
  open: openSync,
  close: closeSync,
  read: readSync,
  write: writeSync,
  fstat: fstatSync,
  ftruncate: ftruncateSync,
  fsync() {},
  fdatasync() {},
  chmod() {},
  fchmod() {},
  lchmod() {},
  chown() {},
  fchown() {},
  lchown() {},
  opendir: (path) => new Dir(path),
  cp: cpSync,
};

/** Gives the modules what they lack. */
function complete(target, promises) {
  const set = (object, name, value) => {
    Object.defineProperty(value, "name", { value: name, configurable: true });
    object[name] = value;
  };
  const streams = () => node.require("internal/fs_streams");
  set(
    target,
    "createReadStream",
    (...args) => streams().createReadStream(...args),
  );
  set(
    target,
    "createWriteStream",
    (...args) => streams().createWriteStream(...args),
  );
  const all = { ...operations };
  for (const [name, reason] of Object.entries(REFUSED)) {
    all[name] = refuse(name, reason);
  }
  for (const [name, operate] of Object.entries(all)) {
    set(target, `${name}Sync`, (...args) => operate(...args));
    set(target, name, (...args) => {
      // A watcher has no error to call back with.
      if (name in REFUSED) return operate();
      const callback = args.pop();
      let error = null;
      let value;
      try {
        value = operate(...args);
      } catch (thrown) {
        error = thrown;
      }
      node.later(() =>
        error ? callback(error) : callback(null, value, args[1])
      );
    });
  }
  target.unwatchFile = () => {};
  for (
    const name of [
      "chmod",
      "chown",
      "lchown",
      "opendir",
      "cp",
      ...Object.keys(REFUSED),
    ]
  ) {
    set(promises, name, async (...args) => all[name](...args));
  }
  set(promises, "open", async (...args) => new FileHandle(openSync(...args)));
}

export function make(given) {
  node = given;
  fs = node.require("fs");
  ({ Buffer } = node.require("buffer"));
  return {
    "internal/fs_descriptors": {
      readFile,
      writeFile,
      complete,
      DEVICES,
      FileHandle,
    },
  };
}
