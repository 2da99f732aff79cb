// The functions of WASI that take names away.

import { Entry } from "./entry.js";
import { fail } from "./file_errors.js";
import { RegularFile } from "./file_nodes.js";
import { entryOf, isDirectory } from "./paths.js";
import { NAME, placeOf } from "./wasi_places.js";

/**
 * @import { Directory } from "./directory.js"
 * @import { Place } from "./paths.js"
 * @import { WasiState } from "./wasi_values.js"
 */

/**
 * The functions that remove and rename.
 *
 * @param {WasiState} state
 */
export function removingFunctions(state) {
  return {
    /**
     * @param {number} fd
     * @param {number} pointer
     * @param {number} length
     */
    path_unlink_file(fd, pointer, length) {
      const place = placeOf(
        state,
        { fd, pointer, length, right: "PATH_UNLINK_FILE" },
        NAME,
      );
      removeFile(place);
    },
    /**
     * @param {number} fd
     * @param {number} pointer
     * @param {number} length
     */
    path_remove_directory(fd, pointer, length) {
      const place = placeOf(
        state,
        { fd, pointer, length, right: "PATH_REMOVE_DIRECTORY" },
        NAME,
      );
      removeDirectory(place, state.tree.root);
    },
    /**
     * @param {number} oldFd
     * @param {number} oldPointer
     * @param {number} oldLength
     * @param {number} fd
     * @param {number} pointer
     * @param {number} length
     */
    path_rename(oldFd, oldPointer, oldLength, fd, pointer, length) {
      const old = placeOf(state, {
        fd: oldFd,
        pointer: oldPointer,
        length: oldLength,
        right: "PATH_RENAME_SOURCE",
      }, NAME);
      const place = placeOf(
        state,
        { fd, pointer, length, right: "PATH_RENAME_TARGET" },
        NAME,
      );
      rename(old, place);
    },
  };
}

/** @param {Place} place */
function removeFile(place) {
  const { directory, name, node, slash } = place;
  if (directory?.type === "mount") {
    if (slash) fail("ENOTDIR");
    directory.mount.ask({ op: "unlink", path: directory.pathOf(name) });
    return;
  }
  if (directory === undefined) fail("EISDIR");
  if (node === undefined) return fail("ENOENT");
  if (isDirectory(node)) fail("EISDIR");
  if (slash) fail("ENOTDIR");
  removeEntry(place);
}

/**
 * @param {Place} place
 * @param {Directory} root
 */
function removeDirectory(place, root) {
  const { directory, name, node } = place;
  if (directory === undefined) {
    fail(node === root ? "EBUSY" : name === "." ? "EINVAL" : "ENOTEMPTY");
  }
  if (directory?.type === "mount") {
    directory.mount.ask({ op: "rmdir", path: directory.pathOf(name) });
    return;
  }
  if (node === undefined) return fail("ENOENT");
  if (node.type === "mount") return fail("EBUSY");
  if (node.type !== "directory") return fail("ENOTDIR");
  if (node.entries.size > 0) fail("ENOTEMPTY");
  removeEntry(place);
}

/** @param {Place} place */
function removeEntry(place) {
  const entry = entryOf(place);
  if (entry.directory.readOnly) fail("EROFS");
  entry.directory.take(entry);
}

/**
 * @param {Place} old
 * @param {Place} place
 */
function rename(old, place) {
  const { directory: from } = old;
  const { directory: to } = place;
  if (from === undefined || to === undefined) return fail("EBUSY");
  if (from.type === "mount" || to.type === "mount") {
    if (from.type !== "mount" || to.type !== "mount") {
      if (from.type === "directory" && old.node === undefined) fail("ENOENT");
      return fail("EXDEV");
    }
    if (from.mount !== to.mount) return fail("EXDEV");
    const request = {
      path: from.pathOf(old.name),
      to: to.pathOf(place.name),
    };
    from.mount.ask({ op: "rename", ...request });
    return;
  }
  const entry = entryOf(old);
  const replaced = to.entries.get(place.name);
  const slash = old.slash || place.slash;
  if (slash && !isDirectory(entry.node)) fail("ENOTDIR");
  if (entry.node === replaced?.node) return;
  requireMovable(entry, { to, replaced });
  to.requirePlace(place.name);
  if (entry.node instanceof RegularFile) entry.node.adopt();
  moveEntry(entry, { to, name: place.name, replaced });
}

/**
 * @param {Entry} entry
 * @param {{ to: Directory, replaced: Entry | undefined }} target
 */
function requireMovable({ node, directory }, { to, replaced }) {
  const present = replaced?.node;
  if (node.type === "mount" || present?.type === "mount") fail("EBUSY");
  if (directory.readOnly || to.readOnly) fail("EROFS");
  if (node.type !== "directory") {
    if (present?.type !== "directory") return;
    fail(present.contains(directory) ? "ENOTEMPTY" : "EISDIR");
  }
  if (node.contains(to)) fail("EINVAL");
  if (present === undefined) return;
  if (present.type !== "directory") return fail("ENOTDIR");
  if (present.entries.size > 0) fail("ENOTEMPTY");
}

/**
 * Gives a node another name. Nothing of it can fail.
 *
 * @param {Entry} entry
 * @param {{ to: Directory, name: string, replaced: Entry | undefined }} target
 */
function moveEntry(entry, { to, name, replaced }) {
  const { node } = entry;
  if (replaced !== undefined) to.take(replaced);
  const moved = new Entry(to, name, node);
  moved.counts = entry.counts;
  to.put(moved);
  if (entry.counts) to.usage.names++;
  entry.directory.take(entry);
  to.usage.changed.add(node);
}
