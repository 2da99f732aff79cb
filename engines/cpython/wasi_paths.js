// The functions of WASI on paths.

import { Entry } from "./directory.js";
import { fail } from "./file_errors.js";
import { LinkNode, RegularFile } from "./file_nodes.js";
import { openInMount } from "./mounts.js";
import { entryOf, isDirectory, requirePathLength, walk } from "./paths.js";
import {
  ALL_FLAGS,
  Descriptor,
  DIRECTORY_RIGHTS,
  FILE_RIGHTS,
  RIGHTS,
} from "./wasi_descriptors.js";
import { chooseTimes, writeFilestat } from "./wasi_values.js";

/**
 * @import { Directory, TreeNode } from "./directory.js"
 * @import { MountNode } from "./mounts.js"
 * @import { Place, WalkOptions } from "./paths.js"
 * @import { OpenedFile, Right } from "./wasi_descriptors.js"
 * @import { WasiState } from "./wasi_values.js"
 *
 * @typedef {object} GivenPath A path, as the guest gives it.
 * @property {number} fd
 * @property {number} pointer
 * @property {number} length
 * @property {Right} right What the descriptor must allow.
 */

const FOLLOW = 1;

const CREATE = 1;
const ONLY_DIRECTORY = 2;
const EXCLUSIVE = 4;
const TRUNCATE = 8;

/**
 * Where a given path leads.
 *
 * @param {WasiState} state
 * @param {GivenPath} given
 * @param {WalkOptions} options
 * @returns {Place}
 */
function placeOf(state, { fd, pointer, length, right }, options) {
  const descriptor = state.descriptors.get(fd);
  const base = descriptor.base(state.tree.root);
  descriptor.require(right);
  return walk(base, state.memory.path(pointer, length), options);
}

/** @param {number} flags */
function follows(flags) {
  if ((flags & ~FOLLOW) !== 0) fail("EINVAL");
  return (flags & FOLLOW) !== 0;
}

/**
 * The functions on paths.
 *
 * @param {WasiState} state
 */
export function pathFunctions(state) {
  return {
    ...openingFunctions(state),
    ...makingFunctions(state),
    ...removingFunctions(state),
    ...lookingFunctions(state),
  };
}

/** @param {WasiState} state */
function openingFunctions(state) {
  const { memory, descriptors } = state;
  return {
    /**
     * @param {number} fd
     * @param {number} lookup
     * @param {number} pointer
     * @param {number} length
     * @param {number} how
     * @param {bigint} rights
     * @param {bigint} inheriting
     * @param {number} flags
     * @param {number} result
     */
    path_open(
      fd,
      lookup,
      pointer,
      length,
      how,
      rights,
      inheriting,
      flags,
      result,
    ) {
      memory.check(result, 4);
      const directory = descriptors.get(fd);
      const request = openRequest({ lookup, how, flags });
      const allowed = allowedRights(directory, { rights, inheriting });
      if (request.create) directory.require("PATH_CREATE_FILE");
      if (request.truncate) directory.require("PATH_FILESTAT_SET_SIZE");
      descriptors.requireFree();
      const place = placeOf(
        state,
        { fd, pointer, length, right: "PATH_OPEN" },
        { follow: request.follow, asks: false },
      );
      const opened = openPlace(place, { ...request, writes: allowed.writes });
      opened.within = directory.within;
      opened.flags = flags;
      opened.rights = allowed.rights &
        (opened.file === undefined && isDirectory(opened.node)
          ? DIRECTORY_RIGHTS
          : FILE_RIGHTS);
      opened.inheriting = isDirectory(opened.node) ? allowed.inheriting : 0;
      memory.setUint32(result, descriptors.add(opened));
    },
  };
}

/** @param {{ lookup: number, how: number, flags: number }} given */
function openRequest({ lookup, how, flags }) {
  if ((how & ~15) !== 0 || (flags & ~ALL_FLAGS) !== 0) fail("EINVAL");
  const create = (how & CREATE) !== 0;
  const exclusive = create && (how & EXCLUSIVE) !== 0;
  const directory = (how & ONLY_DIRECTORY) !== 0;
  if (create && directory) fail("EINVAL");
  return {
    create,
    exclusive,
    directory,
    truncate: (how & TRUNCATE) !== 0,
    follow: follows(lookup) && !exclusive,
  };
}

/**
 * The rights that a new descriptor can have.
 *
 * @param {Descriptor} directory
 * @param {{ rights: bigint, inheriting: bigint }} wanted
 */
function allowedRights(directory, { rights, inheriting }) {
  const wanted = Number(BigInt.asUintN(32, rights));
  const readOrWrite = RIGHTS.FD_READ | RIGHTS.FD_WRITE;
  if ((wanted & readOrWrite & ~directory.inheriting) !== 0) {
    fail("ENOTCAPABLE");
  }
  return {
    rights: wanted & directory.inheriting,
    inheriting: Number(BigInt.asUintN(32, inheriting)) & directory.inheriting,
    writes: (wanted & RIGHTS.FD_WRITE) !== 0,
  };
}

/**
 * @typedef {object} OpenRequest
 * @property {boolean} create
 * @property {boolean} exclusive
 * @property {boolean} directory
 * @property {boolean} truncate
 * @property {boolean} writes
 */

/**
 * Opens what is at a place.
 *
 * @param {Place} place
 * @param {OpenRequest} request
 * @returns {Descriptor}
 */
function openPlace(place, request) {
  const { directory, name, node, slash } = place;
  if (request.truncate && !request.writes) fail("EINVAL");
  if (directory?.type === "mount") {
    if (request.create && slash) fail("EISDIR");
    return request.directory || slash
      ? openMountDirectory(directory, name)
      : openMountFile(directory, name, request);
  }
  if (node === undefined) {
    if (!request.create || directory === undefined) return fail("ENOENT");
    if (slash) return fail("EISDIR");
    return describe(directory.makeFile(name));
  }
  if (request.exclusive) fail("EEXIST");
  return openNode(node, request);
}

/**
 * @param {TreeNode} node
 * @param {OpenRequest} request
 */
function openNode(node, { create, directory, truncate, writes }) {
  if (node.type === "link") return fail("ELOOP");
  if (isDirectory(node)) {
    if (create || truncate || writes) fail("EISDIR");
    // The host may have put something else in its place.
    if (node.type === "mount" && node.stat() && node.kind !== "directory") {
      fail("ENOTDIR");
    }
    return describe(node);
  }
  if (directory) return fail("ENOTDIR");
  if (node.type !== "file") return describe(node);
  if (writes && node.readOnly) fail("EROFS");
  if (truncate) node.resize(0);
  return describe(node);
}

/**
 * @param {TreeNode} node
 * @param {OpenedFile} [file]
 */
function describe(node, file) {
  const descriptor = new Descriptor(node);
  descriptor.file = file ?? (node.type === "file" ? node : undefined);
  return descriptor;
}

/**
 * @param {MountNode} directory
 * @param {string} name
 */
function openMountDirectory(directory, name) {
  const node = directory.lookup(name) ?? fail("ENOENT");
  if (node.kind !== "directory") return fail("ENOTDIR");
  return describe(node);
}

/**
 * @param {MountNode} directory
 * @param {string} name
 * @param {OpenRequest} request
 */
function openMountFile(directory, name, request) {
  const { node, file } = openInMount(directory, name, request);
  return describe(node, file);
}

/** @param {WasiState} state */
function makingFunctions(state) {
  const { memory } = state;
  return {
    /**
     * @param {number} fd
     * @param {number} pointer
     * @param {number} length
     */
    path_create_directory(fd, pointer, length) {
      const given = { fd, pointer, length };
      const { directory, name, node } = placeOf(
        state,
        { ...given, right: "PATH_CREATE_DIRECTORY" },
        { follow: false, asks: false },
      );
      if (directory?.type === "mount") {
        const path = directory.pathOf(name);
        directory.mount.ask({ op: "mkdir", path });
        return;
      }
      if (node !== undefined) fail("EEXIST");
      (directory ?? fail("EEXIST")).makeDirectory(name);
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
      requirePathLength(target);
      const { directory, name, node, slash } = placeOf(
        state,
        { fd, pointer, length, right: "PATH_SYMLINK" },
        { follow: false, asks: false },
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
      const place = placeOf(
        state,
        { fd, pointer, length, right: "PATH_LINK_TARGET" },
        { follow: false },
      );
      linkTo(old.node ?? fail("ENOENT"), place);
    },
  };
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
  if (isDirectory(node)) fail("EPERM");
  if (present !== undefined) fail("EEXIST");
  if (slash || directory === undefined) return fail("ENOENT");
  if (isInSameMount(node, directory)) fail("EPERM");
  const canHaveNames = node instanceof RegularFile || node instanceof LinkNode;
  if (!canHaveNames || directory.type === "mount") return fail("EXDEV");
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

/** @param {WasiState} state */
function removingFunctions(state) {
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
        { follow: false, asks: false },
      );
      const { directory, name, node, slash } = place;
      if (directory?.type === "mount") {
        if (slash) fail("ENOTDIR");
        directory.mount.ask({ op: "unlink", path: directory.pathOf(name) });
        return;
      }
      if (directory === undefined) fail("EISDIR");
      if (node === undefined) return fail("ENOENT");
      if (isDirectory(node)) fail("EISDIR");
      removeEntry(place);
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
        { follow: false, asks: false },
      );
      const { directory, name, node } = place;
      if (directory === undefined) {
        fail(
          node === state.tree.root
            ? "EBUSY"
            : name === "."
            ? "EINVAL"
            : "ENOTEMPTY",
        );
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
      }, { follow: false, asks: false });
      const place = placeOf(
        state,
        { fd, pointer, length, right: "PATH_RENAME_TARGET" },
        { follow: false, asks: false },
      );
      rename(old, place);
    },
  };
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
  if (entry.node === replaced?.node) return;
  requireMovable(entry, { to, replaced, slash: old.slash || place.slash });
  to.requirePlace(place.name);
  moveEntry(entry, { to, name: place.name, replaced });
}

/**
 * @param {Entry} entry
 * @param {{ to: Directory, replaced: Entry | undefined, slash: boolean }} target
 */
function requireMovable({ node, directory }, { to, replaced, slash }) {
  const present = replaced?.node;
  if (node.type === "mount" || present?.type === "mount") fail("EBUSY");
  if (directory.readOnly || to.readOnly) fail("EROFS");
  if (node.type !== "directory") {
    if (present?.type === "directory") fail("EISDIR");
    if (slash) fail("ENOTDIR");
    return;
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

/** @param {WasiState} state */
function lookingFunctions(state) {
  const { memory } = state;
  return {
    /**
     * @param {number} fd
     * @param {number} lookup
     * @param {number} pointer
     * @param {number} length
     * @param {number} result
     */
    path_filestat_get(fd, lookup, pointer, length, result) {
      memory.check(result, 64);
      const { node } = placeOf(
        state,
        { fd, pointer, length, right: "PATH_FILESTAT_GET" },
        { follow: follows(lookup) },
      );
      writeFilestat(state, result, (node ?? fail("ENOENT")).stat());
    },
    /**
     * @param {number} fd
     * @param {number} lookup
     * @param {number} pointer
     * @param {number} length
     * @param {bigint} accessed
     * @param {bigint} modified
     * @param {number} flags
     */
    path_filestat_set_times(
      fd,
      lookup,
      pointer,
      length,
      accessed,
      modified,
      flags,
    ) {
      const times = chooseTimes(state, { accessed, modified, flags });
      const { node } = placeOf(
        state,
        { fd, pointer, length, right: "PATH_FILESTAT_SET_TIMES" },
        { follow: follows(lookup) },
      );
      (node ?? fail("ENOENT")).setTimes(times.accessed, times.modified);
    },
    /**
     * @param {number} fd
     * @param {number} pointer
     * @param {number} length
     * @param {number} target
     * @param {number} targetLength
     * @param {number} result
     */
    path_readlink(fd, pointer, length, target, targetLength, result) {
      memory.check(result, 4);
      memory.check(target, targetLength);
      const { node } = placeOf(
        state,
        { fd, pointer, length, right: "PATH_READLINK" },
        { follow: false },
      );
      if (node === undefined) return fail("ENOENT");
      if (node.type !== "link") return fail("EINVAL");
      const text = new TextEncoder().encode(node.target);
      const piece = text.subarray(0, targetLength >>> 0);
      memory.bytes(target, piece.length).set(piece);
      memory.setUint32(result, piece.length);
    },
  };
}
