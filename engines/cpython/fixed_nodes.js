// What lies in directories and never changes: files of an archive, and devices. Trees that are copies of each other share
// it.

import { fail } from "./file_errors.js";
import { CHARACTER_DEVICE, REGULAR_FILE } from "./file_nodes.js";

/**
 * @import { NodeStat } from "./node_base.js"
 * @import { FileUsage } from "./file_usage.js"
 */

/** Another device than that of what can be changed, so that links and moves between them fail. */
const READ_ONLY_DEVICE = 2;

class FixedNode {
  readOnly = true;
  links = 1;
  hidden = false;
  #time;
  /** @type {number} */
  number;

  /**
   * @param {FileUsage} usage
   * @param {{ number: number, time: bigint }} [made] Its number, and when it was made, if not now
   */
  constructor(usage, made) {
    this.number = made?.number ?? usage.nextNumber();
    this.#time = made?.time ?? usage.now();
  }

  /**
   * @param {number} filetype
   * @param {number} size
   * @returns {NodeStat}
   */
  statAs(filetype, size) {
    return {
      device: READ_ONLY_DEVICE,
      number: this.number,
      filetype,
      links: 1,
      size,
      accessed: this.#time,
      modified: this.#time,
      changed: this.#time,
    };
  }

  addPlace() {}
  removePlace() {}
  retain() {}
  release() {}
}

/** A file that cannot be changed, over bytes that may lie in shared memory. */
export class ArchiveFile extends FixedNode {
  /** @type {"file"} */
  type = "file";
  #bytes;

  /**
   * @param {FileUsage} usage
   * @param {Uint8Array} bytes
   * @param {{ number: number, time: bigint }} [made] Its number, and when it was made, if not now
   */
  constructor(usage, bytes, made) {
    super(usage, made);
    this.#bytes = bytes;
  }

  get size() {
    return this.#bytes.length;
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

  /** @returns {never} */
  write() {
    return fail("EROFS");
  }

  /** @returns {never} */
  resize() {
    return fail("EROFS");
  }

  /** @returns {never} */
  setTimes() {
    return fail("EROFS");
  }

  copyFor() {
    return this;
  }
}

/** @typedef {"null" | "zero" | "random" | "stdin" | "stdout" | "stderr"} DeviceName */

export class DeviceNode extends FixedNode {
  /** @type {"device"} */
  type = "device";
  /** @type {DeviceName} */
  device;

  /**
   * @param {FileUsage} usage
   * @param {DeviceName} device
   */
  constructor(usage, device) {
    super(usage);
    this.device = device;
  }

  stat() {
    return this.statAs(CHARACTER_DEVICE, 0);
  }

  /** Times of devices are not kept. */
  setTimes() {}

  copyFor() {
    return this;
  }
}
