// Where the paths that a guest gives lead, and the functions of WASI that look at what is there.

import { fail } from "./file_errors.js";
import { walk } from "./paths.js";
import { chooseTimes, writeFilestat } from "./wasi_values.js";

/**
 * @import { Place, WalkOptions } from "./paths.js"
 * @import { Right } from "./wasi_descriptors.js"
 * @import { WasiState } from "./wasi_values.js"
 *
 * @typedef {object} GivenPath A path, as the guest gives it.
 * @property {number} fd
 * @property {number} pointer
 * @property {number} length
 * @property {Right} right What the descriptor must allow.
 */

/**
 * For what makes, removes or renames a name.
 *
 * @type {WalkOptions}
 */
export const NAME = { follow: false, names: true, asks: false };

const FOLLOW = 1;

/**
 * Where a given path leads.
 *
 * @param {WasiState} state
 * @param {GivenPath} given
 * @param {WalkOptions} options
 * @returns {Place}
 */
export function placeOf(state, { fd, pointer, length, right }, options) {
  const descriptor = state.descriptors.get(fd);
  const base = descriptor.base(state.tree.root);
  descriptor.require(right);
  return walk(base, state.memory.path(pointer, length), options);
}

/**
 * Whether a link at the end of a path is followed.
 *
 * @param {number} flags
 */
export function follows(flags) {
  if ((flags & ~FOLLOW) !== 0) fail("EINVAL");
  return (flags & FOLLOW) !== 0;
}

/**
 * The functions that look.
 *
 * @param {WasiState} state
 */
export function lookingFunctions(state) {
  return { ...pathStatFunctions(state), ...linkFunctions(state) };
}

/** @param {WasiState} state */
function pathStatFunctions(state) {
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
  };
}

/** @param {WasiState} state */
function linkFunctions(state) {
  const { memory } = state;
  return {
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
      const text = targetOf(node);
      const piece = text.subarray(0, targetLength >>> 0);
      memory.bytes(target, piece.length).set(piece);
      memory.setUint32(result, piece.length);
    },
  };
}

/**
 * What a link holds.
 *
 * @param {Place["node"]} node
 */
function targetOf(node) {
  if (node === undefined) return fail("ENOENT");
  if (node.type !== "link") return fail("EINVAL");
  return new TextEncoder().encode(node.target);
}
