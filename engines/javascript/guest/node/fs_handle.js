// deno-lint-ignore-file require-await -- what it throws is to reject the promise
// What `open` of `fs/promises` gives.

import {
  fstatSync,
  ftruncateSync,
  readFile,
  writeFile,
} from "./fs_by_descriptor.js";
import {
  Buffer,
  closeSync,
  fs,
  node,
  open,
  readSync,
  writeSync,
} from "./fs_open_files.js";

/**
 * @import { FileOptions, ReadOptions, WriteArguments } from "./fs_open_files.js"
 *
 * @typedef {[given?: number | ReadOptions, length?: number, position?: number | bigint | null]} ReadArguments
 */

export class FileHandle {
  /** @param {number} fd */
  constructor(fd) {
    this.fd = fd;
  }
  /**
   * @param {ArrayBufferView & { buffer?: ArrayBufferView }} [buffer] Or options
   * @param {ReadArguments} rest
   */
  async read(buffer, ...rest) {
    const target = buffer?.buffer === undefined || !ArrayBuffer.isView(buffer)
      ? buffer?.buffer ?? Buffer.alloc(16_384)
      : buffer;
    return { bytesRead: readSync(this.fd, target, ...rest), buffer: target };
  }
  /**
   * @param {unknown} data
   * @param {WriteArguments} rest
   */
  async write(data, ...rest) {
    return { bytesWritten: writeSync(this.fd, data, ...rest), buffer: data };
  }
  /** @param {string | FileOptions} [options] */
  async readFile(options) {
    return readFile(this.fd, options);
  }
  /**
   * @param {unknown} data
   * @param {string | FileOptions} [options]
   */
  async writeFile(data, options) {
    writeFile(this.fd, data, options);
  }
  /**
   * @param {unknown} data
   * @param {string | FileOptions} [options]
   */
  async appendFile(data, options) {
    writeFile(this.fd, data, options);
  }
  async stat() {
    return fstatSync(this.fd);
  }
  /** @param {number} [length] */
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
  /** @param {object} [options] */
  createReadStream(options) {
    return fs.createReadStream(null, { ...options, fd: this.fd });
  }
  /** @param {object} [options] */
  createWriteStream(options) {
    return fs.createWriteStream(open.get(this.fd).path, {
      flags: "r+",
      ...options,
    });
  }
  /** @param {object} [options] */
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
