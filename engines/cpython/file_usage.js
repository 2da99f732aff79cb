// What the files of one tree take, and how much they may.

import { fail } from "./file_errors.js";

/**
 * @import { TreeNode } from "./directory.js"
 *
 * @typedef {object} FileCaps
 * @property {number} fileBytes What all regular files of the guest may hold together.
 * @property {number} maxFiles How many names the guest may make, hard links included.
 */

/** What a tree counts, shared by all its nodes. */
export class FileUsage {
  /** Bytes of the guest's regular files. Those that have lost their name count while they are open. */
  bytes = 0;
  /** Names that the guest made. */
  names = 0;
  /** @type {FileCaps} */
  caps = { fileBytes: Infinity, maxFiles: Infinity };
  /**
   * The nodes that changed and still have a name.
   *
   * @type {Set<TreeNode>}
   */
  changed = new Set();
  /**
   * The nodes without a name that are still open.
   *
   * @type {Set<TreeNode>}
   */
  nameless = new Set();
  /** The last number that a node got. */
  lastNumber = 0;
  /**
   * The time, in nanoseconds since 1970.
   *
   * @type {() => bigint}
   */
  now = () => 0n;

  /**
   * Sets the clock for the times of files.
   *
   * @param {() => bigint} now The time, in nanoseconds since 1970
   */
  setClock(now) {
    let last = 0n;
    // A clock that fails must not end an operation in the middle.
    this.now = () => {
      try {
        last = BigInt.asUintN(64, now());
      } catch {
        // The time stands still.
      }
      return last;
    };
  }

  nextNumber() {
    return ++this.lastNumber;
  }

  /**
   * Refuses bytes for which there is no room.
   *
   * @param {number} moreBytes
   */
  requireRoom(moreBytes) {
    if (moreBytes > 0 && this.bytes + moreBytes > this.caps.fileBytes) {
      fail("ENOSPC");
    }
  }

  /** Refuses another name if there are too many. */
  requireName() {
    if (this.names >= this.caps.maxFiles) fail("ENOSPC");
  }
}
