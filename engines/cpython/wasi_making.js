// The functions of WASI that make directories and links.

import { fail } from "./file_errors.js";
import { LinkNode, RegularFile } from "./file_nodes.js";
import { isDirectory } from "./paths.js";
import { follows, NAME, placeOf } from "./wasi_places.js";

/**
 * @import { Directory, TreeNode } from "./directory.js"
 * @import { MountNode } from "./mounts.js"
 * @import { Place } from "./paths.js"
 * @import { WasiState } from "./wasi_values.js"
 */

/**
 * The functions that make something.
 *
 * @param {WasiState} state
 */
export function makingFunctions(state) {
  const { memory } = state;
  return {
    /**
     * @param {number} fd
     * @param {number} pointer
     * @param {number} length
     */
    path_create_directory(fd, pointer, length) {
      const given = { fd, pointer, length };
      makeDirectory(
        placeOf(state, { ...given, right: "PATH_CREATE_DIRECTORY" }, NAME),
      );
    },
    /**
     * @param {number} targetPointer
     * @param {number} targetLength
     * @param {number} fd
     * @param {number} pointer
     * @param {number} length
     */
    path_symlink(targetPointer, targetLength, fd, pointer, length) {
      const target = memory.path(targetPointer, targetLength);
      if (target === "") fail("ENOENT");
      const { directory, name, node, slash } = placeOf(
        state,
        { fd, pointer, length, right: "PATH_SYMLINK" },
        NAME,
      );
      if (directory?.type === "mount") fail("EPERM");
      if (node !== undefined) fail("EEXIST");
      if (slash) fail("ENOENT");
      inTree(directory ?? fail("EEXIST")).makeLink(name, target);
    },
    /**
     * @param {number} oldFd
     * @param {number} lookup
     * @param {number} oldPointer
     * @param {number} oldLength
     * @param {number} fd
     * @param {number} pointer
     * @param {number} length
     */
    path_link(oldFd, lookup, oldPointer, oldLength, fd, pointer, length) {
      const old = placeOf(state, {
        fd: oldFd,
        pointer: oldPointer,
        length: oldLength,
        right: "PATH_LINK_SOURCE",
      }, { follow: follows(lookup) });
      const node = old.node ?? fail("ENOENT");
      const place = placeOf(
        state,
        { fd, pointer, length, right: "PATH_LINK_TARGET" },
        { follow: false, names: true },
      );
      linkTo(node, place);
    },
  };
}

/** @param {Place} place */
function makeDirectory({ directory, name, node }) {
  if (directory?.type === "mount") {
    directory.mount.ask({ op: "mkdir", path: directory.pathOf(name) });
    return;
  }
  if (node !== undefined) fail("EEXIST");
  (directory ?? fail("EEXIST")).makeDirectory(name);
}

/**
 * A directory that is not the host's.
 *
 * @param {Directory | MountNode} directory
 * @returns {Directory}
 */
function inTree(directory) {
  return directory.type === "directory" ? directory : fail("EPERM");
}

/**
 * Makes another name for a node.
 *
 * @param {TreeNode} node
 * @param {Place} place
 */
function linkTo(node, { directory, name, node: present, slash }) {
  if (present !== undefined) fail("EEXIST");
  if (slash || directory === undefined) return fail("ENOENT");
  if (isDirectory(node)) fail("EPERM");
  if (isInSameMount(node, directory)) fail("EPERM");
  const canHaveNames = node instanceof RegularFile || node instanceof LinkNode;
  if (!canHaveNames || directory.type === "mount") return fail("EXDEV");
  if (node instanceof RegularFile) node.adopt();
  directory.add(name, node);
  node.usage.changed.add(node);
}

/**
 * @param {TreeNode} node
 * @param {Directory | MountNode} directory
 */
function isInSameMount(node, directory) {
  return node.type === "mount" && directory.type === "mount" &&
    node.mount === directory.mount;
}
