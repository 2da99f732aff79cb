// Counts what the in-memory file system holds.

import {
  arrayPop,
  isView,
  keys,
  lengthOf,
  NativeSet,
  push,
  setAdd,
  setHas,
} from "../worker/intrinsics.js";

/**
 * @import { EmscriptenFs, FsDirectory, FsNode } from "./emscripten_fs.ts"
 *
 * @typedef {object} Counted What all files hold.
 * @property {Set<FsNode>} nodes Those that have a place.
 * @property {number} held Bytes that buffers have.
 * @property {number} used Bytes that files have.
 */

/** @type {Record<string, FsNode>} */
const NO_CONTENTS = {};

/**
 * How many bytes the buffer of a file has.
 *
 * @param {FsNode} node
 * @returns {number}
 */
export function heldBy({ contents }) {
  return isView(contents) ? lengthOf(contents) : 0;
}

/**
 * What all files hold, those included that are deleted but open; nodes are those that still have a place.
 *
 * @param {EmscriptenFs} FS
 * @returns {Counted}
 */
export function countFiles(FS) {
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
