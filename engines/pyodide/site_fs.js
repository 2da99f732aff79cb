// The guest's packages as a file system of Emscripten's, which cannot be changed. A node is made when Emscripten first looks
// for it: a set of packages may have thousands of files, of which a guest opens a few.

import {
  bufferOf,
  byteOffsetOf,
  ceil,
  copyInto,
  mapGet,
  mapToArray,
  min,
  NativeDate,
  NativeUint8Array,
  push,
  viewOf,
} from "../worker/intrinsics.js";
import { S_IFDIR, S_IFREG } from "./mount_nodes.js";

/**
 * @import { EmscriptenFs, FsAttributes, FsNode, NodeOps, StreamOps } from "./emscripten_fs.ts"
 * @import { Site, SiteItem } from "../python/packed_site.js"
 *
 * @typedef {FsNode & { item: SiteItem }} SiteNode
 */

/** The directory of the packages that the host adds. */
export const SITE_PATH = "/lib/python3.14/site-packages";

/** Error numbers of this Emscripten. */
const SITE_ERRNO = { EINVAL: 28, EISDIR: 31, ENOENT: 44, EROFS: 69 };

/** The device number of files in memory. */
const MEMORY_DEVICE = 1;
const SITE_BLOCK_BYTES = 4096;

/**
 * Mounts packages.
 *
 * @before-guest it is done while the worker starts
 * @param {EmscriptenFs} FS Emscripten's file system
 * @param {Site} site The packages, in memory of this worker alone
 */
export function mountSite(FS, site) {
  const nodes = new SiteNodes(FS, site);
  FS.mkdirTree(SITE_PATH);
  FS.mount(
    { mount: () => nodes.create(null, "/", site.root) },
    { writable: false, device: MEMORY_DEVICE },
    SITE_PATH,
  );
}

class SiteNodes {
  #FS;
  #bytes;
  /** When all of them were made, in milliseconds since 1970. */
  #timeMs;
  /** @type {NodeOps} */
  #nodeOps;
  /** @type {StreamOps} */
  #streamOps;

  /**
   * @before-guest as above
   * @param {EmscriptenFs} FS
   * @param {Site} site
   */
  constructor(FS, { bytes }) {
    this.#FS = FS;
    this.#bytes = bytes;
    this.#timeMs = Date.now();
    /** @param {number} errno */
    const refuse = (errno) => {
      throw new FS.ErrnoError(errno);
    };
    const refuseChange = () => refuse(SITE_ERRNO.EROFS);
    this.#nodeOps = {
      getattr: (node) => this.#attributesOf(node),
      setattr: refuseChange,
      lookup: (parent, name) => {
        const item = mapGet(itemsOf(parent), name);
        return item === undefined
          ? refuse(SITE_ERRNO.ENOENT)
          : this.create(parent, name, item);
      },
      readdir(node) {
        const names = [".", ".."];
        const items = mapToArray(itemsOf(node));
        for (let i = 0; i < items.length; i++) push(names, items[i][0]);
        return names;
      },
      mknod: refuseChange,
      rename: refuseChange,
      unlink: refuseChange,
      rmdir: refuseChange,
      symlink: refuseChange,
      readlink: () => refuse(SITE_ERRNO.EINVAL),
    };
    this.#streamOps = {
      read: ({ node }, buffer, offset, length, position) => {
        const { item } = siteNode(node);
        if (item.type === "folder") return refuse(SITE_ERRNO.EISDIR);
        const count = min(length, item.size - position);
        if (count <= 0) return 0;
        const start = item.at + position;
        const from = viewOf(this.#bytes, start, start + count);
        // The buffer may be signed, as the guest's memory is: like is copied to like at once.
        const at = byteOffsetOf(buffer) + offset;
        copyInto(new NativeUint8Array(bufferOf(buffer), at, count), from);
        return count;
      },
      write: refuseChange,
      llseek: ({ node, position }, offset, whence) => {
        let at = offset;
        if (whence === 1) at += position;
        else if (whence === 2) at += sizeOf(siteNode(node).item);
        return at < 0 ? refuse(SITE_ERRNO.EINVAL) : at;
      },
    };
  }

  /**
   * @param {FsNode | null} parent
   * @param {string} name
   * @param {SiteItem} item
   */
  create(parent, name, item) {
    const mode = item.type === "folder" ? S_IFDIR | 0o555 : S_IFREG | 0o444;
    const node = this.#FS.createNode(parent, name, mode, 0);
    node.node_ops = this.#nodeOps;
    node.stream_ops = this.#streamOps;
    siteNode(node).item = item;
    return node;
  }

  /**
   * @param {FsNode} node
   * @returns {FsAttributes}
   */
  #attributesOf(node) {
    const size = sizeOf(siteNode(node).item);
    const time = new NativeDate(this.#timeMs);
    return {
      dev: MEMORY_DEVICE,
      ino: node.id,
      mode: node.mode,
      nlink: 1,
      uid: 0,
      gid: 0,
      rdev: 0,
      size,
      atime: time,
      mtime: time,
      ctime: time,
      blksize: SITE_BLOCK_BYTES,
      blocks: ceil(size / 512),
    };
  }
}

/**
 * @param {FsNode} node
 * @returns {SiteNode}
 */
function siteNode(node) {
  // A cast, as these operations are those of nodes that are made here.
  return /** @type {SiteNode} */ (node);
}

/** @param {FsNode} node A directory */
function itemsOf(node) {
  const { item } = siteNode(node);
  return item.type === "folder" ? item.items : NO_ITEMS;
}

/** @type {ReadonlyMap<string, SiteItem>} */
const NO_ITEMS = new Map();

/** @param {SiteItem} item */
function sizeOf(item) {
  return item.type === "folder" ? SITE_BLOCK_BYTES : item.size;
}
