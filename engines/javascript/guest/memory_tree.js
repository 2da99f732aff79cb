// The tree of files in the guest's own memory.

import {
  MAX_NAME_BYTES,
  MAX_PATH_BYTES,
  MAX_TREE_DEPTH,
} from "../../worker/shared_values.js";
import { append, takeLast } from "./lists.js";
import { encodings } from "./encodings.js";
import { $Uint8Array } from "./latin1.js";
import { fail } from "./fs/errors.js";

/**
 * @typedef {FileNode | DirectoryNode} Node
 *
 * @typedef {CommonFields & WithoutPrototype & { kind: "file", bytes: Uint8Array<ArrayBuffer>, size: number }} FileNode
 *
 * @typedef {CommonFields & WithoutPrototype & { kind: "directory", children: Map<string, Node> }} DirectoryNode
 *
 * @typedef {object} CommonFields
 * @property {number} id
 * @property {DirectoryNode | null} parent
 * @property {string} name
 * @property {number} mtimeMs
 * @property {number} birthtimeMs
 *
 * @typedef {object} Spot The place of a file or a directory.
 * @property {DirectoryNode} directory
 * @property {string} name
 */

/** The longest absolute path, in bytes: the host limits the part after `/work/`. */
const MAX_ABSOLUTE_BYTES = "/work/".length + MAX_PATH_BYTES;

let lastId = 1;

/** @returns {CommonFields & WithoutPrototype} */
function newFields() {
  const now = Date.now();
  return {
    __proto__: null,
    id: ++lastId,
    parent: null,
    name: "",
    mtimeMs: now,
    birthtimeMs: now,
  };
}

/** @returns {FileNode} */
export function newFile() {
  return {
    ...newFields(),
    __proto__: null,
    kind: "file",
    bytes: new $Uint8Array(0),
    size: 0,
  };
}

/** @returns {DirectoryNode} */
export function newDirectory() {
  return {
    ...newFields(),
    __proto__: null,
    kind: "directory",
    children: new Map(),
  };
}

const root = newDirectory();

/** @param {string} path */
export function namesOf(path) {
  return path === "/" ? [] : path.slice(1).split("/");
}

/** @param {readonly string[]} names */
function walk(names) {
  /** @type {Node} */
  let node = root;
  for (const name of names) {
    if (node.kind !== "directory") fail("ENOTDIR");
    node = node.children.get(name) ?? fail("ENOENT");
  }
  return node;
}

/** @param {string} path */
export function find(path) {
  return walk(namesOf(path));
}

/** @param {string} path */
export function findFile(path) {
  const node = find(path);
  return node.kind === "directory" ? fail("EISDIR") : node;
}

/** @param {string} path */
export function findDirectory(path) {
  const node = find(path);
  return node.kind === "directory" ? node : fail("ENOTDIR");
}

/**
 * @param {string} text
 * @param {number} bytes
 */
function isLonger(text, bytes) {
  return 3 * text.length > bytes && encodings.utf8Length(text) > bytes;
}

/**
 * The parent directory of a path, and the name in it.
 *
 * @param {string} path
 * @returns {Spot}
 */
export function place(path) {
  const names = namesOf(path);
  const name = takeLast(names);
  if (name === undefined) return fail("EBUSY");
  if (
    names.length > MAX_TREE_DEPTH || isLonger(name, MAX_NAME_BYTES) ||
    isLonger(path, MAX_ABSOLUTE_BYTES)
  ) fail("ENAMETOOLONG");
  const directory = walk(names);
  return directory.kind === "directory" ? { directory, name } : fail("ENOTDIR");
}

/**
 * @param {Spot} spot
 * @param {Node} node
 */
export function attach({ directory, name }, node) {
  directory.children.set(name, node);
  directory.mtimeMs = Date.now();
  node.parent = directory;
  node.name = name;
}

/** @param {Node} node */
export function detach(node) {
  if (node.parent === null) return;
  node.parent.children.delete(node.name);
  node.parent.mtimeMs = Date.now();
  node.parent = null;
}

/**
 * @param {Node} node
 * @param {Node} directory
 */
export function isWithin(node, directory) {
  /** @type {Node | null} */
  let at = node;
  for (; at !== null; at = at.parent) {
    if (at === directory) return true;
  }
  return false;
}

/**
 * The path of a node below a directory, or nothing where it is elsewhere or gone.
 *
 * @param {Node} directory
 * @param {Node} node
 */
export function pathWithin(directory, node) {
  /** @type {string[]} */
  const names = [];
  /** @type {Node | null} */
  let at = node;
  for (; at !== directory; at = at.parent) {
    if (at === null) return undefined;
    append(names, at.name);
  }
  let path = "";
  for (let name = takeLast(names); name !== undefined; name = takeLast(names)) {
    path += path === "" ? name : `/${name}`;
  }
  return path;
}

/**
 * The files at and below a node, as `[path, bytes]`; without recursion, as the guest decides how deep it is.
 *
 * @param {Node} start
 * @param {string} path
 */
export function filesBelow(start, path) {
  /** @type {[path: string, bytes: number][]} */
  const found = [];
  /** @type {[Node, string][]} */
  const waiting = [[start, path]];
  for (
    let next = takeLast(waiting);
    next !== undefined;
    next = takeLast(waiting)
  ) {
    const [node, prefix] = next;
    if (node.kind === "file") {
      append(found, [prefix, node.size]);
      continue;
    }
    for (const child of node.children.values()) {
      append(waiting, [
        child,
        prefix === "" ? child.name : `${prefix}/${child.name}`,
      ]);
    }
  }
  return found;
}
