// How paths are walked where they lead into mounts. Emscripten never asks again for what it remembers. On the way to
// something that does no harm, as the host looks at the whole way; what is at its end is looked at anew.

/**
 * @import { EmscriptenFs } from "./emscripten_fs.ts"
 * @import { MountHost } from "./mount_host.js"
 * @import { MountNodes } from "./mount_nodes.js"
 */

/**
 * Has Emscripten ask the host.
 *
 * @param {EmscriptenFs} FS
 * @param {MountHost} host
 * @param {MountNodes} nodes
 */
export function replaceLookups(FS, host, nodes) {
  const { lookupNode, lookupPath, mayCreate } = FS;
  /** Whether a path is on its way to its end. */
  let walking = false;

  FS.lookupNode = (parent, name) => {
    if (walking || !nodes.isOurs(parent)) return lookupNode(parent, name);
    host.found = undefined;
    const node = nodes.remembered(parent, name);
    return node ? nodes.renew(node) : lookupNode(parent, name);
  };
  FS.lookupPath = (path, options) => {
    host.found = undefined;
    // A listing looks for the parent of what it lists on its way.
    if (!options?.parent) host.listed = undefined;
    const wasWalking = walking;
    walking = true;
    let reached;
    try {
      reached = lookupPath(path, options);
    } finally {
      walking = wasWalking;
    }
    const { node } = reached;
    if (
      options?.parent || node === undefined || !nodes.isOurs(node) ||
      FS.isRoot(node) || !FS.isDir(node.mode)
    ) return reached;
    try {
      return { ...reached, node: nodes.renew(node) };
    } catch (error) {
      if (host.isMissing(error) && options?.noent_okay) {
        return { path: reached.path };
      }
      throw error;
    }
  };
  // Only the host knows what is there now.
  FS.mayCreate = (directory, name) =>
    nodes.isOurs(directory) ? 0 : mayCreate(directory, name);
}
