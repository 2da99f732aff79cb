// Directories of the host's as a backend of fs/: every operation is one host request.
// Paths are absolute paths of the guest's. What cannot be done is thrown with the errno's name as its `code`.

import {
  MOUNT_PIECE_BYTES,
  MOUNT_WRITE_BYTES,
} from "../../worker/shared_values.js";

/**
 * @import { MountRequest, MountValues } from "../../../core/mount_messages.ts"
 * @import { MountGrant } from "../../../core/protocol.ts"
 * @import { Backend, Channel } from "./host.d.ts"
 */

const { stringify } = JSON;
const { apply } = Reflect;
const $Uint8Array = Uint8Array;
const startsWith = String.prototype.startsWith;
const sliceBuffer = ArrayBuffer.prototype.slice;

/** Errors of the host's have the name of an errno. */
const ERRNO = /^E[A-Z]+$/;

/** @type {Pick<Channel, "request">} */
let channel;

/**
 * Makes the backend.
 *
 * @param {Pick<Channel, "request">} givenChannel
 * @param {readonly MountGrant[]} mounts
 */
export function makeMounts(givenChannel, mounts) {
  channel = givenChannel;
  return {
    backend,
    /**
     * Whether a path, absolute and normal, is served by it.
     *
     * @param {string} path
     */
    serves(path) {
      for (const mount of mounts) {
        if (path === mount.path) return true;
        if (apply(startsWith, path, [mount.path + "/"])) return true;
      }
      return false;
    },
  };
}

/**
 * @template {MountRequest} Request
 * @param {Request} request
 * @param {ArrayBuffer} [data]
 * @returns {{ value: MountValues[Request["op"]], bytes: ArrayBuffer | null }}
 */
function tell(request, data) {
  try {
    // A cast, as the value of an answer is of any service.
    return /** @type {{ value: MountValues[Request["op"]], bytes: ArrayBuffer | null }} */ (
      channel.request("file", stringify(request), data)
    );
  } catch (error) {
    if (error instanceof Error && ERRNO.test(error.name)) {
      throw Object.assign(error, { code: error.name });
    }
    throw error;
  }
}

/**
 * A buffer of its own for a part of bytes.
 *
 * @param {Uint8Array} bytes
 * @param {number} start
 * @param {number} end
 * @returns {ArrayBuffer}
 */
function bufferOf({ buffer, byteOffset }, start, end) {
  return apply(sliceBuffer, buffer, [byteOffset + start, byteOffset + end]);
}

/** @param {ArrayBuffer | null | undefined} bytes */
function toBytes(bytes) {
  return !bytes ? new $Uint8Array(0) : new $Uint8Array(bytes);
}

/**
 * @param {string} path
 * @param {number} offset
 * @param {number} length
 */
function read(path, offset, length) {
  const wanted = length < MOUNT_PIECE_BYTES ? length : MOUNT_PIECE_BYTES;
  return toBytes(tell({ op: "read", path, offset, length: wanted }).bytes);
}

/**
 * @param {string} path
 * @param {Uint8Array} bytes
 * @param {number | "end"} at
 */
function write(path, bytes, at) {
  for (let done = 0; done < bytes.length; done += MOUNT_WRITE_BYTES) {
    const end = done + MOUNT_WRITE_BYTES < bytes.length
      ? done + MOUNT_WRITE_BYTES
      : bytes.length;
    const offset = at === "end" ? at : at + done;
    tell({ op: "write", path, offset }, bufferOf(bytes, done, end));
  }
}

/** @type {Backend & WithoutPrototype} */
const backend = {
  __proto__: null,
  readBytes: MOUNT_PIECE_BYTES,
  stat: (path) => tell({ op: "stat", path }).value,
  list: (path) =>
    tell({ op: "list", path }).value.map(([name, kind]) => ({ name, kind })),
  read,
  write,
  create: (path) =>
    void tell({
      op: "write",
      path,
      offset: 0,
      create: true,
      exclusive: true,
    }),
  truncate: (path, size) => void tell({ op: "truncate", path, size }),
  mkdir: (path) => void tell({ op: "mkdir", path }),
  rmdir: (path) => void tell({ op: "rmdir", path }),
  unlink: (path) => void tell({ op: "unlink", path }),
  rename: (path, to) => void tell({ op: "rename", path, to }),
};
