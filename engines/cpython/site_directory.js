// A directory of the guest's packages. It never changes, and its entries are made when something first looks for one: a set
// of packages may have thousands of files, of which a guest opens a few.

import { Directory, FIRST_COOKIE } from "./directory.js";
import { Entry } from "./entry.js";
import { fail } from "./file_errors.js";
import { ArchiveFile } from "./fixed_nodes.js";

/**
 * @import { FileUsage } from "./file_usage.js"
 * @import { Site, SiteFolder } from "../python/packed_site.js"
 *
 * @typedef {object} SitePart
 * @property {Site} site
 * @property {SiteFolder} folder What of it this directory has.
 * @property {number} firstNumber The number of the node of its root.
 * @property {bigint} time When all of it was made.
 */

export class SiteDirectory extends Directory {
  #part;

  /**
   * @param {FileUsage} usage
   * @param {SitePart} part
   */
  constructor(usage, part) {
    const { folder, firstNumber, time } = part;
    super(usage, {
      number: firstNumber + folder.number,
      accessed: time,
      modified: time,
      changed: time,
      hidden: false,
      readOnly: true,
      nextCookie: FIRST_COOKIE,
      links: 1,
    });
    this.#part = part;
  }

  /** @override */
  get isFixed() {
    return true;
  }

  /**
   * @override
   * @returns {Map<string, Entry>}
   */
  makeEntries() {
    const part = this.#part;
    const { site, folder, firstNumber, time } = part;
    /** @type {Map<string, Entry>} */
    const entries = new Map();
    for (const [name, item] of folder.items) {
      const node = item.type === "folder"
        ? new SiteDirectory(this.usage, { ...part, folder: item })
        : new ArchiveFile(
          this.usage,
          site.bytes.subarray(item.at, item.at + item.size),
          { number: firstNumber + item.number, time },
        );
      const entry = new Entry(this, name, node);
      entry.counts = false;
      entries.set(name, entry);
      node.addPlace(entry);
    }
    return entries;
  }

  /**
   * Refuses what the host would put here, such as a mount.
   *
   * @override
   * @returns {never}
   */
  give() {
    return fail("EROFS");
  }

  /**
   * @override
   * @param {FileUsage} usage
   */
  copyFor(usage) {
    return new SiteDirectory(usage, this.#part);
  }
}
