// Open files of the host's: every operation is a host request.

import { isFileError } from "./file_errors.js";
import { MountNode } from "./mounts.js";
import { toBase64 } from "../worker/intrinsics.js";
import {
  MOUNT_PIECE_BYTES,
  MOUNT_WRITE_BYTES,
} from "../worker/shared_values.js";

/** An open file of the host's. */
export class MountFile {
  readOnly = false;
  /** @type {MountNode} */
  #node;
  #writes;
  /**
   * What the host knows it by. A file that was open in a restored sandbox is opened again when it is used.
   *
   * @type {number | undefined}
   */
  #handle;

  /**
   * @param {MountNode} node
   * @param {{ writes: boolean, handle?: number }} options
   */
  constructor(node, { writes, handle }) {
    this.#node = node;
    this.#writes = writes;
    this.#handle = handle;
  }

  #open() {
    this.#handle ??= this.#node.mount.ask({
      op: "open",
      path: this.#node.path,
      write: this.#writes,
    }).value;
    return this.#handle;
  }

  stat() {
    const handle = this.#open();
    const { value } = this.#node.mount.ask({ op: "fstat", handle });
    return this.#node.statAs(value);
  }

  get size() {
    return this.stat().size;
  }

  setTimes() {}

  /**
   * @param {Uint8Array} target
   * @param {number} position
   * @returns {number} How many bytes were read
   */
  read(target, position) {
    const handle = this.#open();
    let done = 0;
    while (done < target.length) {
      const length = Math.min(MOUNT_PIECE_BYTES, target.length - done);
      const offset = position + done;
      const { bytes } = this.#node.mount.ask({
        op: "read",
        handle,
        offset,
        length,
      });
      if (bytes === undefined) break;
      const read = Math.min(length, bytes.length);
      target.set(bytes.subarray(0, read), done);
      done += read;
      if (read < length) break;
    }
    return done;
  }

  /**
   * @param {Uint8Array} source
   * @param {number} position
   * @returns {number} How many bytes were written
   */
  write(source, position) {
    const handle = this.#open();
    let done = 0;
    while (done < source.length) {
      // A copy, as what encodes it takes no part of another's memory.
      const piece = source.slice(done, done + MOUNT_WRITE_BYTES);
      const offset = position + done;
      try {
        const request = /** @type {const} */ ({ op: "write", handle, offset });
        this.#node.mount.ask(request, toBase64(piece));
      } catch (error) {
        if (done > 0) return done;
        throw error;
      }
      done += piece.length;
    }
    return done;
  }

  /** @param {number} size */
  resize(size) {
    const handle = this.#open();
    this.#node.mount.ask({ op: "truncate", handle, size });
  }

  retain() {}

  release() {
    if (this.#handle === undefined) return;
    const handle = this.#handle;
    this.#handle = undefined;
    this.#node.mount.ask({ op: "close", handle });
  }
}

/**
 * Opens a file of the host's.
 *
 * @param {MountNode} directory
 * @param {string} name
 * @param {{ writes: boolean, create: boolean, exclusive: boolean, truncate: boolean }} options
 * @returns {{ node: MountNode, file: MountFile | undefined }} No file if it is a directory
 */
export function openInMount(directory, name, options) {
  const { mount, above } = directory;
  const { writes, create, exclusive, truncate } = options;
  const path = directory.pathOf(name);
  const flags = { write: writes, create, exclusive: create && exclusive };
  let handle;
  try {
    handle = mount.ask({ op: "open", path, ...flags }).value;
  } catch (error) {
    if (!isFileError(error, "EISDIR") || writes || create) throw error;
    return {
      node: new MountNode(mount, { path, kind: "directory", above }),
      file: undefined,
    };
  }
  const node = new MountNode(mount, { path, kind: "file", above });
  const file = new MountFile(node, { writes, handle });
  if (!truncate) return { node, file };
  try {
    file.resize(0);
  } catch (error) {
    file.release();
    throw error;
  }
  return { node, file };
}
