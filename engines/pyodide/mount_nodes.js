// The nodes that stand for what is in directories of the host's. What is known here of a name is only what kind of thing
// it was; sizes, times and contents are asked for.

import {
  ceil,
  charCodeAt,
  imul,
  mapGet,
  NativeDate,
} from "../worker/intrinsics.js";

/**
 * @import { FileKind, MountStat } from "../../core/mount_messages.ts"
 * @import { EmscriptenFs, FsAttributes, FsMount, FsNode, FsType, NodeOps, StreamOps } from "./emscripten_fs.ts"
 * @import { MountHost } from "./mount_host.js"
 */

export const S_IFMT = 0o170000;
export const S_IFDIR = 0o040000;
export const S_IFREG = 0o100000;

const BLOCK_BYTES = 4096;

/** All nodes of all mounts. */
export class MountNodes {
  #FS;
  #host;
  /**
   * The mount that is being made, whose root has no parent yet to tell its options from.
   *
   * @type {FsMount | undefined}
   */
  #mounting;
  /**
   * What can be done with a node.
   *
   * @type {NodeOps}
   */
  nodeOps = {};
  /**
   * What can be done with an open file.
   *
   * @type {StreamOps}
   */
  streamOps = {};
  /**
   * The file system that is mounted.
   *
   * @type {FsType}
   */
  type = {
    mount: (mount) => {
      this.#mounting = mount;
      return this.create(null, "/", "directory");
    },
  };

  /**
   * @param {EmscriptenFs} FS
   * @param {MountHost} host
   */
  constructor(FS, host) {
    this.#FS = FS;
    this.#host = host;
  }

  /**
   * @param {FsNode} parent
   * @param {string} name
   */
  pathOf(parent, name) {
    return `${this.#FS.getPath(parent)}/${name}`;
  }

  /**
   * Makes a node. Directories are remembered, as the ways to what is in them; files are looked up each time.
   *
   * @param {FsNode | null} parent
   * @param {string} name
   * @param {FileKind} kind
   */
  create(parent, name, kind) {
    const writable = (parent?.mount ?? this.#mounting)?.opts.writable ?? false;
    const mode = kind === "directory"
      ? S_IFDIR | (writable ? 0o755 : 0o555)
      : S_IFREG | (writable ? 0o644 : 0o444);
    if (parent !== null) this.forget(parent, name);
    const node = this.#FS.createNode(parent, name, mode, 0);
    if (kind !== "directory" && parent !== null) this.#FS.hashRemoveNode(node);
    node.node_ops = this.nodeOps;
    node.stream_ops = this.streamOps;
    return node;
  }

  /**
   * What Emscripten remembers of a name.
   *
   * @param {FsNode} parent
   * @param {string} name
   */
  remembered(parent, name) {
    let node = this.#FS.nameTable[this.#FS.hashName(parent.id, name)];
    while (node && !(node.parent === parent && node.name === name)) {
      node = node.name_next;
    }
    return node;
  }

  /**
   * @param {FsNode} parent
   * @param {string} name
   */
  forget(parent, name) {
    for (
      let node = this.remembered(parent, name);
      node;
      node = this.remembered(parent, name)
    ) this.#FS.hashRemoveNode(node);
  }

  /** @param {FsNode | undefined} node */
  isOurs(node) {
    return node?.mount?.type === this.type;
  }

  /**
   * A directory that is remembered, if it is still one; else what is there now.
   *
   * @param {FsNode} node
   */
  renew(node) {
    const { parent, name } = node;
    const { found, listed } = this.#host;
    if (found?.node === node) return node;
    const known = listed?.directory === parent && mapGet(listed.kinds, name);
    if (known === "directory") return node;
    try {
      const path = this.#FS.getPath(node);
      const stat = this.#host.tell({ op: "stat", path }).value;
      if (stat.kind === "directory") {
        this.#host.found = { node, stat };
        return node;
      }
      return this.foundNode(parent, name, stat);
    } catch (error) {
      if (this.#host.isMissing(error)) this.forget(parent, name);
      throw error;
    }
  }

  /**
   * Makes a node for what the host said is there.
   *
   * @param {FsNode} parent
   * @param {string} name
   * @param {MountStat} stat
   */
  foundNode(parent, name, stat) {
    const node = this.create(parent, name, stat.kind);
    this.#host.found = { node, stat };
    return node;
  }

  /**
   * What `stat` gives for a node of which the host said this.
   *
   * @param {FsNode} node
   * @param {MountStat} stat
   * @returns {FsAttributes}
   */
  toAttributes(node, { kind, size, mtimeMs }) {
    const type = kind === "directory" ? S_IFDIR : S_IFREG;
    // The host may have put something else in its place.
    node.mode = type | (node.mode & ~S_IFMT);
    const time = new NativeDate(mtimeMs);
    return {
      dev: node.mount.opts.device,
      ino: toNumber(this.#FS.getPath(node)),
      mode: node.mode,
      nlink: 1,
      uid: 0,
      gid: 0,
      rdev: 0,
      size,
      atime: time,
      mtime: time,
      ctime: time,
      blksize: BLOCK_BYTES,
      blocks: ceil(size / 512),
    };
  }
}

/**
 * A number that is the same for the same path, of 32 bits (FNV-1a).
 *
 * @param {string} path
 */
function toNumber(path) {
  let hash = 0x811c9dc5;
  for (let i = 0; i < path.length; i++) {
    hash = imul(hash ^ charCodeAt(path, i), 0x01000193);
  }
  return hash >>> 0;
}
