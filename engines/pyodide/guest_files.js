// What the host does with the files of a Python guest, and which of them its runs change. They lie in Emscripten's
// in-memory file system, so all of it happens on this side of Python.

import { toBase64 } from "../worker/originals.js";

/**
 * @import { FileReply, FileRequest } from "../../core/protocol.ts"
 * @import { EmscriptenFs, FsDirectory, FsNode } from "./emscripten_fs.ts"
 *
 * @typedef {[path: string, bytes: number]} Entry
 * @typedef {Extract<FileRequest, { op: "read" }>} ReadRequest
 * @typedef {Extract<FileRequest, { op: "write" }>} WriteRequest
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
const MAX_PATH_CHARS = 4096;
/** How many characters of paths, and how many files, are named at once; JSON may write a character as six. */
const LIST_CHARS = 65_536;
const LIST_FILES = 2_000;

/** The files of a guest. */
export class GuestFiles {
  #FS;
  #changed;

  /**
   * @param {EmscriptenFs} FS Emscripten's file system
   * @param {Set<FsNode>} changed The nodes that are noted as changed
   */
  constructor(FS, changed) {
    this.#FS = FS;
    this.#changed = changed;
  }

  /**
   * Does what the host requests; returns what it shall be told.
   *
   * @param {FileRequest} request
   * @returns {FileReply}
   */
  serve(request, bytes = new Uint8Array(0)) {
    try {
      return this.#do(request, bytes);
    } catch (thrown) {
      const isErrno = thrown instanceof this.#FS.ErrnoError;
      if (!isErrno) return { error: "ENOMEM" };
      return { error: ERRORS[thrown.errno] ?? "EIO" };
    }
  }

  /**
   * @param {FileRequest} request
   * @param {Uint8Array} bytes
   * @returns {FileReply}
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
      const piece = new Uint8Array(
        Math.max(0, Math.min(length, node.usedBytes - offset)),
      );
      const read = this.#FS.read(stream, piece, 0, piece.length, offset);
      return {
        data: toBase64(piece.subarray(0, read)),
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
      this.#FS.mkdirTree(whole.slice(0, whole.lastIndexOf("/")));
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
      this.#FS.write(stream, bytes, 0, bytes.length, offset);
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
    // The iterator also goes to what is added.
    for (const one of nodes) {
      if (this.#FS.isMountpoint(one)) throw new this.#FS.ErrnoError(10);
      for (const child of this.#childrenOf(one)) nodes.push(child);
    }
    for (const { parent, name, mode } of nodes.reverse()) {
      const gone = entriesOf(parent)[name];
      if (this.#FS.isDir(mode)) parent.node_ops.rmdir?.(parent, name);
      else parent.node_ops.unlink?.(parent, name);
      if (gone !== undefined) this.#FS.destroyNode(gone);
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

  /** @param {FsNode} node */
  #childrenOf(node) {
    return this.#FS.isDir(node.mode)
      ? Object.values(entriesOf(node) ?? {})
      : [];
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
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const [node, prefix] = next;
      for (const child of this.#childrenOf(node)) {
        const below = prefix === "" ? child.name : `${prefix}/${child.name}`;
        if (below.length > MAX_PATH_CHARS) continue;
        if (this.#FS.isDir(child.mode)) waiting.push([child, below]);
        else if (this.#FS.isFile(child.mode)) {
          found.push([below, child.usedBytes]);
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
    if (this.#changed.size === 0) return [];
    const { node: root } = this.#FS.lookupPath(ROOT);
    /** @type {Map<string, number>} */
    const found = new Map();
    for (const node of this.#changed) {
      const path = root && pathWithin(root, node);
      if (path === undefined) continue;
      if (this.#FS.isFile(node.mode)) found.set(path, node.usedBytes);
      else if (this.#FS.isDir(node.mode)) {
        for (const [below, bytes] of this.#below(node, path)) {
          found.set(below, bytes);
        }
      }
    }
    return [...found];
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
  const names = [];
  let chars = 0;
  for (let at = node; at !== root; at = at.parent) {
    if (
      at.parent === at || !at.parent || entriesOf(at.parent)?.[at.name] !== at
    ) {
      return undefined;
    }
    chars += at.name.length + 1;
    if (chars > MAX_PATH_CHARS) return undefined;
    names.push(at.name);
  }
  return names.reverse().join("/");
}

/**
 * @param {readonly Entry[]} entries
 * @param {number} from
 * @returns {FileReply}
 */
function page(entries, from) {
  /** @type {Entry[]} */
  const some = [];
  let chars = 0;
  for (const entry of entries.slice(from)) {
    const [path] = entry;
    if (some.length >= LIST_FILES || chars + path.length > LIST_CHARS) break;
    chars += path.length;
    some.push(entry);
  }
  const next = from + some.length;
  return next < entries.length ? { entries: some, next } : { entries: some };
}
