// A directory of a tree, and what is in it.

import { Entry } from "./entry.js";
import { fail } from "./file_errors.js";
import { DIRECTORY, LinkNode, RegularFile } from "./file_nodes.js";
import { OWN_DEVICE } from "./node_base.js";
import { MAX_PATH_BYTES, MAX_TREE_DEPTH } from "../worker/shared_values.js";

/**
 * @import { ArchiveFile, DeviceNode } from "./fixed_nodes.js"
 * @import { FileUsage } from "./file_usage.js"
 * @import { MountNode } from "./mounts.js"
 *
 * @typedef {RegularFile | ArchiveFile | LinkNode | DeviceNode | Directory | MountNode} TreeNode
 *
 * @typedef {Pick<Directory, "number" | "accessed" | "modified" | "changed" | "hidden" | "readOnly" | "nextCookie" | "links">} DirectoryState
 */

/** No result lists a file with a longer path. */
const MAX_PLACE_BYTES = "/work/".length + MAX_PATH_BYTES;
/** The first cookie of an entry; those before are of `.` and `..`. */
export const FIRST_COOKIE = 3;

const utf8Names = new TextEncoder();

/**
 * The length of a name or a path in UTF-8.
 *
 * @param {string} text
 */
export function nameBytes(text) {
  return utf8Names.encode(text).length;
}

export class Directory {
  /** @type {"directory"} */
  type = "directory";
  /** @type {FileUsage} */
  usage;
  /** @type {number} */
  number;
  nextCookie = FIRST_COOKIE;
  /**
   * The directory that it is in, or was in before it was removed; the root is in itself.
   *
   * @type {Directory}
   */
  parent = this;
  /** @type {Entry | undefined} */
  place;
  /** 1 while it has a name. */
  links = 1;
  opens = 0;
  hidden = false;
  /** Whether nothing in it can be made, removed or renamed. */
  readOnly = false;
  /** @type {bigint} */
  accessed;
  /** @type {bigint} */
  modified;
  /** @type {bigint} */
  changed;
  /**
   * The entries in the order of their cookies, until something changes.
   *
   * @type {Entry[] | undefined}
   */
  #listed;
  /** @type {Map<string, Entry> | undefined} */
  #entries;

  /**
   * @param {FileUsage} usage
   * @param {DirectoryState} [original] What it is a copy of
   */
  constructor(usage, original) {
    this.usage = usage;
    this.number = original?.number ?? usage.nextNumber();
    const now = original === undefined ? usage.now() : 0n;
    this.accessed = original?.accessed ?? now;
    this.modified = original?.modified ?? now;
    this.changed = original?.changed ?? now;
    this.hidden = original?.hidden ?? false;
    this.readOnly = original?.readOnly ?? false;
    this.nextCookie = original?.nextCookie ?? FIRST_COOKIE;
    this.links = original?.links ?? 1;
  }

  /** Its entries, by name. */
  get entries() {
    return this.#entries ??= this.makeEntries();
  }

  /**
   * Makes its first entries.
   *
   * @returns {Map<string, Entry>}
   */
  makeEntries() {
    return new Map();
  }

  /** Whether its entries, and all that is below them, never change. A copy has the same. */
  get isFixed() {
    return false;
  }

  stat() {
    return {
      device: OWN_DEVICE,
      number: this.number,
      filetype: DIRECTORY,
      links: 1,
      size: 0,
      accessed: this.accessed,
      modified: this.modified,
      changed: this.changed,
    };
  }

  /**
   * @param {bigint | undefined} accessed
   * @param {bigint | undefined} modified
   */
  setTimes(accessed, modified) {
    if (this.readOnly) fail("EROFS");
    this.accessed = accessed ?? this.accessed;
    this.modified = modified ?? this.modified;
    this.changed = this.usage.now();
  }

  /**
   * What has a name.
   *
   * @param {string} name
   * @returns {TreeNode | undefined}
   */
  lookup(name) {
    return this.entries.get(name)?.node;
  }

  /**
   * The entries behind a cookie, which may be any number.
   *
   * @param {number} cookie
   * @returns {{ entries: readonly Entry[], from: number }} All entries, and the index of the first of them
   */
  entriesAfter(cookie) {
    const entries = this.#listed ??= [...this.entries.values()];
    let from = 0;
    for (let to = entries.length; from < to;) {
      const middle = (from + to) >> 1;
      if (entries[middle].cookie > cookie) to = middle;
      else from = middle + 1;
    }
    return { entries, from };
  }

  /**
   * Refuses to have something made here.
   *
   * @param {string} name
   */
  requirePlace(name) {
    if (this.links === 0) fail("ENOENT");
    if (this.readOnly) fail("EROFS");
    let bytes = nameBytes(name);
    let depth = 0;
    for (let at = this.place; at !== undefined; at = at.directory.place) {
      bytes += nameBytes(at.name) + 1;
      if (++depth >= MAX_TREE_DEPTH || bytes > MAX_PLACE_BYTES) {
        fail("ENAMETOOLONG");
      }
    }
  }

  /**
   * Makes a name for a node. The name is free.
   *
   * @template {TreeNode} Node
   * @param {string} name
   * @param {Node} node
   * @returns {Node}
   */
  add(name, node) {
    this.requirePlace(name);
    this.usage.requireName();
    this.usage.names++;
    this.put(new Entry(this, name, node));
    return node;
  }

  /**
   * Makes a name that does not count as the guest's.
   *
   * @param {string} name
   * @param {TreeNode} node
   * @returns {Entry}
   */
  give(name, node) {
    const entry = new Entry(this, name, node);
    entry.counts = false;
    this.put(entry);
    return entry;
  }

  /** @param {string} name */
  makeFile(name) {
    const file = this.add(name, new RegularFile(this.usage));
    file.touch();
    return file;
  }

  /**
   * Makes a file that is not the guest's, and does not count as long as it does not change it.
   *
   * @param {string} name
   * @param {Uint8Array} bytes
   */
  addOwn(name, bytes) {
    this.requirePlace(name);
    const file = new RegularFile(this.usage);
    file.fill(bytes);
    file.hidden = true;
    return this.give(name, file);
  }

  /** @param {string} name */
  makeDirectory(name) {
    return this.add(name, new Directory(this.usage));
  }

  /**
   * @param {string} name
   * @param {string} target
   */
  makeLink(name, target) {
    const link = new LinkNode(this.usage, target);
    this.requirePlace(name);
    this.usage.requireName();
    link.count();
    return this.add(name, link);
  }

  /** @param {Entry} entry */
  put(entry) {
    const { name, node } = entry;
    this.entries.set(name, entry);
    this.#listed = undefined;
    const now = this.usage.now();
    node.addPlace(entry, now);
    this.modified = this.changed = now;
  }

  /**
   * Copies it for another tree, without its entries if these can change.
   *
   * @param {FileUsage} usage
   * @returns {Directory}
   */
  copyFor(usage) {
    return new Directory(usage, this);
  }

  /**
   * Puts the copy of a node here, under the name and with the cookie of the original.
   *
   * @param {Entry} original
   * @param {TreeNode} node
   */
  putCopy(original, node) {
    const entry = new Entry(this, original.name, node);
    this.nextCookie--;
    entry.cookie = original.cookie;
    entry.counts = original.counts;
    entry.isListed = original.isListed;
    this.entries.set(entry.name, entry);
    node.addPlace(entry);
  }

  /**
   * Takes a name away.
   *
   * @param {Entry} entry
   */
  take(entry) {
    this.entries.delete(entry.name);
    this.#listed = undefined;
    if (entry.counts) this.usage.names--;
    const now = this.usage.now();
    entry.node.removePlace(entry, now);
    this.modified = this.changed = now;
  }

  /**
   * Whether it is this directory or one below it.
   *
   * @param {Directory} directory
   */
  contains(directory) {
    let at = directory;
    while (at !== this && at !== at.parent) at = at.parent;
    return at === this;
  }

  /** @param {Entry} entry */
  addPlace(entry) {
    this.links = 1;
    this.place = entry;
    this.parent = entry.directory;
  }

  /** @param {Entry} entry */
  removePlace(entry) {
    if (this.place !== entry) return;
    this.links = 0;
    this.place = undefined;
    this.usage.changed.delete(this);
    if (this.opens > 0) this.usage.nameless.add(this);
  }

  retain() {
    this.opens++;
  }

  release() {
    if (--this.opens <= 0 && this.links === 0) {
      this.usage.nameless.delete(this);
    }
  }
}
