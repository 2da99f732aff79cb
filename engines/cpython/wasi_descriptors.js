// What the guest has open: descriptors, their positions and their rights.

import { fail } from "./file_errors.js";
import { DIRECTORY } from "./file_nodes.js";
import { isDirectory } from "./paths.js";

/**
 * @import { Directory, TreeNode } from "./directory.js"
 * @import { RegularFile } from "./file_nodes.js"
 * @import { ArchiveFile } from "./fixed_nodes.js"
 * @import { MountFile } from "./mount_files.js"
 * @import { MountNode } from "./mounts.js"
 * @import { Base } from "./paths.js"
 *
 * @typedef {RegularFile | ArchiveFile | MountFile} OpenedFile What can be read and written.
 * @typedef {readonly { readonly name: string, readonly number: number, readonly filetype: number }[]} Listing
 */

/** Rights by what they allow. */
export const RIGHTS = {
  FD_DATASYNC: 1 << 0,
  FD_READ: 1 << 1,
  FD_SEEK: 1 << 2,
  FD_FDSTAT_SET_FLAGS: 1 << 3,
  FD_SYNC: 1 << 4,
  FD_TELL: 1 << 5,
  FD_WRITE: 1 << 6,
  FD_ADVISE: 1 << 7,
  FD_ALLOCATE: 1 << 8,
  PATH_CREATE_DIRECTORY: 1 << 9,
  PATH_CREATE_FILE: 1 << 10,
  PATH_LINK_SOURCE: 1 << 11,
  PATH_LINK_TARGET: 1 << 12,
  PATH_OPEN: 1 << 13,
  FD_READDIR: 1 << 14,
  PATH_READLINK: 1 << 15,
  PATH_RENAME_SOURCE: 1 << 16,
  PATH_RENAME_TARGET: 1 << 17,
  PATH_FILESTAT_GET: 1 << 18,
  PATH_FILESTAT_SET_SIZE: 1 << 19,
  PATH_FILESTAT_SET_TIMES: 1 << 20,
  FD_FILESTAT_GET: 1 << 21,
  FD_FILESTAT_SET_SIZE: 1 << 22,
  FD_FILESTAT_SET_TIMES: 1 << 23,
  PATH_SYMLINK: 1 << 24,
  PATH_REMOVE_DIRECTORY: 1 << 25,
  PATH_UNLINK_FILE: 1 << 26,
  POLL_FD_READWRITE: 1 << 27,
};
/** @typedef {keyof typeof RIGHTS} Right */

export const ALL_RIGHTS = Object.values(RIGHTS).reduce((a, b) => a | b, 0);
/** What makes no sense for directories. */
export const DIRECTORY_RIGHTS = ALL_RIGHTS &
  ~(RIGHTS.FD_READ | RIGHTS.FD_WRITE | RIGHTS.FD_SEEK | RIGHTS.FD_TELL |
    RIGHTS.FD_ALLOCATE | RIGHTS.FD_FILESTAT_SET_SIZE);
/** What makes no sense for anything else. */
const OF_DIRECTORIES_ALONE = RIGHTS.FD_READDIR |
  Object.entries(RIGHTS).filter(([name]) => name.startsWith("PATH_"))
    .reduce((all, [, right]) => all | right, 0);
export const FILE_RIGHTS = ALL_RIGHTS & ~OF_DIRECTORIES_ALONE;

export const FLAG_APPEND = 1;
/** Append, dsync, nonblock, rsync, sync: but for the first, they change nothing here. */
export const ALL_FLAGS = 31;

/** How many descriptors a guest may have at once. */
const MAX_DESCRIPTORS = 1024;

/** A descriptor. */
export class Descriptor {
  /** @type {TreeNode} */
  node;
  /**
   * What is read and written, unless it is a directory or a device.
   *
   * @type {OpenedFile | undefined}
   */
  file;
  /** Rights on it, and those that what is opened through it can have. */
  rights = 0;
  inheriting = 0;
  flags = 0;
  position = 0;
  /**
   * For a directory, the one that paths do not lead out of.
   *
   * @type {Directory | MountNode | undefined}
   */
  within;
  /**
   * The path under which the guest was given it.
   *
   * @type {string | undefined}
   */
  preopen;
  /**
   * What a directory of the host's had when its listing began.
   *
   * @type {Listing | undefined}
   */
  listing;

  /** @param {TreeNode} node */
  constructor(node) {
    this.node = node;
  }

  /** @param {Right} right */
  has(right) {
    return (this.rights & RIGHTS[right]) !== 0;
  }

  /** @param {Right} right */
  require(right) {
    if (this.has(right)) return;
    // What POSIX says of descriptors that were opened otherwise.
    fail(right === "FD_READ" || right === "FD_WRITE" ? "EBADF" : "ENOTCAPABLE");
  }

  /**
   * Where paths start that are relative to it.
   *
   * @param {Directory} root The root of the tree
   * @returns {Base}
   */
  base(root) {
    const { node, within } = this;
    if (within === undefined || !isDirectory(node)) return fail("ENOTDIR");
    return { at: node, within, root };
  }

  /** Gives back what it refers to. */
  release() {
    const { file, node } = this;
    node.release();
    if (file !== undefined && file !== node) file.release();
  }
}

/** All descriptors. */
export class Descriptors {
  /** @type {(Descriptor | undefined)[]} */
  #open = [];

  /** @param {number} number */
  get(number) {
    return this.find(number) ?? fail("EBADF");
  }

  /** @param {number} number */
  find(number) {
    return this.#open[number >>> 0];
  }

  /** Refuses if there are too many. */
  requireFree() {
    if (this.#free() >= MAX_DESCRIPTORS) fail("EMFILE");
  }

  #free() {
    const index = this.#open.indexOf(undefined);
    return index < 0 ? this.#open.length : index;
  }

  /**
   * Gives a descriptor the lowest free number.
   *
   * @param {Descriptor} descriptor
   */
  add(descriptor) {
    const number = this.#free();
    this.put(number, descriptor);
    return number;
  }

  /**
   * @param {number} number
   * @param {Descriptor} descriptor
   */
  put(number, descriptor) {
    // Without holes, which would not be found as free.
    while (this.#open.length < number) this.#open.push(undefined);
    this.#open[number] = descriptor;
    descriptor.node.retain();
  }

  /** @param {number} number */
  close(number) {
    const descriptor = this.get(number);
    this.#open[number >>> 0] = undefined;
    descriptor.release();
  }

  /**
   * Has one number stand for what another did, and closes what it stood for.
   *
   * @param {number} from
   * @param {number} to
   */
  renumber(from, to) {
    const descriptor = this.get(from);
    const replaced = this.get(to);
    if (replaced === descriptor) return;
    this.#open[from >>> 0] = undefined;
    this.#open[to >>> 0] = descriptor;
    replaced.release();
  }

  /** @returns {(readonly [number: number, descriptor: Descriptor])[]} */
  all() {
    return this.#open.flatMap((descriptor, number) =>
      descriptor === undefined ? [] : [[number, descriptor]]
    );
  }

  /** Forgets all, without closing anything. */
  clear() {
    this.#open = [];
  }
}

/**
 * Whether it has no positions.
 *
 * @param {Descriptor} descriptor
 */
export function isStream({ node }) {
  return node.type === "device" && node.device.startsWith("std");
}

/**
 * The type of a node, without asking the host.
 *
 * @param {TreeNode} node
 */
export function filetypeOf(node) {
  return isDirectory(node) ? DIRECTORY : node.stat().filetype;
}
