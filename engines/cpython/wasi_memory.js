// The linear memory of the interpreter, as our functions see it: what a guest points to is checked before it is read or
// written.

import { fail } from "./file_errors.js";
import { requirePathLength } from "./paths.js";

const MAX_PATH_BYTES_READ = 4096;
const MAX_VECTORS = 1024;
/** What one call transfers at most; its result is a signed integer for the C library. */
const MAX_TRANSFER_BYTES = 2 ** 31 - 1;

// Names that are not UTF-8 are refused, and no character is dropped from one.
const strictUtf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const NO_MEMORY = new ArrayBuffer(0);

/** @typedef {readonly [pointer: number, bytes: number]} Vector */

export class GuestMemory {
  /** @type {WebAssembly.Memory | undefined} */
  #memory;
  /** @type {Uint8Array} */
  #bytes = new Uint8Array(NO_MEMORY);
  /** @type {DataView} */
  #view = new DataView(NO_MEMORY);

  /** @param {WebAssembly.Memory | undefined} memory */
  attach(memory) {
    this.#memory = memory;
  }

  /** Views of the memory as it is now: it has another buffer after it grew. */
  #refresh() {
    const buffer = this.#memory?.buffer ?? NO_MEMORY;
    if (this.#bytes.buffer === buffer) return;
    this.#bytes = new Uint8Array(buffer);
    this.#view = new DataView(buffer);
  }

  /**
   * Refuses what lies outside.
   *
   * @param {number} pointer
   * @param {number} length
   * @returns {number} The pointer, unsigned
   */
  check(pointer, length) {
    this.#refresh();
    const start = pointer >>> 0;
    if (start + (length >>> 0) > this.#bytes.length) fail("EFAULT");
    return start;
  }

  /**
   * Bytes of the guest's, good until the guest runs again.
   *
   * @param {number} pointer
   * @param {number} length
   */
  bytes(pointer, length) {
    const start = this.check(pointer, length);
    return this.#bytes.subarray(start, start + (length >>> 0));
  }

  /**
   * @param {number} pointer
   * @param {number} length
   */
  viewAt(pointer, length) {
    const start = this.check(pointer, length);
    return new DataView(this.#view.buffer, start, length >>> 0);
  }

  /**
   * @param {number} pointer
   * @param {number} value
   */
  setUint32(pointer, value) {
    // Checked first: that makes the view anew if the memory has grown.
    const at = this.check(pointer, 4);
    this.#view.setUint32(at, value, true);
  }

  /**
   * @param {number} pointer
   * @param {bigint} value
   */
  setUint64(pointer, value) {
    const at = this.check(pointer, 8);
    this.#view.setBigUint64(at, value, true);
  }

  /**
   * A path.
   *
   * @param {number} pointer
   * @param {number} length
   */
  path(pointer, length) {
    const bytes = this.bytes(pointer, length);
    if (bytes.length > MAX_PATH_BYTES_READ) fail("ENAMETOOLONG");
    let path;
    try {
      path = strictUtf8.decode(bytes.slice());
    } catch {
      return fail("EILSEQ");
    }
    if (path.includes("\0")) fail("EINVAL");
    requirePathLength(path);
    return path;
  }

  /**
   * The buffers of a list of them, which is read before any of them is written.
   *
   * @param {number} pointer
   * @param {number} count
   * @returns {Vector[]}
   */
  vectors(pointer, count) {
    const length = count >>> 0;
    if (length > MAX_VECTORS) fail("EINVAL");
    const view = this.viewAt(pointer, 8 * length);
    /** @type {Vector[]} */
    const vectors = [];
    let total = 0;
    for (let i = 0; i < length; i++) {
      const start = view.getUint32(8 * i, true);
      const bytes = view.getUint32(8 * i + 4, true);
      this.check(start, bytes);
      const taken = Math.min(bytes, MAX_TRANSFER_BYTES - total);
      total += taken;
      if (taken > 0) vectors.push([start, taken]);
    }
    return vectors;
  }
}
