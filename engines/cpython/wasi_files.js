// The functions of WASI on descriptors.

import { FIRST_COOKIE } from "./directory.js";
import { fail, failWith } from "./file_errors.js";
import { DIRECTORY, MAX_POSITION, REGULAR_FILE } from "./file_nodes.js";
import { isDirectory } from "./paths.js";
import { ALL_FLAGS, FLAG_APPEND } from "./wasi_descriptors.js";
import { numberOfPath } from "./mounts.js";
import { chooseTimes, fillRandom, writeFilestat } from "./wasi_values.js";

/**
 * @import { DeviceNode } from "./file_nodes.js"
 * @import { Descriptor, Listing, OpenedFile } from "./wasi_descriptors.js"
 * @import { Vector } from "./wasi_memory.js"
 * @import { WasiState } from "./wasi_values.js"
 */

const DIRENT_BYTES = 24;
/** What the devices for zeros and random bytes give at once. */
const MAX_DEVICE_BYTES = 2 ** 16;
/** What is read of standard input at once. */
const MAX_INPUT_BYTES = 2 ** 16;

const utf8Entries = new TextEncoder();

/**
 * The functions on descriptors.
 *
 * @param {WasiState} state
 */
export function descriptorFunctions(state) {
  return {
    ...transferFunctions(state),
    ...positionFunctions(state),
    ...attributeFunctions(state),
    ...listingFunctions(state),
  };
}

/** @param {WasiState} state */
function transferFunctions(state) {
  const { memory, descriptors } = state;
  return {
    /**
     * @param {number} fd
     * @param {number} vectors
     * @param {number} count
     * @param {number} result
     */
    fd_read(fd, vectors, count, result) {
      const descriptor = readable(descriptors.get(fd));
      memory.check(result, 4);
      const list = memory.vectors(vectors, count);
      const read = readInto(state, descriptor, {
        list,
        position: descriptor.position,
      });
      descriptor.position += read;
      memory.setUint32(result, read);
    },
    /**
     * @param {number} fd
     * @param {number} vectors
     * @param {number} count
     * @param {bigint} offset
     * @param {number} result
     */
    fd_pread(fd, vectors, count, offset, result) {
      const descriptor = readable(descriptors.get(fd));
      const position = positionAt(descriptor, offset);
      memory.check(result, 4);
      const list = memory.vectors(vectors, count);
      memory.setUint32(result, readInto(state, descriptor, { list, position }));
    },
    /**
     * @param {number} fd
     * @param {number} vectors
     * @param {number} count
     * @param {number} result
     */
    fd_write(fd, vectors, count, result) {
      const descriptor = writable(descriptors.get(fd));
      memory.check(result, 4);
      const list = memory.vectors(vectors, count);
      const appends = (descriptor.flags & FLAG_APPEND) !== 0;
      const position = appends && descriptor.file !== undefined
        ? descriptor.file.size
        : descriptor.position;
      const written = writeFrom(state, descriptor, { list, position });
      if (descriptor.file !== undefined) {
        descriptor.position = position + written;
      }
      memory.setUint32(result, written);
    },
    /**
     * @param {number} fd
     * @param {number} vectors
     * @param {number} count
     * @param {bigint} offset
     * @param {number} result
     */
    fd_pwrite(fd, vectors, count, offset, result) {
      const descriptor = writable(descriptors.get(fd));
      const position = positionAt(descriptor, offset);
      memory.check(result, 4);
      const list = memory.vectors(vectors, count);
      memory.setUint32(
        result,
        writeFrom(state, descriptor, { list, position }),
      );
    },
  };
}

/**
 * @param {Descriptor} descriptor
 */
function readable(descriptor) {
  if (isDirectory(descriptor.node)) fail("EISDIR");
  descriptor.require("FD_READ");
  return descriptor;
}

/**
 * @param {Descriptor} descriptor
 */
function writable(descriptor) {
  descriptor.require("FD_WRITE");
  return descriptor;
}

/**
 * The position that an offset means.
 *
 * @param {Descriptor} descriptor
 * @param {bigint} offset
 */
function positionAt(descriptor, offset) {
  if (isStream(descriptor)) fail("ESPIPE");
  if (BigInt.asIntN(64, offset) < 0n) fail("EINVAL");
  return offset > BigInt(MAX_POSITION) ? fail("EINVAL") : Number(offset);
}

/**
 * Whether it has no positions.
 *
 * @param {Descriptor} descriptor
 */
function isStream({ node }) {
  return node.type === "device" && node.device.startsWith("std");
}

/**
 * @typedef {object} Transfer
 * @property {readonly Vector[]} list
 * @property {number} position
 */

/**
 * @param {WasiState} state
 * @param {Descriptor} descriptor
 * @param {Transfer} transfer
 */
function readInto(state, { file, node }, { list, position }) {
  if (file === undefined) return readDevice(state, deviceOf(node), list);
  let done = 0;
  for (const [pointer, length] of list) {
    const target = state.memory.bytes(pointer, length);
    const read = unlessSome(done, () => file.read(target, position + done));
    done += read;
    if (read < length) break;
  }
  return done;
}

/**
 * @param {WasiState} state
 * @param {Descriptor} descriptor
 * @param {Transfer} transfer
 */
function writeFrom(state, { file, node }, { list, position }) {
  if (file === undefined) return writeDevice(state, deviceOf(node), list);
  let done = 0;
  for (const [pointer, length] of list) {
    const source = state.memory.bytes(pointer, length);
    if (position + done + length > MAX_POSITION) return done || fail("EFBIG");
    const written = unlessSome(done, () => file.write(source, position + done));
    done += written;
    if (written < length) break;
  }
  return done;
}

/**
 * Does the next part of a transfer. If it fails, the parts before it still count.
 *
 * @param {number} done Bytes that were transferred
 * @param {() => number} operate
 */
function unlessSome(done, operate) {
  try {
    return operate();
  } catch (error) {
    if (done > 0) return 0;
    throw error;
  }
}

/**
 * @param {Descriptor["node"]} node
 * @returns {DeviceNode}
 */
function deviceOf(node) {
  return node.type === "device" ? node : fail("EBADF");
}

/**
 * @param {WasiState} state
 * @param {DeviceNode} node
 * @param {readonly Vector[]} list
 */
function readDevice(state, { device }, list) {
  const [first] = list;
  if (device === "null" || first === undefined) return 0;
  const [pointer, wanted] = first;
  if (device === "stdin") return readInput(state, pointer, wanted);
  if (device !== "zero" && device !== "random") return fail("EBADF");
  const length = Math.min(wanted, MAX_DEVICE_BYTES);
  const target = state.memory.bytes(pointer, length);
  if (device === "zero") target.fill(0);
  else fillRandom(state, pointer, length);
  return length;
}

/**
 * @param {WasiState} state
 * @param {number} pointer
 * @param {number} wanted
 */
function readInput({ memory, host }, pointer, wanted) {
  const length = Math.min(wanted, MAX_INPUT_BYTES);
  const input = host.readStdin(length);
  if (input === undefined) return fail("EINTR");
  if (input.length > length) return fail("EIO");
  memory.bytes(pointer, input.length).set(input);
  return input.length;
}

/**
 * @param {WasiState} state
 * @param {DeviceNode} node
 * @param {readonly Vector[]} list
 */
function writeDevice({ memory, host }, { device }, list) {
  let done = 0;
  const fd = device === "stdout" ? 1 : device === "stderr" ? 2 : undefined;
  if (device === "stdin") return fail("EBADF");
  for (const [pointer, length] of list) {
    const errno = fd === undefined
      ? 0
      : host.write(fd, memory.bytes(pointer, length));
    if (errno !== 0) return done > 0 ? done : failWith(errno);
    done += length;
  }
  return done;
}

/** @param {WasiState} state */
function positionFunctions({ memory, descriptors }) {
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

/** @param {WasiState} state */
function attributeFunctions(state) {
  const { memory, descriptors } = state;
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
    /**
     * @param {number} fd
     * @param {number} result
     */
    fd_fdstat_get(fd, result) {
      const { node, file, flags, rights, inheriting } = descriptors.get(fd);
      const view = memory.viewAt(result, 24);
      view.setUint8(0, file !== undefined ? REGULAR_FILE : typeOf(node));
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
    /**
     * @param {number} fd
     * @param {number} result
     */
    fd_prestat_get(fd, result) {
      const { preopen } = descriptors.get(fd);
      if (preopen === undefined) return fail("EBADF");
      const view = memory.viewAt(result, 8);
      view.setUint32(0, 0, true);
      view.setUint32(4, utf8Entries.encode(preopen).length, true);
    },
    /**
     * @param {number} fd
     * @param {number} pointer
     * @param {number} length
     */
    fd_prestat_dir_name(fd, pointer, length) {
      const { preopen } = descriptors.get(fd);
      if (preopen === undefined) return fail("EBADF");
      const name = utf8Entries.encode(preopen);
      const target = memory.bytes(pointer, length);
      if (name.length > target.length) fail("ENAMETOOLONG");
      target.set(name);
    },
  };
}

/** @param {Descriptor["node"]} node */
function typeOf(node) {
  return isDirectory(node) ? DIRECTORY : node.stat().filetype;
}

/** @param {WasiState} state */
function listingFunctions({ memory, descriptors }) {
  return {
    /**
     * @param {number} fd
     * @param {number} pointer
     * @param {number} length
     * @param {bigint} cookie
     * @param {number} result
     */
    fd_readdir(fd, pointer, length, cookie, result) {
      const descriptor = descriptors.get(fd);
      if (!isDirectory(descriptor.node)) fail("ENOTDIR");
      descriptor.require("FD_READDIR");
      memory.check(result, 4);
      memory.check(pointer, length);
      const after = toCookie(cookie);
      let used = 0;
      for (const one of listAfter(descriptor, after)) {
        const entry = encodeEntry(one);
        const room = (length >>> 0) - used;
        const piece = entry.subarray(0, room);
        memory.bytes((pointer >>> 0) + used, piece.length).set(piece);
        used += piece.length;
        // A part of an entry says that there is more.
        if (piece.length < entry.length || used === length >>> 0) break;
      }
      memory.setUint32(result, used);
    },
  };
}

/** @param {bigint} cookie */
function toCookie(cookie) {
  const unsigned = BigInt.asUintN(64, cookie);
  return unsigned > BigInt(MAX_POSITION) ? MAX_POSITION : Number(unsigned);
}

/**
 * @typedef {object} Listed
 * @property {string} name
 * @property {number} number
 * @property {number} filetype
 * @property {number} cookie What continues behind it.
 */

/**
 * What a directory has behind a cookie.
 *
 * @param {Descriptor} descriptor
 * @param {number} after
 * @returns {Generator<Listed>}
 */
function* listAfter(descriptor, after) {
  const { node } = descriptor;
  if (!isDirectory(node)) return;
  const up = node.type === "directory" ? node.parent : node.parentNode();
  const dots = [[".", node.number], ["..", up?.number ?? 0]];
  for (let i = after; i < dots.length; i++) {
    const [name, number] = /** @type {[string, number]} */ (dots[i]);
    yield { name, number, filetype: DIRECTORY, cookie: i + 1 };
  }
  if (node.type === "directory") {
    const { entries, from } = node.entriesAfter(after);
    for (let i = from; i < entries.length; i++) {
      const { name, node: { number }, cookie } = entries[i];
      yield { name, number, filetype: typeOf(entries[i].node), cookie };
    }
    return;
  }
  if (after === 0 || descriptor.listing === undefined) {
    descriptor.listing = listMount(node);
  }
  const first = Math.max(0, after - (FIRST_COOKIE - 1));
  for (let i = first; i < descriptor.listing.length; i++) {
    yield { ...descriptor.listing[i], cookie: i + FIRST_COOKIE };
  }
}

/**
 * What the host has in a directory.
 *
 * @param {import("./mounts.js").MountNode} node
 * @returns {Listing}
 */
function listMount(node) {
  const { value } = node.mount.ask({ op: "list", path: node.path });
  return value.map(([name, kind]) => ({
    name,
    number: numberOfPath(node.pathOf(name)),
    filetype: kind === "directory" ? DIRECTORY : REGULAR_FILE,
  }));
}

/** @param {Listed} listed */
function encodeEntry({ name, number, filetype, cookie }) {
  const text = utf8Entries.encode(name);
  const entry = new Uint8Array(DIRENT_BYTES + text.length);
  const view = new DataView(entry.buffer);
  view.setBigUint64(0, BigInt(cookie), true);
  view.setBigUint64(8, BigInt(number), true);
  view.setUint32(16, text.length, true);
  view.setUint8(20, filetype);
  entry.set(text, DIRENT_BYTES);
  return entry;
}
