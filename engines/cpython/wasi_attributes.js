// The functions of WASI for what is known of a descriptor, and of what it stands for.

import { fail } from "./file_errors.js";
import { REGULAR_FILE } from "./file_nodes.js";
import { ALL_FLAGS, filetypeOf } from "./wasi_descriptors.js";
import { chooseTimes, writeFilestat } from "./wasi_values.js";

/** @import { WasiState } from "./wasi_values.js" */

const utf8Preopens = new TextEncoder();

/**
 * The functions for attributes.
 *
 * @param {WasiState} state
 */
export function attributeFunctions(state) {
  return {
    ...descriptorFunctions(state),
    ...rightFunctions(state),
    ...statFunctions(state),
    ...preopenFunctions(state),
  };
}

/**
 * The functions for descriptors as such.
 *
 * @param {WasiState} state
 */
function descriptorFunctions({ descriptors }) {
  return {
    /** @param {number} fd */
    fd_close(fd) {
      descriptors.close(fd);
    },
    /** @param {number} fd */
    fd_sync(fd) {
      descriptors.get(fd);
    },
    /** @param {number} fd */
    fd_datasync(fd) {
      descriptors.get(fd);
    },
    /**
     * @param {number} from
     * @param {number} to
     */
    fd_renumber(from, to) {
      descriptors.renumber(from, to);
    },
  };
}

/**
 * The functions for what a descriptor allows.
 *
 * @param {WasiState} state
 */
function rightFunctions({ memory, descriptors }) {
  return {
    /**
     * @param {number} fd
     * @param {number} result
     */
    fd_fdstat_get(fd, result) {
      const { node, file, flags, rights, inheriting } = descriptors.get(fd);
      const view = memory.viewAt(result, 24);
      view.setUint8(0, file !== undefined ? REGULAR_FILE : filetypeOf(node));
      view.setUint8(1, 0);
      view.setUint16(2, flags, true);
      view.setUint32(4, 0, true);
      view.setBigUint64(8, BigInt(rights), true);
      view.setBigUint64(16, BigInt(inheriting), true);
    },
    /**
     * @param {number} fd
     * @param {number} flags
     */
    fd_fdstat_set_flags(fd, flags) {
      const descriptor = descriptors.get(fd);
      descriptor.require("FD_FDSTAT_SET_FLAGS");
      if ((flags & ~ALL_FLAGS) !== 0) fail("EINVAL");
      descriptor.flags = flags;
    },
    /**
     * @param {number} fd
     * @param {bigint} rights
     * @param {bigint} inheriting
     */
    fd_fdstat_set_rights(fd, rights, inheriting) {
      const descriptor = descriptors.get(fd);
      // Rights can be given up only.
      const more = rights & ~BigInt(descriptor.rights) |
        inheriting & ~BigInt(descriptor.inheriting);
      if (BigInt.asUintN(64, more) !== 0n) fail("ENOTCAPABLE");
      descriptor.rights = Number(rights);
      descriptor.inheriting = Number(inheriting);
    },
  };
}

/**
 * The functions for the file behind a descriptor.
 *
 * @param {WasiState} state
 */
function statFunctions(state) {
  const { memory, descriptors } = state;
  return {
    /**
     * @param {number} fd
     * @param {number} result
     */
    fd_filestat_get(fd, result) {
      const descriptor = descriptors.get(fd);
      descriptor.require("FD_FILESTAT_GET");
      memory.check(result, 64);
      const { file, node } = descriptor;
      writeFilestat(state, result, file?.stat() ?? node.stat());
    },
    /**
     * @param {number} fd
     * @param {bigint} accessed
     * @param {bigint} modified
     * @param {number} flags
     */
    fd_filestat_set_times(fd, accessed, modified, flags) {
      const descriptor = descriptors.get(fd);
      descriptor.require("FD_FILESTAT_SET_TIMES");
      const times = chooseTimes(state, { accessed, modified, flags });
      const { file, node } = descriptor;
      (file ?? node).setTimes(times.accessed, times.modified);
    },
  };
}

/**
 * The functions for the directories that are open from the start.
 *
 * @param {WasiState} state
 */
function preopenFunctions({ memory, descriptors }) {
  return {
    /**
     * @param {number} fd
     * @param {number} result
     */
    fd_prestat_get(fd, result) {
      const { preopen } = descriptors.get(fd);
      if (preopen === undefined) return fail("EBADF");
      const view = memory.viewAt(result, 8);
      view.setUint32(0, 0, true);
      view.setUint32(4, utf8Preopens.encode(preopen).length, true);
    },
    /**
     * @param {number} fd
     * @param {number} pointer
     * @param {number} length
     */
    fd_prestat_dir_name(fd, pointer, length) {
      const { preopen } = descriptors.get(fd);
      if (preopen === undefined) return fail("EBADF");
      const name = utf8Preopens.encode(preopen);
      const target = memory.bytes(pointer, length);
      if (name.length > target.length) fail("ENAMETOOLONG");
      target.set(name);
    },
  };
}
