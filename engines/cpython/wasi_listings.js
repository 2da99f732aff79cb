// The function of WASI that lists a directory.

import { FIRST_COOKIE } from "./directory.js";
import { fail } from "./file_errors.js";
import { DIRECTORY, MAX_POSITION, REGULAR_FILE } from "./file_nodes.js";
import { numberOfPath } from "./mounts.js";
import { isDirectory } from "./paths.js";
import { filetypeOf } from "./wasi_descriptors.js";

/**
 * @import { MountNode } from "./mounts.js"
 * @import { Descriptor, Listing } from "./wasi_descriptors.js"
 * @import { WasiState } from "./wasi_values.js"
 */

const DIRENT_BYTES = 24;
/** How many directories of the host's are listed at the same time without asking again. */
const MAX_LISTINGS = 8;

const utf8Entries = new TextEncoder();

/**
 * The function that lists.
 *
 * @param {WasiState} state
 */
export function listingFunctions({ memory, descriptors }) {
  /**
   * The descriptors that keep what a directory of the host's had, the last one last.
   *
   * @type {Descriptor[]}
   */
  const listing = [];
  /** @param {Descriptor} descriptor */
  const keepListing = (descriptor) => {
    if (descriptor.listing === undefined || listing.includes(descriptor)) {
      return;
    }
    listing.push(descriptor);
    const dropped = listing.length > MAX_LISTINGS ? listing.shift() : undefined;
    if (dropped !== undefined) dropped.listing = undefined;
  };
  return {
    /**
     * @param {number} fd
     * @param {number} pointer
     * @param {number} length
     * @param {bigint} cookie
     * @param {number} result
     */
    fd_readdir(fd, pointer, length, cookie, result) {
      const descriptor = descriptors.get(fd);
      if (!isDirectory(descriptor.node)) fail("ENOTDIR");
      descriptor.require("FD_READDIR");
      memory.check(result, 4);
      memory.check(pointer, length);
      const after = toCookie(cookie);
      let used = 0;
      for (const one of listAfter(descriptor, after)) {
        const entry = encodeEntry(one);
        const room = (length >>> 0) - used;
        const piece = entry.subarray(0, room);
        memory.bytes((pointer >>> 0) + used, piece.length).set(piece);
        used += piece.length;
        // A part of an entry says that there is more.
        if (piece.length < entry.length || used === length >>> 0) break;
      }
      keepListing(descriptor);
      memory.setUint32(result, used);
    },
  };
}

/** @param {bigint} cookie */
function toCookie(cookie) {
  const unsigned = BigInt.asUintN(64, cookie);
  return unsigned > BigInt(MAX_POSITION) ? MAX_POSITION : Number(unsigned);
}

/**
 * @typedef {object} Listed
 * @property {string} name
 * @property {number} number
 * @property {number} filetype
 * @property {number} cookie What continues behind it.
 */

/**
 * What a directory has behind a cookie.
 *
 * @param {Descriptor} descriptor
 * @param {number} after
 * @returns {Generator<Listed>}
 */
function* listAfter(descriptor, after) {
  const { node } = descriptor;
  if (!isDirectory(node)) return;
  const up = node.type === "directory" ? node.parent : node.parentNode();
  const dots = [[".", node.number], ["..", up?.number ?? 0]];
  for (let i = after; i < dots.length; i++) {
    const [name, number] = /** @type {[string, number]} */ (dots[i]);
    yield { name, number, filetype: DIRECTORY, cookie: i + 1 };
  }
  if (node.type === "directory") {
    const { entries, from } = node.entriesAfter(after);
    for (let i = from; i < entries.length; i++) {
      if (entries[i].node.hidden && !entries[i].isListed) continue;
      const { name, node: { number }, cookie } = entries[i];
      yield { name, number, filetype: filetypeOf(entries[i].node), cookie };
    }
    return;
  }
  if (after === 0 || descriptor.listing === undefined) {
    descriptor.listing = listMount(node);
  }
  const first = Math.max(0, after - (FIRST_COOKIE - 1));
  for (let i = first; i < descriptor.listing.length; i++) {
    yield { ...descriptor.listing[i], cookie: i + FIRST_COOKIE };
  }
}

/**
 * What the host has in a directory.
 *
 * @param {MountNode} node
 * @returns {Listing}
 */
function listMount(node) {
  const { value } = node.mount.ask({ op: "list", path: node.path });
  return value.map(([name, kind]) => ({
    name,
    number: numberOfPath(node.pathOf(name)),
    filetype: kind === "directory" ? DIRECTORY : REGULAR_FILE,
  }));
}

/** @param {Listed} listed */
function encodeEntry({ name, number, filetype, cookie }) {
  const text = utf8Entries.encode(name);
  const entry = new Uint8Array(DIRENT_BYTES + text.length);
  const view = new DataView(entry.buffer);
  view.setBigUint64(0, BigInt(cookie), true);
  view.setBigUint64(8, BigInt(number), true);
  view.setUint32(16, text.length, true);
  view.setUint8(20, filetype);
  entry.set(text, DIRENT_BYTES);
  return entry;
}
