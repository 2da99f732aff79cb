// What lies in directories and can be changed: regular files and symbolic links.

import { fail } from "./file_errors.js";
import { NodeBase } from "./node_base.js";

/** @import { FileUsage } from "./file_usage.js" */

export const CHARACTER_DEVICE = 2;
export const DIRECTORY = 3;
export const REGULAR_FILE = 4;
const SYMBOLIC_LINK = 7;

/** No position in a file is greater: JavaScript counts exactly so far. */
export const MAX_POSITION = Number.MAX_SAFE_INTEGER;
/** Up to here, a file that grows gets a buffer of double its size, then of a quarter more. */
const MAX_SPARE_BYTES = 2 ** 24;
/** A file that shrinks by more gives its buffer back. */
const MIN_GIVEN_BACK_BYTES = 2 ** 16;

const NO_BYTES = new Uint8Array(0);

export class RegularFile extends NodeBase {
  /** @type {"file"} */
  type = "file";
  readOnly = false;
  size = 0;
  /** A buffer that may be longer than the file; what is behind its end is zero, unless it is shared. */
  #bytes = NO_BYTES;
  /** Whether another tree has the same buffer: it is copied before it changes. */
  #isShared = false;
  /** What it held when the guest began, which does not count. */
  #givenBytes = 0;

  /**
   * Gives it its first content, which does not count.
   *
   * @param {Uint8Array} bytes
   */
  fill(bytes) {
    this.#bytes = new Uint8Array(bytes);
    this.size = bytes.length;
    this.give();
  }

  /** Has what it holds now not count. */
  give() {
    this.#givenBytes = this.size;
  }

  /**
   * Has a hidden file count as the guest's, which changes, moves or keeps it.
   *
   * @param {{ checks?: boolean }} [options] Whether it fails if there is no room
   */
  adopt({ checks = true } = {}) {
    if (!this.hidden) return;
    const more = this.size - this.#counted(this.size);
    const { place, usage } = this;
    const isNew = place !== undefined && !place.counts;
    if (checks) usage.requireRoom(more);
    if (checks && isNew) usage.requireName();
    if (isNew) {
      place.counts = true;
      usage.names++;
    }
    usage.bytes += more;
    this.#givenBytes = 0;
    this.hidden = false;
  }

  /** @override */
  keepNameless() {
    this.adopt({ checks: false });
    super.keepNameless();
  }

  /** @param {number} size */
  #counted(size) {
    return Math.max(0, size - this.#givenBytes);
  }

  stat() {
    return this.statAs(REGULAR_FILE, this.size);
  }

  /**
   * @param {Uint8Array} target
   * @param {number} position
   * @returns {number} How many bytes were read
   */
  read(target, position) {
    if (position >= this.size) return 0;
    const end = Math.min(this.size, position + target.length);
    target.set(this.#bytes.subarray(position, end));
    return end - position;
  }

  /**
   * @param {Uint8Array} source
   * @param {number} position
   * @returns {number} How many bytes were written
   */
  write(source, position) {
    if (source.length === 0) return 0;
    this.#prepare(Math.max(this.size, position + source.length));
    this.#bytes.set(source, position);
    this.touch();
    return source.length;
  }

  /** @param {number} size */
  resize(size) {
    if (size >= this.size) this.#prepare(size);
    else this.#shrink(size);
    this.touch();
  }

  /** @param {number} size */
  #shrink(size) {
    this.adopt();
    this.usage.bytes += this.#counted(size) - this.#counted(this.size);
    if (size === 0) this.#bytes = NO_BYTES;
    else if (this.#bytes.length - size > MIN_GIVEN_BACK_BYTES) {
      this.#bytes = this.#bytes.slice(0, size);
    } else if (!this.#isShared) this.#bytes.fill(0, size, this.size);
    else this.#bytes = this.#bytes.slice(0, size);
    this.#isShared = false;
    this.size = size;
  }

  /**
   * Makes the file this long, with a buffer that may be changed. If there is no room, nothing changes.
   *
   * @param {number} size Its size or more
   */
  #prepare(size) {
    if (size > MAX_POSITION) fail("EFBIG");
    this.adopt();
    const more = this.#counted(size) - this.#counted(this.size);
    this.usage.requireRoom(more);
    if (this.#isShared || size > this.#bytes.length) {
      const spare = size > this.#bytes.length && this.#bytes.length > 0
        ? Math.max(
          Math.min(this.size, MAX_SPARE_BYTES),
          Math.floor(this.size / 4),
        )
        : 0;
      const bytes = newBytes(size + spare);
      bytes.set(this.#bytes.subarray(0, this.size));
      this.#bytes = bytes;
      this.#isShared = false;
    }
    this.usage.bytes += more;
    this.size = size;
  }

  /** @override */
  free() {
    this.usage.bytes -= this.#counted(this.size);
    this.#bytes = NO_BYTES;
    this.#givenBytes = this.size = 0;
  }

  /**
   * Copies it for another tree. The bytes are copied when one of the two changes.
   *
   * @param {FileUsage} usage
   */
  copyFor(usage) {
    const copy = new RegularFile(usage, this);
    copy.#bytes = this.#bytes;
    copy.#isShared = this.#isShared = true;
    copy.#givenBytes = this.#givenBytes;
    copy.size = this.size;
    return copy;
  }
}

/** @param {number} length */
function newBytes(length) {
  try {
    return new Uint8Array(length);
  } catch {
    return fail("ENOSPC");
  }
}

export class LinkNode extends NodeBase {
  /** @type {"link"} */
  type = "link";
  readOnly = false;
  /** @type {string} */
  target;
  /** @type {number} */
  #size;
  /** Its target counts as bytes of a file, as it takes as much. */
  #countedBytes = 0;

  /**
   * @param {FileUsage} usage
   * @param {string} target
   * @param {LinkNode} [original]
   */
  constructor(usage, target, original) {
    super(usage, original);
    this.target = target;
    this.#size = original === undefined
      ? new TextEncoder().encode(target).length
      : original.#size;
    if (original !== undefined) this.#countedBytes = original.#countedBytes;
  }

  /** Has its target count. */
  count() {
    this.usage.requireRoom(this.#size);
    this.usage.bytes += this.#countedBytes = this.#size;
  }

  /** Has it not count any more. */
  give() {
    this.#countedBytes = 0;
  }

  /** @override */
  free() {
    this.usage.bytes -= this.#countedBytes;
    this.#countedBytes = 0;
  }

  stat() {
    return this.statAs(SYMBOLIC_LINK, this.#size);
  }

  /** @param {FileUsage} usage */
  copyFor(usage) {
    return new LinkNode(usage, this.target, this);
  }
}
