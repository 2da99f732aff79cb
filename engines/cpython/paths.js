// How a path is walked. It starts at a directory that the guest has, never leads out of the directory that this one was
// given for, and takes a bounded number of steps.

import { MAX_NAME_BYTES, MAX_PATH_BYTES } from "../worker/shared_values.js";
import { nameBytes } from "./directory.js";
import { fail } from "./file_errors.js";

/**
 * @import { Directory, Entry, TreeNode } from "./directory.js"
 * @import { MountNode } from "./mounts.js"
 *
 * @typedef {object} Base Where a path starts.
 * @property {Directory | MountNode} at
 * @property {Directory | MountNode} within The directory that is not left.
 * @property {Directory} root The root of the tree.
 *
 * @typedef {object} Place Where a path leads.
 * @property {Directory | MountNode | undefined} directory None if the last name is `.` or `..`, or the path is the root.
 * @property {string} name
 * @property {TreeNode | undefined} node
 * @property {boolean} slash Whether only a directory may be meant.
 *
 * @typedef {object} WalkOptions
 * @property {boolean} follow Whether a link at the end is followed.
 * @property {boolean} [names] Whether the name itself is meant: then a slash behind it does not follow a link either.
 * @property {boolean} [asks] Whether the host is asked what is at the end.
 */

const MAX_LINKS = 40;

/**
 * Walks a path.
 *
 * @param {Base} base
 * @param {string} path
 * @param {WalkOptions} options
 * @returns {Place}
 */
export function walk(base, path, { follow, names = false, asks = true }) {
  if (path === "") fail("ENOENT");
  if (path.startsWith("/")) fail("ENOTCAPABLE");
  requirePathLength(path);
  const waiting = namesOf(path);
  let slash = path.endsWith("/");
  let at = base.at;
  for (let links = 0;;) {
    const name = waiting.pop();
    // A link to the root.
    if (name === undefined) {
      return { directory: undefined, name: ".", node: at, slash };
    }
    const isLast = waiting.length === 0;
    if (name === "." || name === "..") {
      at = name === "." ? at : above(base, at);
      if (isLast) return { directory: undefined, name, node: at, slash };
      continue;
    }
    if (name.length > MAX_NAME_BYTES / 3 && nameBytes(name) > MAX_NAME_BYTES) {
      fail("ENAMETOOLONG");
    }
    if (isLast && !asks && at.type === "mount") {
      return { directory: at, name, node: undefined, slash };
    }
    const node = step(at, name, waiting.at(-1));
    const isPassed = !isLast || follow || (slash && !names);
    if (node?.type === "link" && isPassed) {
      if (++links > MAX_LINKS) fail("ELOOP");
      if (isLast) slash ||= node.target.endsWith("/");
      if (node.target.startsWith("/")) {
        if (base.within !== base.root) fail("ENOTCAPABLE");
        at = base.root;
      }
      waiting.push(...namesOf(node.target));
      continue;
    }
    if (isLast) {
      if (slash && node !== undefined && !isDirectory(node)) fail("ENOTDIR");
      return { directory: at, name, node, slash };
    }
    if (node === undefined) return fail("ENOENT");
    if (!isDirectory(node)) return fail("ENOTDIR");
    at = node;
  }
}

/**
 * What has a name in a directory, on the way to the next name or at the end.
 *
 * @param {Directory | MountNode} at
 * @param {string} name
 * @param {string | undefined} next
 */
function step(at, name, next) {
  if (at.type === "directory") return at.lookup(name);
  // What leads back is not looked at by the host with the rest of the way.
  return next === undefined || next === ".." || next === "."
    ? at.lookup(name)
    : at.passThrough(name);
}

/**
 * The directory above another.
 *
 * @param {Base} base
 * @param {Directory | MountNode} at
 * @returns {Directory | MountNode}
 */
function above({ within, root }, at) {
  if (at === within || at === root) return within === root ? at : denied();
  const up = at.type === "directory" ? at.parent : at.parentNode();
  if (up === undefined) return denied();
  // A directory that was moved out of the one that is not left leads elsewhere.
  if (within !== root && !isWithin(up, within)) denied();
  return up;
}

/** @returns {never} */
function denied() {
  return fail("ENOTCAPABLE");
}

/**
 * @param {Directory | MountNode} node
 * @param {Directory | MountNode} within
 * @returns {boolean}
 */
function isWithin(node, within) {
  if (node.type === "mount" && within.type === "mount") {
    return node.mount === within.mount &&
      (node.path === within.path || node.path.startsWith(`${within.path}/`));
  }
  if (within.type === "mount") return false;
  const directory = node.type === "mount" ? node.above : node;
  return directory !== undefined && within.contains(directory);
}

/**
 * @param {TreeNode} node
 * @returns {node is Directory | MountNode}
 */
export function isDirectory(node) {
  return node.type === "directory" ||
    (node.type === "mount" && node.kind === "directory");
}

/**
 * Refuses a path that is too long.
 *
 * @param {string} path
 */
export function requirePathLength(path) {
  if (path.length > MAX_PATH_BYTES || nameBytes(path) > MAX_PATH_BYTES) {
    fail("ENAMETOOLONG");
  }
}

/**
 * The names in a path, the first one last.
 *
 * @param {string} path
 */
function namesOf(path) {
  return path.split("/").filter((name) => name !== "").reverse();
}

/**
 * The entry that a name has, unless its directory is the host's.
 *
 * @param {Place} place
 * @returns {Entry}
 */
export function entryOf({ directory, name }) {
  if (directory?.type !== "directory") return fail("EBUSY");
  return directory.entries.get(name) ?? fail("ENOENT");
}
