// The functions of WASI that read and write what is open.

import { fail, failWith } from "./file_errors.js";
import { MAX_POSITION } from "./file_nodes.js";
import { isDirectory } from "./paths.js";
import { FLAG_APPEND, isStream } from "./wasi_descriptors.js";
import { fillRandom } from "./wasi_values.js";

/**
 * @import { DeviceNode } from "./fixed_nodes.js"
 * @import { Descriptor } from "./wasi_descriptors.js"
 * @import { Vector } from "./wasi_memory.js"
 * @import { WasiState } from "./wasi_values.js"
 */

/** What the devices for zeros and random bytes give at once. */
const MAX_DEVICE_BYTES = 2 ** 16;
/** What is read of standard input at once. */
const MAX_INPUT_BYTES = 2 ** 16;

/**
 * The functions that transfer bytes.
 *
 * @param {WasiState} state
 */
export function transferFunctions(state) {
  return { ...readingFunctions(state), ...writingFunctions(state) };
}

/** @param {WasiState} state */
function readingFunctions(state) {
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
  };
}

/** @param {WasiState} state */
function writingFunctions(state) {
  const { memory, descriptors } = state;
  return {
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
