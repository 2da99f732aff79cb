// Values that several functions of WASI read and write.

import { fail } from "./file_errors.js";

/**
 * @import { Directory } from "./directory.js"
 * @import { NodeStat } from "./file_nodes.js"
 * @import { Descriptors } from "./wasi_descriptors.js"
 * @import { GuestMemory } from "./wasi_memory.js"
 *
 * @typedef {object} Clocks Times in nanoseconds.
 * @property {() => bigint} realtime Since 1970.
 * @property {() => bigint} monotonic Since any moment; it never goes back.
 * @property {bigint} [resolution]
 *
 * @typedef {object} WasiHost What the functions need of their host.
 * @property {Clocks} clocks
 * @property {(view: Uint8Array<ArrayBuffer>) => void} random Fills up to 65536 bytes.
 * @property {(maxBytes: number) => Uint8Array | undefined} readStdin Nothing if it was interrupted; no bytes at the end.
 * @property {(fd: 1 | 2, bytes: Uint8Array) => number} write Takes output, which is good until it returns; returns 0 or
 *   an error number.
 * @property {(ms: number) => boolean} sleep Returns false if it was interrupted.
 *
 * @typedef {object} WasiState
 * @property {GuestMemory} memory
 * @property {Descriptors} descriptors
 * @property {WasiHost} host
 * @property {{ readonly root: Directory }} tree
 */

/** What is filled with random bytes at once. */
const RANDOM_BYTES = 2 ** 16;

/** Which times are set: of access and of change, each to a given one or to now. */
const ACCESSED = 1;
const ACCESSED_NOW = 2;
const MODIFIED = 4;
const MODIFIED_NOW = 8;

/**
 * @param {WasiState} state
 * @param {number} pointer
 * @param {number} length
 */
export function fillRandom({ memory, host }, pointer, length) {
  const bytes = memory.bytes(pointer, length);
  for (let done = 0; done < bytes.length; done += RANDOM_BYTES) {
    const piece = new Uint8Array(Math.min(RANDOM_BYTES, bytes.length - done));
    host.random(piece);
    bytes.set(piece, done);
  }
}

/**
 * @param {WasiState} state
 * @param {number} pointer
 * @param {NodeStat} stat
 */
export function writeFilestat({ memory }, pointer, stat) {
  const view = memory.viewAt(pointer, 64);
  view.setBigUint64(0, BigInt(stat.device), true);
  view.setBigUint64(8, BigInt(stat.number), true);
  view.setBigUint64(16, BigInt(stat.filetype), true);
  view.setBigUint64(24, BigInt(stat.links), true);
  view.setBigUint64(32, BigInt(stat.size), true);
  view.setBigUint64(40, stat.accessed, true);
  view.setBigUint64(48, stat.modified, true);
  view.setBigUint64(56, stat.changed, true);
}

/**
 * The times that are to be set.
 *
 * @param {WasiState} state
 * @param {{ accessed: bigint, modified: bigint, flags: number }} given
 */
export function chooseTimes({ host }, { accessed, modified, flags }) {
  const both = ACCESSED | ACCESSED_NOW;
  const isWrong = (flags & ~15) !== 0 || (flags & both) === both ||
    (flags & (both << 2)) === both << 2;
  if (isWrong) fail("EINVAL");
  const now = (flags & (ACCESSED_NOW | MODIFIED_NOW)) === 0
    ? undefined
    : host.clocks.realtime();
  return {
    accessed: (flags & ACCESSED) === 0
      ? (flags & ACCESSED_NOW) === 0 ? undefined : now
      : BigInt.asUintN(64, accessed),
    modified: (flags & MODIFIED) === 0
      ? (flags & MODIFIED_NOW) === 0 ? undefined : now
      : BigInt.asUintN(64, modified),
  };
}
