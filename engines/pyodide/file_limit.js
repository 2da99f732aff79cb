// Limits the in-memory file system: how many bytes and how many entries it may have, and that what it holds counts
// against the guest's memory. Contents lie in buffers of JavaScript's, which neither the cap of linear memory nor that
// of the heap knows of. Notes besides which files change.

import {
  arrayPop,
  isView,
  keys,
  lengthOf,
  max,
  NativeSet,
  push,
  setAdd,
  setDelete,
  setHas,
  setPrototypeOf,
  setSize,
} from "../worker/intrinsics.js";
import { utf8Length } from "../worker/output.js";
import {
  MAX_NAME_BYTES,
  MAX_PATH_BYTES,
  MAX_TREE_DEPTH,
} from "../worker/shared_values.js";
import { cap, memoryBytes } from "./interpreter.js";

/**
 * @import { EmscriptenFs, FsDirectory, FsNode, MemFs } from "./emscripten_fs.ts"
 *
 * @typedef {object} Counted What all files hold.
 * @property {Set<FsNode>} nodes Those that have a place.
 * @property {number} held Bytes that buffers have.
 * @property {number} used Bytes that files have.
 *
 * @typedef {object} Watched
 * @property {Limits} limits
 * @property {Set<FsNode>} changed
 */

/** Error numbers of this Emscripten. */
const ENAMETOOLONG = 37;
const ENOSPC = 51;

/** The longest absolute path, in bytes: the host limits the part after `/work/`. */
const MAX_ABSOLUTE_BYTES = "/work/".length + MAX_PATH_BYTES;

/** @type {Record<string, FsNode>} */
const NO_CONTENTS = {};

/** What a guest may have of files; set when it is opened. */
export const fileCaps = { bytes: Infinity, files: Infinity };

/**
 * Limits what files may hold, also together with linear memory, and how many there may be.
 *
 * @before-guest limits are set while the worker starts
 * @param {EmscriptenFs} FS Emscripten's file system
 * @returns {Set<FsNode>} The nodes that were changed. The caller reads and clears the set; a removed node is taken out of it
 */
export function limitFiles(FS) {
  const { MEMFS } = FS.filesystems;
  /** @type {Set<FsNode>} */
  const changed = new NativeSet();
  const base = count(FS);
  const limits = new Limits(FS, base);
  limitContents(MEMFS, { limits, changed });
  limitEntries(FS, { limits, changed });
  for (const node of base.nodes) sever(node);
  return changed;
}

/**
 * A name such as `__proto__` is a name like any other.
 *
 * @param {FsNode} node
 */
function sever(node) {
  const { contents } = node;
  if (typeof contents === "object" && !isView(contents)) {
    setPrototypeOf(contents, null);
  }
}

class Limits {
  #FS;
  /** What was there before the guest. */
  #base;
  /** Bytes that buffers have, and that files hold: what was deleted is taken off by counting anew. */
  #held = 0;
  #used = 0;
  #entries = 0;

  /**
   * @param {EmscriptenFs} FS
   * @param {Counted} base
   */
  constructor(FS, base) {
    this.#FS = FS;
    this.#base = base;
    this.#take(base);
  }

  /** @param {Counted} counted */
  #take({ held, used, nodes }) {
    this.#held = held;
    this.#used = used;
    this.#entries = setSize(nodes);
  }

  /**
   * Lets an operation through that needs so many bytes in a node, if there is room; counts what it really took.
   *
   * @template Result
   * @param {FsNode} node
   * @param {number} neededBytes
   * @param {() => Result} operate
   * @returns {Result}
   */
  within(node, neededBytes, operate) {
    const heldBefore = heldBy(node);
    const usedBefore = node.usedBytes;
    const moreHeld = max(0, neededBytes - heldBefore);
    const moreUsed = max(0, neededBytes - usedBefore);
    if (!this.#hasRoom(moreHeld, moreUsed)) {
      this.#take(count(this.#FS));
      if (!this.#hasRoom(moreHeld, moreUsed)) this.#refuse();
    }
    const result = operate();
    this.#held += heldBy(node) - heldBefore;
    this.#used += node.usedBytes - usedBefore;
    return result;
  }

  /**
   * @param {number} moreHeld
   * @param {number} moreUsed
   */
  #hasRoom(moreHeld, moreUsed) {
    if (moreHeld > 0 && this.#held + moreHeld + memoryBytes() > cap.bytes) {
      return false;
    }
    return moreUsed === 0 ||
      this.#used - this.#base.used + moreUsed <= fileCaps.bytes;
  }

  /** Lets an entry be made, if there is room for one more. */
  addEntry() {
    const own = this.#entries - setSize(this.#base.nodes);
    if (own >= fileCaps.files) this.#refuse();
    this.#entries++;
  }

  removeEntry() {
    this.#entries--;
  }

  /** @returns {never} */
  #refuse() {
    throw new this.#FS.ErrnoError(ENOSPC);
  }
}

/**
 * @before-guest as above
 * @param {MemFs} MEMFS
 * @param {Watched} watched
 */
function limitContents(MEMFS, { limits, changed }) {
  const streamOps = MEMFS.ops_table.file.stream;
  /** @type {readonly ("expandFileStorage" | "resizeFileStorage")[]} */
  const sizing = ["expandFileStorage", "resizeFileStorage"];
  for (const name of sizing) {
    const operate = MEMFS[name].bind(MEMFS);
    MEMFS[name] = (node, bytes) => {
      setAdd(changed, node);
      return limits.within(node, bytes, () => operate(node, bytes));
    };
  }
  const write = streamOps.write;
  streamOps.write = MEMFS.stream_ops.write = (
    stream,
    buffer,
    offset,
    length,
    position,
    canOwn,
  ) => {
    const { node } = stream;
    if (length > 0) setAdd(changed, node);
    return limits.within(
      node,
      length === 0 ? 0 : position + length,
      () => write(stream, buffer, offset, length, position, canOwn),
    );
  };
}

/**
 * @before-guest as above
 * @param {EmscriptenFs} FS
 * @param {Watched} watched
 */
function limitEntries(FS, { limits, changed }) {
  const { MEMFS } = FS.filesystems;
  const nodeOps = MEMFS.ops_table.dir.node;
  const { createNode } = MEMFS;
  MEMFS.createNode = (parent, name, mode, dev) => {
    checkLength(FS, name, MAX_NAME_BYTES);
    checkPlace(FS, parent, name);
    if (parent !== null) limits.addEntry();
    const node = createNode(parent, name, mode, dev);
    if (FS.isDir(mode)) sever(node);
    else setAdd(changed, node);
    return node;
  };
  /** @type {readonly ("unlink" | "rmdir")[]} */
  const removing = ["unlink", "rmdir"];
  for (const name of removing) {
    const remove = nodeOps[name];
    nodeOps[name] = MEMFS.node_ops[name] = (parent, child) => {
      const node = parent.contents[child];
      remove(parent, child);
      limits.removeEntry();
      setDelete(changed, node);
    };
  }
  const { rename, symlink } = nodeOps;
  nodeOps.rename = MEMFS.node_ops.rename = (node, directory, name) => {
    checkLength(FS, name, MAX_NAME_BYTES);
    checkPlace(FS, directory, name);
    const replaced = directory.contents[name];
    rename(node, directory, name);
    if (replaced !== undefined && replaced !== node) {
      limits.removeEntry();
      setDelete(changed, replaced);
    }
    setAdd(changed, node);
  };
  nodeOps.symlink = MEMFS.node_ops.symlink = (parent, name, target) => {
    checkLength(FS, target, MAX_ABSOLUTE_BYTES);
    return symlink(parent, name, target);
  };
}

/**
 * @param {EmscriptenFs} FS
 * @param {string} text
 * @param {number} bytes
 */
function checkLength(FS, text, bytes) {
  if (utf8Length(text) > bytes) throw new FS.ErrnoError(ENAMETOOLONG);
}

/**
 * How deep a name would lie, and how long its path would be.
 *
 * @param {EmscriptenFs} FS
 * @param {FsNode | null} directory
 * @param {string} name
 */
function checkPlace(FS, directory, name) {
  let depth = 0;
  let bytes = utf8Length(name);
  for (let at = directory; at !== null && at !== at.parent; at = at.parent) {
    bytes += utf8Length(at.name) + 1;
    if (++depth > MAX_TREE_DEPTH || bytes > MAX_ABSOLUTE_BYTES) {
      throw new FS.ErrnoError(ENAMETOOLONG);
    }
  }
}

/**
 * @param {FsNode} node
 * @returns {number}
 */
function heldBy({ contents }) {
  return isView(contents) ? lengthOf(contents) : 0;
}

/**
 * What all files hold, those included that are deleted but open; nodes are those that still have a place.
 *
 * @param {EmscriptenFs} FS
 * @returns {Counted}
 */
function count(FS) {
  /** @type {Set<FsNode>} */
  const nodes = new NativeSet();
  let held = 0;
  let used = 0;
  /** @param {FsNode} node */
  const add = (node) => {
    held += heldBy(node);
    used += heldBy(node) === 0 ? 0 : node.usedBytes;
  };
  /** @type {FsNode[]} */
  const waiting = [FS.root];
  for (
    let node = arrayPop(waiting);
    node !== undefined;
    node = arrayPop(waiting)
  ) {
    if (setHas(nodes, node)) continue;
    setAdd(nodes, node);
    if (node.mounted) push(waiting, node.mounted.root);
    if (!FS.isDir(node.mode)) {
      add(node);
      continue;
    }
    // A mount has no contents here.
    // A cast, as no property tells the type of a node, but its mode.
    const contents = /** @type {Partial<FsDirectory>} */ (node).contents ??
      NO_CONTENTS;
    const names = keys(contents);
    for (let i = 0; i < names.length; i++) push(waiting, contents[names[i]]);
  }
  // Those of files that were deleted while they were open.
  /** @type {Set<FsNode>} */
  const counted = new NativeSet();
  for (let fd = 0; fd < FS.streams.length; fd++) {
    const node = FS.streams[fd]?.node ?? undefined;
    if (node === undefined || setHas(nodes, node) || setHas(counted, node)) {
      continue;
    }
    setAdd(counted, node);
    add(node);
  }
  return { nodes, held, used };
}
