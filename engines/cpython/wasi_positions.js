// The functions of WASI for positions in what is open, and its size.

import { fail } from "./file_errors.js";
import { MAX_POSITION } from "./file_nodes.js";
import { isDirectory } from "./paths.js";
import { isStream } from "./wasi_descriptors.js";

/**
 * @import { Descriptor, OpenedFile } from "./wasi_descriptors.js"
 * @import { WasiState } from "./wasi_values.js"
 */

/**
 * The functions for positions and sizes.
 *
 * @param {WasiState} state
 */
export function positionFunctions(state) {
  return { ...seekingFunctions(state), ...sizeFunctions(state) };
}

/** @param {WasiState} state */
function seekingFunctions({ memory, descriptors }) {
  return {
    /**
     * @param {number} fd
     * @param {bigint} offset
     * @param {number} whence
     * @param {number} result
     */
    fd_seek(fd, offset, whence, result) {
      const descriptor = seekable(descriptors.get(fd));
      // To learn the position takes less.
      descriptor.require(offset === 0n && whence === 1 ? "FD_TELL" : "FD_SEEK");
      memory.check(result, 8);
      const start = startOf(descriptor, whence);
      const position = BigInt(start) + BigInt.asIntN(64, offset);
      if (position < 0n || position > BigInt(MAX_POSITION)) fail("EINVAL");
      descriptor.position = Number(position);
      memory.setUint64(result, position);
    },
    /**
     * @param {number} fd
     * @param {number} result
     */
    fd_tell(fd, result) {
      const descriptor = seekable(descriptors.get(fd));
      descriptor.require("FD_TELL");
      memory.setUint64(result, BigInt(descriptor.position));
    },
    /**
     * @param {number} fd
     * @param {bigint} offset
     * @param {bigint} length
     * @param {number} advice
     */
    fd_advise(fd, offset, length, advice) {
      const descriptor = descriptors.get(fd);
      if (isDirectory(descriptor.node)) fail("EBADF");
      seekable(descriptor);
      const isNegative = BigInt.asIntN(64, offset) < 0n ||
        BigInt.asIntN(64, length) < 0n;
      if (isNegative || advice >>> 0 > 5) fail("EINVAL");
    },
  };
}

/** @param {WasiState} state */
function sizeFunctions({ descriptors }) {
  return {
    /**
     * @param {number} fd
     * @param {bigint} offset
     * @param {bigint} length
     */
    fd_allocate(fd, offset, length) {
      const descriptor = seekable(descriptors.get(fd));
      descriptor.require("FD_WRITE");
      const from = BigInt.asIntN(64, offset);
      const bytes = BigInt.asIntN(64, length);
      if (from < 0n || bytes <= 0n) fail("EINVAL");
      const size = toSize(from + bytes);
      const file = fileOf(descriptor);
      if (size > file.size) file.resize(size);
    },
    /**
     * @param {number} fd
     * @param {bigint} size
     */
    fd_filestat_set_size(fd, size) {
      const descriptor = descriptors.get(fd);
      if (isDirectory(descriptor.node)) fail("EISDIR");
      if (!descriptor.has("FD_WRITE")) fail("EINVAL");
      descriptor.require("FD_FILESTAT_SET_SIZE");
      if (BigInt.asIntN(64, size) < 0n) fail("EINVAL");
      fileOf(descriptor).resize(toSize(size));
    },
  };
}

/**
 * @param {Descriptor} descriptor
 */
function seekable(descriptor) {
  if (isStream(descriptor)) fail("ESPIPE");
  return descriptor;
}

/**
 * @param {Descriptor} descriptor
 * @returns {OpenedFile}
 */
function fileOf({ file, node }) {
  return file ?? fail(isDirectory(node) ? "EISDIR" : "EINVAL");
}

/**
 * Where a seek starts.
 *
 * @param {Descriptor} descriptor
 * @param {number} whence
 */
function startOf({ file, position }, whence) {
  switch (whence) {
    case 0:
      return 0;
    case 1:
      return position;
    case 2:
      return file?.size ?? 0;
    default:
      return fail("EINVAL");
  }
}

/** @param {bigint} size */
function toSize(size) {
  return size > BigInt(MAX_POSITION) ? fail("EFBIG") : Number(size);
}
