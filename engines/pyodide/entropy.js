// Where a Python guest's randomness comes from.

import {
  bufferOf,
  byteLengthOf,
  byteOffsetOf,
  NativeUint8Array,
} from "../worker/intrinsics.js";

/** @import { EmscriptenFs } from "./emscripten_fs.ts" */

/** The guest's randomness: the runtime's own, or a seeded generator's (sfc32) once `seed` was called. */
export const entropy = {
  native: crypto.getRandomValues.bind(crypto),
  /** @type {Uint32Array | undefined} */
  state: undefined,
  pool: new Uint8Array(1024),
  left: 0,
  /**
   * @before-guest a guest is opened with it
   * @param {readonly number[]} words Four of them
   */
  seed(words) {
    this.state = Uint32Array.from(words);
    this.left = 0;
  },
  /**
   * @template {ArrayBufferView<ArrayBuffer>} View
   * @param {View} view
   * @returns {View}
   */
  fillBytes(view) {
    if (this.state === undefined) return this.native(view);
    const length = byteLengthOf(view);
    const bytes = new NativeUint8Array(
      bufferOf(view),
      byteOffsetOf(view),
      length,
    );
    for (let i = 0; i < length; i++) bytes[i] = this.nextByte(this.state);
    return view;
  },
  byte() {
    if (this.left === 0) this.left = byteLengthOf(this.fillBytes(this.pool));
    return this.pool[--this.left];
  },
  /** @param {Uint32Array} state */
  nextByte(state) {
    const sum = (state[0] + state[1] + state[3]) | 0;
    state[3] = (state[3] + 1) | 0;
    state[0] = state[1] ^ (state[1] >>> 9);
    state[1] = (state[2] + (state[2] << 3)) | 0;
    state[2] = ((state[2] << 21) | (state[2] >>> 11)) + sum;
    return sum >>> 24;
  },
};

/**
 * Devices whose bytes come from `entropy`; those of the runtime keep random bytes that no seed determines.
 *
 * @before-guest it is done while the worker starts
 * @param {{ FS: EmscriptenFs }} pyodide
 */
export function replaceRandomDevices({ FS }) {
  for (const name of ["random", "urandom"]) {
    FS.unlink(`/dev/${name}`);
    FS.createDevice("/dev", name, () => entropy.byte());
  }
}

/** @before-guest the interpreter is loaded after it */
export function replaceCrypto() {
  /** @param {ArrayBufferView<ArrayBuffer>} view */
  const getRandomValues = (view) => entropy.fillBytes(view);
  Object.defineProperty(globalThis, "crypto", { value: { getRandomValues } });
}
