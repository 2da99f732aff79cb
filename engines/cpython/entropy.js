// Where a guest's randomness comes from.

/**
 * @typedef {(view: Uint8Array<ArrayBuffer>) => void} FillRandom Fills up to 65 536 bytes.
 */

const getRandomValues = crypto.getRandomValues.bind(crypto);

/**
 * The runtime's own randomness.
 *
 * @type {FillRandom}
 */
export function fillNatively(view) {
  getRandomValues(view);
}

/**
 * A generator with a seed (sfc32).
 *
 * @param {readonly number[]} words Four of them
 * @returns {FillRandom}
 */
export function seededFill(words) {
  const state = Uint32Array.from(words);
  return (view) => {
    for (let i = 0; i < view.length; i++) {
      const sum = (state[0] + state[1] + state[3]) | 0;
      state[3] = (state[3] + 1) | 0;
      state[0] = state[1] ^ (state[1] >>> 9);
      state[1] = (state[2] + (state[2] << 3)) | 0;
      state[2] = ((state[2] << 21) | (state[2] >>> 11)) + sum;
      view[i] = sum >>> 24;
    }
  };
}
