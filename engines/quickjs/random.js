import { imul, NativeUint32Array } from "../worker/intrinsics.js";

/**
 * Numbers from 0 to 1 from a seed of four 32-bit words (xoshiro128**).
 *
 * @param {readonly number[]} words
 * @returns {() => number}
 */
export function generator(words) {
  const state = new NativeUint32Array(4);
  for (let i = 0; i < 4; i++) state[i] = words[i];
  if ((state[0] | state[1] | state[2] | state[3]) === 0) state[0] = 1;
  /**
   * @param {number} word
   * @param {number} by
   */
  const rotate = (word, by) => (word << by) | (word >>> (32 - by));
  const next = () => {
    const result = imul(rotate(imul(state[1], 5), 7), 9) >>> 0;
    const shifted = state[1] << 9;
    state[2] ^= state[0];
    state[3] ^= state[1];
    state[1] ^= state[2];
    state[0] ^= state[3];
    state[2] ^= shifted;
    state[3] = rotate(state[3], 11);
    return result;
  };
  return () => (next() >>> 5) * 2 ** -27 + (next() >>> 6) * 2 ** -53;
}
