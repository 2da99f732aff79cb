// The function of WASI that opens what is at a path.

import { fail } from "./file_errors.js";
import { openInMount } from "./mount_files.js";
import { isDirectory } from "./paths.js";
import {
  ALL_FLAGS,
  Descriptor,
  DIRECTORY_RIGHTS,
  FILE_RIGHTS,
  RIGHTS,
} from "./wasi_descriptors.js";
import { follows, placeOf } from "./wasi_places.js";

/**
 * @import { TreeNode } from "./directory.js"
 * @import { MountNode } from "./mounts.js"
 * @import { Place } from "./paths.js"
 * @import { OpenedFile } from "./wasi_descriptors.js"
 * @import { WasiState } from "./wasi_values.js"
 */

const CREATE = 1;
const ONLY_DIRECTORY = 2;
const EXCLUSIVE = 4;
const TRUNCATE = 8;

/**
 * The function that opens.
 *
 * @param {WasiState} state
 */
export function openingFunctions(state) {
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
      directory.base(state.tree.root);
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
  if (node.type === "link") return fail(directory ? "ENOTDIR" : "ELOOP");
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
