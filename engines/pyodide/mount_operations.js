// What Emscripten does with the nodes and the open files of mounts: every operation is a host request.

import {
  bufferOf,
  byteLengthOf,
  byteOffsetOf,
  copyInto,
  mapGet,
  mapSet,
  min,
  NativeMap,
  NativeUint8Array,
  push,
  toBase64,
} from "../worker/intrinsics.js";
import {
  MOUNT_PIECE_BYTES,
  MOUNT_WRITE_BYTES,
} from "../worker/shared_values.js";
import { S_IFDIR, S_IFMT, S_IFREG } from "./mount_nodes.js";

/**
 * @import { FileKind } from "../../core/mount_messages.ts"
 * @import { EmscriptenFs, FsBuffer, FsNode, NodeOps, StreamOps } from "./emscripten_fs.ts"
 * @import { MountHost } from "./mount_host.js"
 * @import { MountNodes } from "./mount_nodes.js"
 *
 * @typedef {object} Mounts
 * @property {EmscriptenFs} FS
 * @property {MountHost} host
 * @property {MountNodes} nodes
 */

const O_ACCMODE = 3;
const O_CREAT = 64;

/**
 * Operations on what a node is.
 *
 * @param {Mounts} mounts
 */
export function attributeOps({ FS, host, nodes }) {
  return {
    /** @param {FsNode} node */
    getattr(node) {
      const known = host.found;
      host.found = undefined;
      if (known?.node === node) return nodes.toAttributes(node, known.stat);
      const { value } = host.tell({ op: "stat", path: FS.getPath(node) });
      return nodes.toAttributes(node, value);
    },
    /**
     * @param {FsNode} node
     * @param {{ size?: number }} changes
     */
    setattr(node, { size }) {
      // Times and modes are the host's own; that they are not changed is no error, or no archive could be unpacked.
      if (size === undefined) return;
      host.tell({ op: "truncate", path: FS.getPath(node), size });
    },
    symlink() {
      return host.fail("EPERM");
    },
    readlink() {
      return host.fail("EINVAL");
    },
  };
}

/**
 * Operations on what is in a directory.
 *
 * @param {Mounts} mounts
 * @returns {NodeOps}
 */
export function directoryOps({ FS, host, nodes }) {
  return {
    lookup(parent, name) {
      const known = host.listed?.directory === parent
        ? mapGet(host.listed.kinds, name)
        : undefined;
      if (known !== undefined) return nodes.create(parent, name, known);
      const path = nodes.pathOf(parent, name);
      return nodes.foundNode(
        parent,
        name,
        host.tell({ op: "stat", path }).value,
      );
    },
    mknod(parent, name, mode) {
      const path = nodes.pathOf(parent, name);
      if ((mode & S_IFMT) === S_IFDIR) {
        host.tell({ op: "mkdir", path });
        return nodes.create(parent, name, "directory");
      }
      if ((mode & S_IFMT) !== S_IFREG) host.fail("EPERM");
      const flags = { write: true, create: true, exclusive: true };
      const { value } = host.tell({ op: "open", path, ...flags });
      host.tell({ op: "close", handle: value });
      return nodes.create(parent, name, "file");
    },
    rename(node, directory, name) {
      const path = FS.getPath(node);
      host.tell({ op: "rename", path, to: nodes.pathOf(directory, name) });
      nodes.forget(directory, name);
      node.name = name;
    },
    unlink(parent, name) {
      host.tell({ op: "unlink", path: nodes.pathOf(parent, name) });
      nodes.forget(parent, name);
    },
    rmdir(parent, name) {
      host.tell({ op: "rmdir", path: nodes.pathOf(parent, name) });
      nodes.forget(parent, name);
    },
    readdir(node) {
      const { value } = host.tell({ op: "list", path: FS.getPath(node) });
      /** @type {Map<string, FileKind>} */
      const kinds = new NativeMap();
      const names = [".", ".."];
      for (let i = 0; i < value.length; i++) {
        mapSet(kinds, value[i][0], value[i][1]);
        push(names, value[i][0]);
      }
      host.listed = { directory: node, kinds };
      return names;
    },
  };
}

/**
 * Operations on open files as such.
 *
 * @param {Mounts} mounts
 * @param {ReturnType<typeof attributeOps>} ofNodes
 */
export function handleOps({ FS, host, nodes }, ofNodes) {
  return /** @satisfies {StreamOps} */ ({
    open(stream) {
      host.found = undefined;
      if (FS.isDir(stream.node.mode)) {
        // Others were looked up just now; and an error while listing would be taken for the end of the list.
        if (FS.isRoot(stream.node)) ofNodes.getattr(stream.node);
        return;
      }
      const write = (stream.flags & O_ACCMODE) !== 0;
      const { value } = host.tell({
        op: "open",
        path: FS.getPath(stream.node),
        write,
        create: write && (stream.flags & O_CREAT) !== 0,
      });
      stream.shared.handle = value;
      stream.shared.users = 1;
    },
    dup(stream) {
      stream.shared.users++;
    },
    close({ shared }) {
      if (shared.handle === undefined || --shared.users > 0) return;
      host.tell({ op: "close", handle: shared.handle });
    },
    getattr({ node, shared: { handle } }) {
      host.found = undefined;
      if (handle === undefined) return ofNodes.getattr(node);
      return nodes.toAttributes(node, host.tell({ op: "fstat", handle }).value);
    },
    setattr({ node, shared: { handle } }, { size }) {
      if (size === undefined) return;
      // A directory has no handle.
      if (handle === undefined) ofNodes.setattr(node, { size });
      else host.tell({ op: "truncate", handle, size });
    },
  });
}

/**
 * Operations on what is in open files.
 *
 * @param {Mounts} mounts
 * @param {ReturnType<typeof handleOps>} ofHandles
 * @returns {StreamOps}
 */
export function contentOps({ host }, ofHandles) {
  return {
    read({ shared: { handle } }, buffer, offset, length, position) {
      if (handle === undefined) return host.fail("EISDIR");
      let done = 0;
      while (done < length) {
        const wanted = min(MOUNT_PIECE_BYTES, length - done);
        const { bytes } = host.tell({
          op: "read",
          handle,
          offset: position + done,
          length: wanted,
        });
        if (bytes === undefined) break;
        const readBytes = byteLengthOf(bytes);
        copyInto(bytesOf(buffer, offset + done, readBytes), bytes);
        done += readBytes;
        if (readBytes < wanted) break;
      }
      return done;
    },
    write({ shared: { handle } }, buffer, offset, length, position) {
      if (handle === undefined) return host.fail("EISDIR");
      for (let done = 0; done < length; done += MOUNT_WRITE_BYTES) {
        const taken = min(MOUNT_WRITE_BYTES, length - done);
        const data = toBase64(bytesOf(buffer, offset + done, taken));
        host.tell({ op: "write", handle, offset: position + done }, data);
      }
      return length;
    },
    llseek(stream, offset, whence) {
      let position = offset;
      if (whence === 1) position += stream.position;
      else if (whence === 2) {
        position += ofHandles.getattr(stream).size;
      }
      if (position < 0) host.fail("EINVAL");
      return position;
    },
  };
}

/**
 * A part of a buffer, which is signed where it is the guest's memory: like is copied to like at once.
 *
 * @param {FsBuffer} buffer
 * @param {number} offset
 * @param {number} length
 */
function bytesOf(buffer, offset, length) {
  return new NativeUint8Array(
    bufferOf(buffer),
    byteOffsetOf(buffer) + offset,
    length,
  );
}
