// Files in the guest's own memory: one of the backends of `fs`, and the only one whose files the host reads and writes.

import { joinNames } from "./lists.js";
import { $Uint8Array } from "./latin1.js";
import { fail } from "./fs/errors.js";
import {
  attach,
  detach,
  filesBelow,
  find,
  findDirectory,
  findFile,
  isWithin,
  namesOf,
  newDirectory,
  newFile,
  pathWithin,
  place,
} from "./memory_tree.js";

/**
 * @import { Backend } from "./host.d.ts"
 * @import { FileNode, Node, Spot } from "./memory_tree.js"
 *
 * @typedef {object} MemorySettings
 * @property {number} fileBytes
 * @property {number} maxFiles
 * @property {readonly string[]} places Directories that are there from the start.
 */

/** What an entry takes of memory apart from its content is bounded by their number. */
let used = 0;
let entries = -Infinity;
let fileBytes = 0;
let maxFiles = 0;
/**
 * Files that were made or changed since the last run began.
 *
 * @type {Set<Node>}
 */
const changed = new Set();

/**
 * Makes the files.
 *
 * @param {MemorySettings} settings
 */
export function makeMemoryFiles(settings) {
  ({ fileBytes, maxFiles } = settings);
  // What was there from the start is not the guest's, and does not count.
  for (const path of ["/work", "/tmp", ...settings.places]) makePlace(path);
  const work = find("/work");
  entries = 0;
  return {
    backend,
    /** @param {string} path Below `/work` */
    list: (path) =>
      filesBelow(find(path === "" ? "/work" : `/work/${path}`), path),
    clearChanges: () => changed.clear(),
    hasChanges: () => changed.size > 0,
    changes: () => changesBelow(work),
  };
}

/** @param {Node} work */
function changesBelow(work) {
  /** @type {Map<string, number>} */
  const found = new Map();
  for (const node of changed) {
    const path = pathWithin(work, node);
    if (path === undefined) continue;
    for (const [below, bytes] of filesBelow(node, path)) {
      found.set(below, bytes);
    }
  }
  return [...found];
}

/**
 * Takes a node away for good.
 *
 * @param {Node} node
 */
function drop(node) {
  detach(node);
  entries--;
  if (node.kind !== "file") return;
  used -= node.size;
  changed.delete(node);
}

/**
 * @param {string} path
 * @param {"file" | "directory"} kind
 */
function add(path, kind) {
  const spot = place(path);
  if (spot.directory.children.has(spot.name)) fail("EEXIST");
  if (entries >= maxFiles) fail("ENOSPC");
  const node = kind === "file" ? newFile() : newDirectory();
  attach(spot, node);
  entries++;
  if (kind === "file") changed.add(node);
  return node;
}

/**
 * Gives a file a size; what is new of it is zero.
 *
 * @param {FileNode} node
 * @param {number} size
 */
function resize(node, size) {
  if (used - node.size + size > fileBytes) fail("ENOSPC");
  if (size > node.bytes.length) {
    // Half as much again, so that many small additions do not copy the file each time.
    const room = node.size === 0 ? size : Math.max(size, node.size * 1.5 >>> 0);
    const bytes = new $Uint8Array(room);
    bytes.set(node.bytes.subarray(0, node.size));
    node.bytes = bytes;
  } else if (size === 0) node.bytes = new $Uint8Array(0);
  else if (size < node.size) node.bytes.fill(0, size, node.size);
  used += size - node.size;
  node.size = size;
  touch(node);
}

/** @param {FileNode} node */
function touch(node) {
  node.mtimeMs = Date.now();
  changed.add(node);
}

/**
 * What is in the way of a rename, if it may be replaced.
 *
 * @param {Node} node
 * @param {Spot} spot
 */
function replaceable(node, { directory, name }) {
  const there = directory.children.get(name);
  if (there === undefined || there === node) return there;
  if (there.kind === "directory") {
    if (node.kind !== "directory") fail("EISDIR");
    if (there.children.size > 0) fail("ENOTEMPTY");
  } else if (node.kind === "directory") fail("ENOTDIR");
  return there;
}

/** @type {Backend & WithoutPrototype} */
const backend = {
  __proto__: null,
  readBytes: Infinity,
  stat(path) {
    const node = find(path);
    const { kind, mtimeMs, birthtimeMs, id } = node;
    const size = node.kind === "file" ? node.size : 0;
    return { kind, size, mtimeMs, birthtimeMs, ino: id };
  },
  list(path) {
    const { children } = findDirectory(path);
    return Array.from(
      children.values(),
      ({ name, kind }) => ({ name, kind }),
    );
  },
  read(path, offset, length) {
    const { bytes, size } = findFile(path);
    return bytes.slice(offset, Math.min(size, offset + length));
  },
  write(path, bytes, at) {
    const node = findFile(path);
    const offset = at === "end" ? node.size : at;
    if (bytes.length === 0) return;
    const end = offset + bytes.length;
    if (end > node.size) resize(node, end);
    node.bytes.set(bytes, offset);
    touch(node);
  },
  create: (path) => void add(path, "file"),
  truncate: (path, length) => resize(findFile(path), length),
  mkdir: (path) => void add(path, "directory"),
  rmdir(path) {
    const node = findDirectory(path);
    if (node.children.size > 0) fail("ENOTEMPTY");
    if (node.parent === null) fail("EBUSY");
    drop(node);
  },
  unlink(path) {
    const node = find(path);
    if (node.kind === "directory") fail("EPERM");
    drop(node);
  },
  rename(from, to) {
    const node = find(from);
    const spot = place(to);
    if (node.parent === null) fail("EBUSY");
    if (isWithin(spot.directory, node)) fail("EINVAL");
    const there = replaceable(node, spot);
    if (there === node) return;
    if (there !== undefined) drop(there);
    detach(node);
    attach(spot, node);
    changed.add(node);
  },
};

/** @param {string} path */
function makePlace(path) {
  const names = namesOf(path);
  for (let i = 1; i <= names.length; i++) {
    const above = `/${joinNames(names, 0, i)}`;
    if (!has(above)) add(above, "directory");
  }
}

/** @param {string} path */
function has(path) {
  const { directory, name } = place(path);
  return directory.children.has(name);
}
