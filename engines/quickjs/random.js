/**
 * Numbers from 0 to 1 from a seed of four 32-bit words (xoshiro128**).
 *
 * @param {readonly number[]} words
 * @returns {() => number}
 */
export function generator(words) {
  // A cast, as no type says that there are four.
  const state =
    /** @type {Uint32Array & { 0: number, 1: number, 2: number, 3: number }} */ (
      Uint32Array.from(words)
    );
  if (state.every((word) => word === 0)) state[0] = 1;
  /**
   * @param {number} word
   * @param {number} by
   */
  const rotate = (word, by) => (word << by) | (word >>> (32 - by));
  const next = () => {
    const result = Math.imul(rotate(Math.imul(state[1], 5), 7), 9) >>> 0;
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
