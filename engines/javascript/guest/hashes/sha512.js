// SHA-384 and SHA-512, which work with 64 bits at a time, here in two halves.

/** @import { Compression } from "./blocks.js" */

/** The first primes. */
function primes64() {
  const found = [2n];
  for (let n = 3n; found.length < 80; n += 2n) {
    if (found.every((prime) => n % prime !== 0n)) found.push(n);
  }
  return found;
}

/**
 * The first 64 bits of the fraction of a root.
 *
 * @param {bigint} value
 * @param {bigint} degree
 */
function rootFraction(value, degree) {
  const wanted = value << (64n * degree);
  // Near what numbers of 53 bits give.
  const near = BigInt(
    Math.floor((Number(value) ** (1 / Number(degree))) * 2 ** 40),
  ) << 24n;
  let low = near - (1n << 32n);
  let high = near + (1n << 32n);
  while (high - low > 1n) {
    const middle = (low + high) >> 1n;
    if (middle ** degree <= wanted) low = middle;
    else high = middle;
  }
  return low & 0xffffffffffffffffn;
}

/**
 * @param {readonly bigint[]} whole
 * @returns {Int32Array} The halves, the higher one first
 */
function halves(whole) {
  const split = new Int32Array(2 * whole.length);
  for (let i = 0; i < whole.length; i++) {
    split[2 * i] = Number(whole[i] >> 32n) | 0;
    split[2 * i + 1] = Number(whole[i] & 0xffffffffn) | 0;
  }
  return split;
}

/**
 * The constants, which take a while to compute: they are made when they are first needed.
 *
 * @type {{ rounds: Int32Array, start384: Int32Array, start512: Int32Array } | undefined}
 */
let constants;

function getConstants() {
  if (constants !== undefined) return constants;
  const primes = primes64();
  /**
   * @param {bigint[]} some
   * @param {bigint} degree
   */
  const roots = (some, degree) =>
    halves(some.map((prime) => rootFraction(prime, degree)));
  constants = {
    rounds: roots(primes, 3n),
    start512: roots(primes.slice(0, 8), 2n),
    start384: roots(primes.slice(8, 16), 2n),
  };
  roundConstants.set(constants.rounds);
  return constants;
}

const roundConstants = new Int32Array(160);
const schedule = new Int32Array(160);

/**
 * @param {Int32Array} state
 * @param {DataView} block
 */
function compress512(state, block) {
  const w = schedule;
  for (let i = 0; i < 32; i++) w[i] = block.getInt32(4 * i);
  for (let i = 32; i < 160; i += 2) {
    const [xh, xl, yh, yl] = [w[i - 30], w[i - 29], w[i - 4], w[i - 3]];
    const ah = ((xh >>> 1) | (xl << 31)) ^ ((xh >>> 8) | (xl << 24)) ^
      (xh >>> 7);
    const al = ((xl >>> 1) | (xh << 31)) ^ ((xl >>> 8) | (xh << 24)) ^
      ((xl >>> 7) | (xh << 25));
    const bh = ((yh >>> 19) | (yl << 13)) ^ ((yl >>> 29) | (yh << 3)) ^
      (yh >>> 6);
    const bl = ((yl >>> 19) | (yh << 13)) ^ ((yh >>> 29) | (yl << 3)) ^
      ((yl >>> 6) | (yh << 26));
    const low = (w[i - 31] >>> 0) + (al >>> 0) + (w[i - 13] >>> 0) + (bl >>> 0);
    w[i] = (w[i - 32] + ah + w[i - 14] + bh + Math.floor(low / 2 ** 32)) | 0;
    w[i + 1] = low | 0;
  }
  const s = state.slice();
  for (let i = 0; i < 160; i += 2) round(s, i);
  for (let i = 0; i < 16; i += 2) {
    const low = (state[i + 1] >>> 0) + (s[i + 1] >>> 0);
    state[i] = (state[i] + s[i] + (low > 0xffffffff ? 1 : 0)) | 0;
    state[i + 1] = low | 0;
  }
}

/**
 * One round.
 *
 * @param {Int32Array} s
 * @param {number} i
 */
function round(s, i) {
  const [ah, al, bh, bl, ch, cl] = s;
  const eh = s[8];
  const el = s[9];
  const highH = ((eh >>> 14) | (el << 18)) ^ ((eh >>> 18) | (el << 14)) ^
    ((el >>> 9) | (eh << 23));
  const highL = ((el >>> 14) | (eh << 18)) ^ ((el >>> 18) | (eh << 14)) ^
    ((eh >>> 9) | (el << 23));
  const chooseH = (eh & s[10]) ^ (~eh & s[12]);
  const chooseL = (el & s[11]) ^ (~el & s[13]);
  const oneL = (s[15] >>> 0) + (highL >>> 0) + (chooseL >>> 0) +
    (roundConstants[i + 1] >>> 0) + (schedule[i + 1] >>> 0);
  const oneH = (s[14] + highH + chooseH + roundConstants[i] + schedule[i] +
    Math.floor(oneL / 2 ** 32)) | 0;
  const lowH = ((ah >>> 28) | (al << 4)) ^ ((al >>> 2) | (ah << 30)) ^
    ((al >>> 7) | (ah << 25));
  const lowL = ((al >>> 28) | (ah << 4)) ^ ((ah >>> 2) | (al << 30)) ^
    ((ah >>> 7) | (al << 25));
  const mostL = (al & bl) ^ (al & cl) ^ (bl & cl);
  const mostH = (ah & bh) ^ (ah & ch) ^ (bh & ch);
  const twoL = (lowL >>> 0) + (mostL >>> 0);
  const twoH = (lowH + mostH + (twoL > 0xffffffff ? 1 : 0)) | 0;
  s.copyWithin(2, 0, 14);
  // What was `d` is `e` now.
  const nextL = (s[9] >>> 0) + ((oneL | 0) >>> 0);
  s[8] = (s[8] + oneH + (nextL > 0xffffffff ? 1 : 0)) | 0;
  s[9] = nextL | 0;
  const firstL = ((oneL | 0) >>> 0) + ((twoL | 0) >>> 0);
  s[0] = (oneH + twoH + (firstL > 0xffffffff ? 1 : 0)) | 0;
  s[1] = firstL | 0;
}

/**
 * @param {Int32Array} state
 * @param {number} bytes
 * @returns {Compression}
 */
function make512(state, bytes) {
  return {
    blockBytes: 128,
    lengthBytes: 16,
    isLittle: false,
    compress: (block) => compress512(state, block),
    output() {
      const view = new DataView(new ArrayBuffer(64));
      for (let i = 0; i < 16; i++) view.setInt32(4 * i, state[i]);
      return new Uint8Array(view.buffer, 0, bytes);
    },
    clone: () => make512(state.slice(), bytes),
  };
}

/** The compression functions, each from its start. */
export const hash64 = {
  sha384: () => make512(getConstants().start384.slice(), 48),
  sha512: () => make512(getConstants().start512.slice(), 64),
};
