// Where a Python guest's randomness comes from.

/**
 * @import { EmscriptenFs } from "./emscripten_fs.ts"
 *
 * @typedef {Uint32Array & { 0: number, 1: number, 2: number, 3: number }} Words Four of them.
 */

/** The guest's randomness: the runtime's own, or a seeded generator's (sfc32) once `seed` was called. */
export const entropy = {
  native: crypto.getRandomValues.bind(crypto),
  /** @type {Words | undefined} */
  state: undefined,
  pool: new Uint8Array(1024),
  left: 0,
  /** @param {readonly number[]} words Four of them */
  seed(words) {
    // A cast, as no type says that there are four.
    this.state = /** @type {Words} */ (Uint32Array.from(words));
    this.left = 0;
  },
  /**
   * @template {ArrayBufferView<ArrayBuffer>} View
   * @param {View} view
   * @returns {View}
   */
  fill(view) {
    if (this.state === undefined) return this.native(view);
    const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
    for (let i = 0; i < bytes.length; i++) bytes[i] = this.next(this.state);
    return view;
  },
  byte() {
    if (this.left === 0) this.left = this.fill(this.pool).length;
    return this.pool[--this.left] ?? 0;
  },
  /** @param {Words} state */
  next(state) {
    const sum = (state[0] + state[1] + state[3]) | 0;
    state[3] = (state[3] + 1) | 0;
    state[0] = state[1] ^ (state[1] >>> 9);
    state[1] = (state[2] + (state[2] << 3)) | 0;
    state[2] = ((state[2] << 21) | (state[2] >>> 11)) + sum;
    return sum >>> 24;
  },
};

/**
 * Devices whose bytes come from `entropy`; those of the runtime have a stock that a seed does not reach.
 *
 * @param {{ FS: EmscriptenFs }} pyodide
 */
export function replaceRandomDevices({ FS }) {
  for (const name of ["random", "urandom"]) {
    FS.unlink(`/dev/${name}`);
    FS.createDevice("/dev", name, () => entropy.byte());
  }
}
