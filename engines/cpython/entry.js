// A name in a directory of a tree.

/** @import { Directory, TreeNode } from "./directory.js" */

/** A name in a directory. */
export class Entry {
  /** @type {Directory} */
  directory;
  /** @type {string} */
  name;
  /** @type {TreeNode} */
  node;
  /** Where a listing that ends here continues: it grows from entry to entry. */
  cookie;
  /** Whether it counts as made by the guest. */
  counts = true;
  /** Whether the guest's listings have it even if its node is hidden. */
  isListed = true;

  /**
   * @param {Directory} directory
   * @param {string} name
   * @param {TreeNode} node
   */
  constructor(directory, name, node) {
    this.directory = directory;
    this.name = name;
    this.node = node;
    this.cookie = directory.nextCookie++;
  }
}
