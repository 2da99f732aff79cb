// What all nodes of a tree have that can be changed and lie in directories.

/**
 * @import { Entry } from "./entry.js"
 * @import { RegularFile } from "./file_nodes.js"
 * @import { FileUsage } from "./file_usage.js"
 *
 * @typedef {object} NodeStat What is known of a node; times are in nanoseconds since 1970.
 * @property {number} device
 * @property {number} number
 * @property {number} filetype As WASI numbers it.
 * @property {number} links
 * @property {number} size
 * @property {bigint} accessed
 * @property {bigint} modified
 * @property {bigint} changed
 */

/** The device number of what can be changed. */
export const OWN_DEVICE = 1;

/** A node that can be changed. */
export class NodeBase {
  /** @type {FileUsage} */
  usage;
  /** @type {number} */
  number;
  /** @type {bigint} */
  accessed;
  /** @type {bigint} */
  modified;
  /** @type {bigint} */
  changed;
  /**
   * Where it lies; more than one place only for files with hard links.
   *
   * @type {Entry | undefined}
   */
  place;
  /** @type {Set<Entry> | undefined} */
  otherPlaces;
  links = 0;
  /** How many descriptors it has. */
  opens = 0;
  /** Whether the host's lists leave it out. */
  hidden = false;

  /**
   * @param {FileUsage} usage
   * @param {NodeBase} [original] What it is a copy of
   */
  constructor(usage, original) {
    this.usage = usage;
    this.number = original?.number ?? usage.nextNumber();
    const now = original === undefined ? usage.now() : 0n;
    this.accessed = original?.accessed ?? now;
    this.modified = original?.modified ?? now;
    this.changed = original?.changed ?? now;
    this.hidden = original?.hidden ?? false;
  }

  /**
   * @param {number} filetype
   * @param {number} size
   * @returns {NodeStat}
   */
  statAs(filetype, size) {
    return {
      device: OWN_DEVICE,
      number: this.number,
      filetype,
      links: this.links,
      size,
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
    this.accessed = accessed ?? this.accessed;
    this.modified = modified ?? this.modified;
    this.changed = this.usage.now();
  }

  /** Notes that its content changed. */
  touch() {
    this.modified = this.changed = this.usage.now();
    if (this.links > 0) this.usage.changed.add(this.self());
  }

  /**
   * @param {Entry} entry
   * @param {bigint} [now] When it got the place
   */
  addPlace(entry, now) {
    this.links++;
    this.changed = now ?? this.changed;
    if (this.place === undefined) this.place = entry;
    else (this.otherPlaces ??= new Set()).add(entry);
  }

  /**
   * @param {Entry} entry
   * @param {bigint} now
   */
  removePlace(entry, now) {
    this.links--;
    this.changed = now;
    if (this.place !== entry) {
      this.otherPlaces?.delete(entry);
    } else {
      const [other] = this.otherPlaces ?? [];
      this.place = other;
      if (other !== undefined) this.otherPlaces?.delete(other);
    }
    if (this.links > 0) return;
    this.usage.changed.delete(this.self());
    if (this.opens > 0) this.keepNameless();
    else this.free();
  }

  /** Notes that a descriptor refers to it. */
  retain() {
    this.opens++;
  }

  /** Notes that a descriptor no longer does. */
  release() {
    if (--this.opens > 0 || this.links > 0) return;
    this.usage.nameless.delete(this.self());
    this.free();
  }

  /** Keeps it while it is open without a name. */
  keepNameless() {
    this.usage.nameless.add(this.self());
  }

  /** Gives back what it takes. */
  free() {}

  /**
   * As a node of a tree, which only the classes below are.
   *
   * @returns {RegularFile}
   */
  self() {
    return /** @type {RegularFile} */ (/** @type {unknown} */ (this));
  }
}
