// What the host does with the files of a Python guest, and which of them its runs change. They lie in Emscripten's
// in-memory file system, so all of it happens on this side of Python.

import {
  arrayPop,
  arrayReverse,
  byteLengthOf,
  joinTexts,
  mapSet,
  mapToArray,
  max,
  min,
  NativeMap,
  NativeUint8Array,
  push,
  setSize,
  setToArray,
  stringLastIndexOf,
  stringSlice,
  toBase64,
  values,
  viewOf,
} from "../worker/intrinsics.js";
import {
  LIST_CHARS,
  LIST_FILES,
  MAX_PATH_BYTES,
} from "../worker/shared_values.js";

/**
 * @import { GuestFileReply, GuestFileRequest } from "../../core/protocol.ts"
 * @import { EmscriptenFs, FsDirectory, FsNode } from "./emscripten_fs.ts"
 * @import { ProgramFile } from "./program_file.js"
 *
 * @typedef {[path: string, bytes: number]} Entry
 * @typedef {Extract<GuestFileRequest, { op: "read" }>} ReadRequest
 * @typedef {Extract<GuestFileRequest, { op: "write" }>} WriteRequest
 */

const ROOT = "/work";
/**
 * The names of the error numbers of this Emscripten that can come of what is done here.
 *
 * @type {Readonly<Record<number, string>>}
 */
const ERRORS = {
  20: "EEXIST",
  28: "EINVAL",
  31: "EISDIR",
  32: "ELOOP",
  37: "ENAMETOOLONG",
  44: "ENOENT",
  51: "ENOSPC",
  54: "ENOTDIR",
  55: "ENOTEMPTY",
};

/** The files of a guest. */
export class GuestFiles {
  #FS;
  #changed;
  #program;

  /**
   * @param {EmscriptenFs} FS Emscripten's file system
   * @param {{ changed: Set<FsNode>, program: ProgramFile }} parts The nodes that are noted as changed, and the file of the
   *   program, which is not listed
   */
  constructor(FS, { changed, program }) {
    this.#FS = FS;
    this.#changed = changed;
    this.#program = program;
  }

  /**
   * Carries out a guest file request and returns the response.
   *
   * @param {GuestFileRequest} request
   * @returns {GuestFileReply}
   */
  serve(request, bytes = new NativeUint8Array(0)) {
    try {
      return this.#do(request, bytes);
    } catch (thrown) {
      /** @type {{ errno?: number }} Anything may be thrown. */
      const { errno } = thrown ?? {};
      if (errno === undefined) return { error: "ENOMEM" };
      return { error: ERRORS[errno] ?? "EIO" };
    }
  }

  /**
   * @param {GuestFileRequest} request
   * @param {Uint8Array} bytes
   * @returns {GuestFileReply}
   */
  #do(request, bytes) {
    switch (request.op) {
      case "read":
        return this.#read(request);
      case "write":
        return this.#write(request, bytes);
      case "list":
        return page(this.#list(request.path), request.from);
      case "changes":
        return page(this.changes(), request.from);
      case "remove":
        return this.#remove(`${ROOT}/${request.path}`);
    }
  }

  /** @param {ReadRequest} request */
  #read({ path, offset, length }) {
    const node = this.#find(path);
    if (this.#FS.isDir(node.mode)) throw new this.#FS.ErrnoError(31);
    if (!this.#FS.isFile(node.mode)) throw new this.#FS.ErrnoError(28);
    const stream = this.#FS.open(this.#FS.getPath(node), "r");
    try {
      const pieceBytes = max(0, min(length, node.usedBytes - offset));
      const piece = new NativeUint8Array(pieceBytes);
      const read = this.#FS.read(stream, piece, 0, pieceBytes, offset);
      return {
        data: toBase64(viewOf(piece, 0, read)),
        bytes: node.usedBytes,
      };
    } finally {
      this.#FS.close(stream);
    }
  }

  /**
   * @param {WriteRequest} request
   * @param {Uint8Array} bytes
   */
  #write({ path, offset }, bytes) {
    const whole = `${ROOT}/${path}`;
    if (offset === 0) {
      this.#FS.mkdirTree(stringSlice(whole, 0, stringLastIndexOf(whole, "/")));
    }
    // What is no file, such as a device behind a link, is not opened at all.
    const { node } = this.#FS.lookupPath(whole, {
      follow: true,
      noent_okay: true,
    });
    if (node !== undefined && this.#FS.isDir(node.mode)) {
      throw new this.#FS.ErrnoError(31);
    }
    if (node !== undefined && !this.#FS.isFile(node.mode)) {
      throw new this.#FS.ErrnoError(28);
    }
    const stream = this.#FS.open(whole, offset === 0 ? "w" : "r+");
    try {
      this.#FS.write(stream, bytes, 0, byteLengthOf(bytes), offset);
    } finally {
      this.#FS.close(stream);
    }
    return {};
  }

  /** @param {string} path */
  #remove(path) {
    const node = this.#lookUp(path, { follow: false });
    // Deepest last, without recursion or paths: the guest decides how deep it is.
    const nodes = [node];
    for (let at = 0; at < nodes.length; at++) {
      if (this.#FS.isMountpoint(nodes[at])) throw new this.#FS.ErrnoError(10);
      if (!this.#FS.isDir(nodes[at].mode)) continue;
      const children = values(entriesOf(nodes[at]));
      for (let i = 0; i < children.length; i++) push(nodes, children[i]);
    }
    arrayReverse(nodes);
    for (let i = 0; i < nodes.length; i++) {
      const { parent, name, mode } = nodes[i];
      const gone = entriesOf(parent)[name];
      if (this.#FS.isDir(mode)) parent.node_ops.rmdir?.(parent, name);
      else parent.node_ops.unlink?.(parent, name);
      this.#FS.destroyNode(gone);
    }
    return {};
  }

  /** @param {string} path */
  #find(path) {
    return this.#lookUp(path === "" ? ROOT : `${ROOT}/${path}`, {
      follow: true,
    });
  }

  /**
   * What is at a path; it throws where there is nothing.
   *
   * @param {string} path
   * @param {{ follow: boolean }} options
   */
  #lookUp(path, options) {
    const { node } = this.#FS.lookupPath(path, options);
    if (node === undefined) throw new this.#FS.ErrnoError(44);
    return node;
  }

  /**
   * @param {string} path
   * @returns {Entry[]}
   */
  #list(path) {
    const node = this.#find(path);
    return this.#FS.isDir(node.mode)
      ? this.#below(node, path)
      : this.#FS.isFile(node.mode)
      ? [[path, node.usedBytes]]
      : [];
  }

  /**
   * The regular files below a directory, links left out.
   *
   * @param {FsNode} directory
   * @param {string} path
   */
  #below(directory, path) {
    /** @type {Entry[]} */
    const found = [];
    /** @type {[FsNode, string][]} */
    const waiting = [[directory, path]];
    for (
      let next = arrayPop(waiting);
      next !== undefined;
      next = arrayPop(waiting)
    ) {
      const prefix = next[1];
      const children = values(entriesOf(next[0]) ?? {});
      for (let i = 0; i < children.length; i++) {
        const child = children[i];
        const below = prefix === "" ? child.name : `${prefix}/${child.name}`;
        if (below.length > MAX_PATH_BYTES) continue;
        if (this.#FS.isDir(child.mode)) push(waiting, [child, below]);
        else if (
          this.#FS.isFile(child.mode) && !this.#program.owns(child)
        ) {
          push(found, [below, child.usedBytes]);
        }
      }
    }
    return found;
  }

  /**
   * The files below the root that were changed and are still there, with their sizes.
   *
   * @returns {Entry[]}
   */
  changes() {
    if (setSize(this.#changed) === 0) return [];
    const { node: root } = this.#FS.lookupPath(ROOT);
    /** @type {Map<string, number>} */
    const found = new NativeMap();
    const changed = setToArray(this.#changed);
    for (let i = 0; i < changed.length; i++) {
      const node = changed[i];
      const path = root && pathWithin(root, node);
      if (path === undefined) continue;
      if (this.#FS.isFile(node.mode)) mapSet(found, path, node.usedBytes);
      else if (this.#FS.isDir(node.mode)) {
        const below = this.#below(node, path);
        for (let j = 0; j < below.length; j++) {
          mapSet(found, below[j][0], below[j][1]);
        }
      }
    }
    return mapToArray(found);
  }
}

/**
 * What an in-memory directory has, by name.
 *
 * @param {FsNode} node A directory
 */
function entriesOf(node) {
  // A cast, as no property tells the type of a node, but its mode.
  return /** @type {FsDirectory} */ (node).contents;
}

/**
 * The path of a node below a directory, unless it is elsewhere, was removed, or has too long a path.
 *
 * @param {FsNode} root
 * @param {FsNode} node
 */
function pathWithin(root, node) {
  /** @type {string[]} */
  const names = [];
  let chars = 0;
  for (let at = node; at !== root; at = at.parent) {
    if (
      at.parent === at || !at.parent || entriesOf(at.parent)?.[at.name] !== at
    ) {
      return undefined;
    }
    chars += at.name.length + 1;
    if (chars > MAX_PATH_BYTES) return undefined;
    push(names, at.name);
  }
  arrayReverse(names);
  return joinTexts(names, "/");
}

/**
 * @param {readonly Entry[]} entries
 * @param {number} from
 * @returns {GuestFileReply}
 */
function page(entries, from) {
  /** @type {Entry[]} */
  const some = [];
  let chars = 0;
  for (let at = from; at < entries.length; at++) {
    const path = entries[at][0];
    if (some.length >= LIST_FILES || chars + path.length > LIST_CHARS) break;
    chars += path.length;
    push(some, entries[at]);
  }
  const next = from + some.length;
  return next < entries.length ? { entries: some, next } : { entries: some };
}
