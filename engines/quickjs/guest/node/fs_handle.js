// deno-lint-ignore-file require-await -- what it throws is to reject the promise
// What `open` of `fs/promises` gives.

import {
  Buffer,
  closeSync,
  fs,
  fstatSync,
  ftruncateSync,
  node,
  open,
  readFile,
  readSync,
  writeFile,
  writeSync,
} from "./fs_open_files.js";

export class FileHandle {
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
