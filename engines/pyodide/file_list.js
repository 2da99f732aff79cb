// Lists files of the in-memory file system, by their paths, and in pages.

import {
  arrayPop,
  arrayReverse,
  joinTexts,
  push,
  values,
} from "../worker/intrinsics.js";
import {
  LIST_CHARS,
  LIST_FILES,
  MAX_PATH_BYTES,
} from "../worker/shared_values.js";

/**
 * @import { GuestFileReply } from "../../core/protocol.ts"
 * @import { EmscriptenFs, FsDirectory, FsNode } from "./emscripten_fs.ts"
 * @import { ProgramFile } from "./program_file.js"
 *
 * @typedef {[path: string, bytes: number]} Entry
 */

/**
 * The regular files below a directory, links left out.
 *
 * @param {FsNode} directory
 * @param {string} path
 * @param {{ FS: EmscriptenFs, program: ProgramFile }} parts The file of the program is not listed
 */
export function filesBelow(directory, path, { FS, program }) {
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
      if (FS.isDir(child.mode)) push(waiting, [child, below]);
      else if (
        FS.isFile(child.mode) && !program.owns(child)
      ) {
        push(found, [below, child.usedBytes]);
      }
    }
  }
  return found;
}

/**
 * What an in-memory directory has, by name.
 *
 * @param {FsNode} node A directory
 */
export function entriesOf(node) {
  // A cast, as no property tells the type of a node, but its mode.
  return /** @type {FsDirectory} */ (node).contents;
}

/**
 * The path of a node below a directory, unless it is elsewhere, was removed, or has too long a path.
 *
 * @param {FsNode} root
 * @param {FsNode} node
 */
export function pathWithin(root, node) {
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
export function pageOf(entries, from) {
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
