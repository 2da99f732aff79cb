// All nodes of a tree, and how they are copied into another one.

import { Directory } from "./directory.js";

/**
 * @import { TreeNode } from "./directory.js"
 * @import { Entry } from "./entry.js"
 * @import { FileUsage } from "./file_usage.js"
 */

/**
 * All nodes below a directory, and itself.
 *
 * @param {Directory} directory
 * @param {{ fixed?: boolean }} [options] Whether also those that never change
 * @returns {Generator<{ node: TreeNode, entry: Entry | undefined }>}
 */
export function* nodesBelow(directory, { fixed = true } = {}) {
  /** @type {Directory[]} */
  const waiting = [directory];
  yield { node: directory, entry: undefined };
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    for (const entry of at.entries.values()) {
      yield { node: entry.node, entry };
      if (entry.node.type !== "directory") continue;
      if (fixed || !entry.node.isFixed) waiting.push(entry.node);
    }
  }
}

/**
 * Copies nodes into another tree.
 *
 * @param {Directory} root
 * @param {ReadonlySet<TreeNode>} nameless Those without a name, which are open
 * @param {FileUsage} usage That of the other tree
 */
export function copyNodes(root, nameless, usage) {
  /** @type {Map<TreeNode, TreeNode>} */
  const copies = new Map();
  const rootCopy = new Directory(usage, root);
  /** @type {[Directory, Directory][]} */
  const waiting = [[root, rootCopy]];
  copies.set(root, rootCopy);
  for (let pair = waiting.pop(); pair !== undefined; pair = waiting.pop()) {
    const [from, to] = pair;
    for (const entry of from.entries.values()) {
      const copy = copyNode(entry.node, { copies, usage, above: to });
      if (
        copy.type === "directory" && entry.node.type === "directory" &&
        !copy.isFixed
      ) {
        waiting.push([entry.node, copy]);
      }
      to.putCopy(entry, copy);
    }
  }
  for (const node of nameless) {
    const copy = copyNode(node, { copies, usage, above: rootCopy });
    if (copy.type === "directory" && node.type === "directory") {
      const parent = copies.get(node.parent);
      copy.parent = parent?.type === "directory" ? parent : rootCopy;
    }
    usage.nameless.add(copy);
  }
  return rootCopy;
}

/**
 * @param {TreeNode} node
 * @param {{ copies: Map<TreeNode, TreeNode>, usage: FileUsage, above: Directory }} options
 * @returns {TreeNode}
 */
function copyNode(node, { copies, usage, above }) {
  const known = copies.get(node);
  if (known !== undefined) return known;
  const copy = node.type === "mount"
    ? node.copyInto(above)
    : node.copyFor(usage);
  if (copy !== node && node.type !== "mount") copies.set(node, copy);
  return copy;
}
