// What the host does with the files of a Python guest, and which of them its runs change. They lie in Emscripten's
// in-memory file system, so all of it happens on this side of Python.

import {
  arrayReverse,
  byteLengthOf,
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
import { entriesOf, filesBelow, pageOf, pathWithin } from "./file_list.js";

/**
 * @import { GuestFileReply, GuestFileRequest } from "../../core/protocol.ts"
 * @import { EmscriptenFs, FsNode } from "./emscripten_fs.ts"
 * @import { Entry } from "./file_list.js"
 * @import { ProgramFile } from "./program_file.js"
 *
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
  #parts;

  /**
   * @param {EmscriptenFs} FS Emscripten's file system
   * @param {{ changed: Set<FsNode>, program: ProgramFile }} parts The nodes that are noted as changed, and the file of the
   *   program, which is not listed
   */
  constructor(FS, { changed, program }) {
    this.#FS = FS;
    this.#changed = changed;
    this.#parts = { FS, program };
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
        return pageOf(this.#list(request.path), request.from);
      case "changes":
        return pageOf(this.changes(), request.from);
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
      ? filesBelow(node, path, this.#parts)
      : this.#FS.isFile(node.mode)
      ? [[path, node.usedBytes]]
      : [];
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
        const below = filesBelow(node, path, this.#parts);
        for (let j = 0; j < below.length; j++) {
          mapSet(found, below[j][0], below[j][1]);
        }
      }
    }
    return mapToArray(found);
  }
}
