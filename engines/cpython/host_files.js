// What the host does with the files of a guest below its directory for them, between runs.

import { fail, FileError } from "./file_errors.js";
import { walk } from "./paths.js";
import { toBase64 } from "../worker/intrinsics.js";
import {
  LIST_CHARS,
  LIST_FILES,
  MAX_PATH_BYTES,
} from "../worker/shared_values.js";

/**
 * @import { GuestFileReply, GuestFileRequest } from "../../core/protocol.ts"
 * @import { Directory, Entry, TreeNode } from "./directory.js"
 * @import { Place } from "./paths.js"
 *
 * @typedef {[path: string, bytes: number]} ListedFile
 * @typedef {{ readonly root: Directory, readonly changed: Set<TreeNode> }} Served
 * @typedef {Extract<GuestFileRequest, { op: "read" }>} ReadRequest
 * @typedef {Extract<GuestFileRequest, { op: "write" }>} WriteRequest
 */

const WORK = "work";

/**
 * Carries out what the host asks.
 *
 * @param {Served} tree
 * @param {GuestFileRequest} request
 * @param {Uint8Array} [bytes] What is written
 * @returns {GuestFileReply}
 */
export function serveFileRequest(tree, request, bytes = new Uint8Array(0)) {
  try {
    switch (request.op) {
      case "read":
        return readFile(tree, request);
      case "write":
        return writeFile(tree, request, bytes);
      case "list":
        return pageOf(listFiles(tree, request.path), request.from);
      case "changes":
        return pageOf(changedFiles(tree), request.from);
      case "remove":
        return removeAll(tree, request.path);
    }
  } catch (thrown) {
    return { error: thrown instanceof FileError ? thrown.code : "ENOMEM" };
  }
}

/**
 * @param {Served} tree
 * @param {string} path
 * @param {{ follow: boolean }} options
 * @returns {Place}
 */
function place({ root }, path, options) {
  const base = { at: root, within: root, root };
  return walk(base, path === "" ? WORK : `${WORK}/${path}`, options);
}

/**
 * @param {Served} tree
 * @param {string} path
 * @returns {TreeNode}
 */
function present(tree, path) {
  return place(tree, path, { follow: true }).node ?? fail("ENOENT");
}

/**
 * @param {Served} tree
 * @param {ReadRequest} request
 * @returns {GuestFileReply}
 */
function readFile(tree, { path, offset, length }) {
  const file = regular(present(tree, path));
  const piece = new Uint8Array(
    Math.max(0, Math.min(length, file.size - offset)),
  );
  const read = file.read(piece, offset);
  return { data: toBase64(piece.subarray(0, read)), bytes: file.size };
}

/**
 * @param {TreeNode} node
 */
function regular(node) {
  if (node.type === "file") return node;
  return fail(
    node.type === "directory" || node.type === "mount" ? "EISDIR" : "EINVAL",
  );
}

/**
 * @param {Served} tree
 * @param {WriteRequest} request
 * @param {Uint8Array} bytes
 * @returns {GuestFileReply}
 */
function writeFile(tree, { path, offset }, bytes) {
  if (offset === 0) makeParents(tree, path);
  const { directory, name, node } = place(tree, path, { follow: true });
  if (node === undefined) {
    if (offset !== 0) return fail("ENOENT");
    if (directory?.type !== "directory") return fail("EISDIR");
    directory.makeFile(name).write(bytes, 0);
    return {};
  }
  const file = regular(node);
  if (offset === 0) file.resize(0);
  file.write(bytes, offset);
  return {};
}

/**
 * Makes the directories above a path, as far as they are missing.
 *
 * @param {Served} tree
 * @param {string} path
 */
function makeParents({ root }, path) {
  const names = `${WORK}/${path}`.split("/").slice(0, -1);
  let whole = "";
  for (const name of names) {
    whole = whole === "" ? name : `${whole}/${name}`;
    const base = { at: root, within: root, root };
    const { directory, name: last, node } = walk(base, whole, { follow: true });
    if (node?.type === "directory") continue;
    if (node !== undefined) fail("ENOTDIR");
    if (directory?.type !== "directory") return fail("EROFS");
    directory.makeDirectory(last);
  }
}

/**
 * Removes what is at a path, and all below it.
 *
 * @param {Served} tree
 * @param {string} path
 * @returns {GuestFileReply}
 */
function removeAll(tree, path) {
  const { directory, name } = place(tree, path, { follow: false });
  if (directory?.type !== "directory") return fail("EBUSY");
  /** @type {Entry[]} */
  const entries = [directory.entries.get(name) ?? fail("ENOENT")];
  // Deepest last, without recursion: the guest decides how deep it is.
  for (let i = 0; i < entries.length; i++) {
    const { node, directory: around } = entries[i];
    if (node.type === "mount") fail("EBUSY");
    if (around.readOnly) fail("EROFS");
    if (node.type !== "directory") continue;
    for (const below of node.entries.values()) entries.push(below);
  }
  for (const entry of entries.reverse()) entry.directory.take(entry);
  return {};
}

/**
 * @param {Served} tree
 * @param {string} path
 */
function listFiles(tree, path) {
  const node = present(tree, path);
  if (node.type === "directory") return filesBelow(node, path);
  /** @type {ListedFile[]} */
  const one = node.type === "file" ? [[path, node.size]] : [];
  return one;
}

/**
 * The regular files below a directory, links left out.
 *
 * @param {Directory} directory
 * @param {string} path
 */
function filesBelow(directory, path) {
  /** @type {ListedFile[]} */
  const found = [];
  /** @type {[Directory, string][]} */
  const waiting = [[directory, path]];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [at, prefix] = next;
    for (const { name, node } of at.entries.values()) {
      const below = prefix === "" ? name : `${prefix}/${name}`;
      if (below.length > MAX_PATH_BYTES || node.hidden) continue;
      if (node.type === "directory") waiting.push([node, below]);
      else if (node.type === "file") found.push([below, node.size]);
    }
  }
  return found;
}

/**
 * The files below the directory that were changed and are still there, with their sizes.
 *
 * @param {Served} tree
 * @returns {ListedFile[]}
 */
function changedFiles(tree) {
  if (tree.changed.size === 0) return [];
  const work = tree.root.lookup(WORK);
  /** @type {Map<string, number>} */
  const found = new Map();
  for (const node of tree.changed) {
    for (const path of pathsWithin(work, node)) {
      if (node.type === "file" && !node.hidden) found.set(path, node.size);
      else if (node.type === "directory") {
        for (const [below, bytes] of filesBelow(node, path)) {
          found.set(below, bytes);
        }
      }
    }
  }
  return [...found];
}

/**
 * The paths of a node below a directory, unless they are too long.
 *
 * @param {TreeNode | undefined} work
 * @param {TreeNode} node
 * @returns {Generator<string>}
 */
function* pathsWithin(work, node) {
  if (node.type === "mount" || node.type === "device") return;
  if (!("place" in node) || node.place === undefined) return;
  const others = "otherPlaces" in node ? node.otherPlaces ?? [] : [];
  for (const entry of [node.place, ...others]) {
    const path = pathWithin(work, entry);
    if (path !== undefined) yield path;
  }
}

/**
 * @param {TreeNode | undefined} work
 * @param {Entry} entry
 */
function pathWithin(work, entry) {
  const names = [];
  let chars = 0;
  for (let at = entry;;) {
    chars += at.name.length + 1;
    if (chars > MAX_PATH_BYTES) return undefined;
    names.push(at.name);
    if (at.directory === work) return names.reverse().join("/");
    if (at.directory.place === undefined) return undefined;
    at = at.directory.place;
  }
}

/**
 * @param {readonly ListedFile[]} entries
 * @param {number} from
 * @returns {GuestFileReply}
 */
function pageOf(entries, from) {
  /** @type {ListedFile[]} */
  const some = [];
  let chars = 0;
  for (const entry of entries.slice(from, from + LIST_FILES)) {
    if (chars + entry[0].length > LIST_CHARS) break;
    chars += entry[0].length;
    some.push(entry);
  }
  const next = from + some.length;
  return next < entries.length ? { entries: some, next } : { entries: some };
}
