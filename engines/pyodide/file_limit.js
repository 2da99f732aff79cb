// Limits the in-memory file system: how many bytes and how many entries it may have, and that what it holds counts
// against the guest's memory. Contents lie in buffers of JavaScript's, which neither the cap of linear memory nor that
// of the heap knows of. Notes besides which files change.

import { cap, memoryBytes } from "./interpreter.js";

/**
 * @import { EmscriptenFs, FsNode, MemFs } from "./emscripten_fs.ts"
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

const MAX_NAME_CHARS = 255;
const MAX_LINK_CHARS = 4096;
/** How deep directories may lie in each other: Emscripten walks the way from the root at every step. */
const MAX_DEPTH = 256;

/** What a guest may have of files; set when it is opened. */
export const fileCaps = { bytes: Infinity, files: Infinity };

/**
 * Limits what files may hold, also together with linear memory, and how many there may be.
 *
 * @param {EmscriptenFs} FS Emscripten's file system
 * @returns {Set<FsNode>} The nodes that were changed, for whoever wants to know to clear and to read; what is removed is taken out
 */
export function limitFiles(FS) {
  const { MEMFS } = FS.filesystems;
  /** @type {Set<FsNode>} */
  const changed = new Set();
  const base = count(FS);
  const limits = new Limits(FS, base);
  limitContents(MEMFS, { limits, changed });
  limitEntries(FS, { limits, changed });
  for (const node of base.nodes) sever(node);
  return changed;
}

/**
 * A name such as `__proto__` shall be one like any other.
 *
 * @param {FsNode} node
 */
function sever(node) {
  const { contents } = node;
  if (typeof contents === "object" && !ArrayBuffer.isView(contents)) {
    Object.setPrototypeOf(contents, null);
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
    this.#entries = nodes.size;
  }

  /**
   * Lets an operation through that needs so many bytes in a node, if there is room; counts what it really took.
   *
   * @template Result
   * @param {FsNode} node
   * @param {number} neededBytes
   * @param {() => Result} operate
   */
  within(node, neededBytes, operate) {
    const heldBefore = heldBy(node);
    const usedBefore = node.usedBytes;
    const moreHeld = Math.max(0, neededBytes - heldBefore);
    const moreUsed = Math.max(0, neededBytes - usedBefore);
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
  add() {
    if (this.#entries - this.#base.nodes.size >= fileCaps.files) this.#refuse();
    this.#entries++;
  }

  remove() {
    this.#entries--;
  }

  #refuse() {
    throw new this.#FS.ErrnoError(ENOSPC);
  }
}

/**
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
      changed.add(node);
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
    if (length > 0) changed.add(node);
    return limits.within(
      node,
      length === 0 ? 0 : position + length,
      () => write(stream, buffer, offset, length, position, canOwn),
    );
  };
}

/**
 * @param {EmscriptenFs} FS
 * @param {Watched} watched
 */
function limitEntries(FS, { limits, changed }) {
  const { MEMFS } = FS.filesystems;
  const nodeOps = MEMFS.ops_table.dir.node;
  const { createNode } = MEMFS;
  MEMFS.createNode = (parent, name, mode, dev) => {
    checkLength(FS, name, MAX_NAME_CHARS);
    checkDepth(FS, parent);
    if (parent !== null) limits.add();
    const node = createNode(parent, name, mode, dev);
    if (FS.isDir(mode)) sever(node);
    else changed.add(node);
    return node;
  };
  /** @type {readonly ("unlink" | "rmdir")[]} */
  const removing = ["unlink", "rmdir"];
  for (const name of removing) {
    const remove = nodeOps[name];
    nodeOps[name] = MEMFS.node_ops[name] = (parent, child) => {
      const node = parent.contents[child];
      remove(parent, child);
      limits.remove();
      if (node !== undefined) changed.delete(node);
    };
  }
  const { rename, symlink } = nodeOps;
  nodeOps.rename = MEMFS.node_ops.rename = (node, directory, name) => {
    checkLength(FS, name, MAX_NAME_CHARS);
    const replaced = directory.contents[name];
    rename(node, directory, name);
    if (replaced !== undefined && replaced !== node) {
      limits.remove();
      changed.delete(replaced);
    }
    changed.add(node);
  };
  nodeOps.symlink = MEMFS.node_ops.symlink = (parent, name, target) => {
    checkLength(FS, target, MAX_LINK_CHARS);
    return symlink(parent, name, target);
  };
}

/**
 * @param {EmscriptenFs} FS
 * @param {string} text
 * @param {number} chars
 */
function checkLength(FS, text, chars) {
  if (text.length > chars) throw new FS.ErrnoError(ENAMETOOLONG);
}

/**
 * @param {EmscriptenFs} FS
 * @param {FsNode | null} directory
 */
function checkDepth(FS, directory) {
  let depth = 0;
  for (let at = directory; at !== null && at !== at.parent; at = at.parent) {
    if (++depth > MAX_DEPTH) throw new FS.ErrnoError(ENAMETOOLONG);
  }
}

/** @param {FsNode} node */
function heldBy({ contents }) {
  return ArrayBuffer.isView(contents) ? contents.byteLength : 0;
}

/**
 * What all files hold, those included that are deleted but open; nodes are those that still have a place.
 *
 * @param {EmscriptenFs} FS
 * @returns {Counted}
 */
function count(FS) {
  /** @type {Set<FsNode>} */
  const nodes = new Set();
  let held = 0;
  let used = 0;
  /** @param {FsNode} node */
  const add = (node) => {
    held += heldBy(node);
    used += heldBy(node) === 0 ? 0 : node.usedBytes;
  };
  /** @type {(FsNode | undefined)[]} */
  const waiting = [FS.root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (nodes.has(node)) continue;
    nodes.add(node);
    if (node.mounted) waiting.push(node.mounted.root);
    const { contents } = node;
    if (!FS.isDir(node.mode)) add(node);
    else if (contents && !ArrayBuffer.isView(contents)) {
      for (const name in contents) waiting.push(contents[name]);
    }
  }
  const open = new Set(FS.streams.map((stream) => stream?.node));
  for (const node of open) {
    if (node !== undefined && node !== null && !nodes.has(node)) add(node);
  }
  return { nodes, held, used };
}
