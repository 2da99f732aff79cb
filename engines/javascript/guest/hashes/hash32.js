// Hash functions that work with 32 bits at a time: MD5, SHA-1, SHA-224 and SHA-256.

/** @import { Compression } from "./blocks.js" */

/** @param {number} count */
function primes(count) {
  /** @type {number[]} */
  const found = [];
  for (let n = 2; found.length < count; n++) {
    if (found.every((prime) => n % prime !== 0)) found.push(n);
  }
  return found;
}

const SINES = Int32Array.from(
  { length: 64 },
  (_, i) => Math.floor(Math.abs(Math.sin(i + 1)) * 2 ** 32),
);
const SHIFTS = [
  [7, 12, 17, 22],
  [5, 9, 14, 20],
  [4, 11, 16, 23],
  [6, 10, 15, 21],
];
/** The fractions of the cube roots of the first primes. */
const ROOTS = Int32Array.from(
  primes(64),
  (prime) => (Math.cbrt(prime) % 1) * 2 ** 32,
);
const START_1 = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];
const START_256 = primes(8).map((prime) => (Math.sqrt(prime) % 1) * 2 ** 32);
const START_224 = [
  0xc1059ed8,
  0x367cd507,
  0x3070dd17,
  0xf70e5939,
  0xffc00b31,
  0x68581511,
  0x64f98fa7,
  0xbefa4fa4,
];

/**
 * @param {Int32Array} state
 * @param {{ bytes: number, isLittle: boolean, compress: (state: Int32Array, block: DataView) => void }} settings
 * @returns {Compression}
 */
function makeCompression(state, settings) {
  const { bytes, isLittle, compress } = settings;
  return {
    blockBytes: 64,
    lengthBytes: 8,
    isLittle,
    compress: (block) => compress(state, block),
    output() {
      const view = new DataView(new ArrayBuffer(4 * state.length));
      for (let i = 0; i < state.length; i++) {
        view.setInt32(4 * i, state[i], isLittle);
      }
      return new Uint8Array(view.buffer, 0, bytes);
    },
    clone: () => makeCompression(state.slice(), settings),
  };
}

/**
 * @param {Int32Array} state
 * @param {DataView} block
 */
function compressMd5(state, block) {
  let [a, b, c, d] = state;
  for (let i = 0; i < 64; i++) {
    const round = i >> 4;
    const mix = round === 0
      ? (b & c) | (~b & d)
      : round === 1
      ? (d & b) | (~d & c)
      : round === 2
      ? b ^ c ^ d
      : c ^ (b | ~d);
    const word = round === 0
      ? i
      : round === 1
      ? (5 * i + 1) & 15
      : round === 2
      ? (3 * i + 5) & 15
      : (7 * i) & 15;
    const sum = (a + mix + SINES[i] + block.getInt32(4 * word, true)) | 0;
    const by = SHIFTS[round][i & 3];
    a = d;
    d = c;
    c = b;
    b = (b + ((sum << by) | (sum >>> (32 - by)))) | 0;
  }
  state[0] += a;
  state[1] += b;
  state[2] += c;
  state[3] += d;
}

const words = new Int32Array(80);

/**
 * @param {Int32Array} state
 * @param {DataView} block
 */
function compressSha1(state, block) {
  for (let i = 0; i < 16; i++) words[i] = block.getInt32(4 * i);
  for (let i = 16; i < 80; i++) {
    const word = words[i - 3] ^ words[i - 8] ^ words[i - 14] ^ words[i - 16];
    words[i] = (word << 1) | (word >>> 31);
  }
  let [a, b, c, d, e] = state;
  for (let i = 0; i < 80; i++) {
    const mix = i < 20
      ? ((b & c) | (~b & d)) + 0x5a827999
      : i < 40
      ? (b ^ c ^ d) + 0x6ed9eba1
      : i < 60
      ? ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc
      : (b ^ c ^ d) + 0xca62c1d6;
    const sum = (((a << 5) | (a >>> 27)) + mix + e + words[i]) | 0;
    e = d;
    d = c;
    c = (b << 30) | (b >>> 2);
    b = a;
    a = sum;
  }
  state[0] += a;
  state[1] += b;
  state[2] += c;
  state[3] += d;
  state[4] += e;
}

/**
 * @param {Int32Array} state
 * @param {DataView} block
 */
function compressSha256(state, block) {
  for (let i = 0; i < 16; i++) words[i] = block.getInt32(4 * i);
  for (let i = 16; i < 64; i++) {
    const x = words[i - 15];
    const y = words[i - 2];
    const low = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const high = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^
      (y >>> 10);
    words[i] = (words[i - 16] + low + words[i - 7] + high) | 0;
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let i = 0; i < 64; i++) {
    const high = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^
      ((e >>> 25) | (e << 7));
    const one = (h + high + ((e & f) ^ (~e & g)) + ROOTS[i] + words[i]) | 0;
    const low = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^
      ((a >>> 22) | (a << 10));
    const two = (low + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + one) | 0;
    d = c;
    c = b;
    b = a;
    a = (one + two) | 0;
  }
  state[0] += a;
  state[1] += b;
  state[2] += c;
  state[3] += d;
  state[4] += e;
  state[5] += f;
  state[6] += g;
  state[7] += h;
}

/** The compression functions, each from its start. */
export const hash32 = {
  md5: () =>
    makeCompression(Int32Array.from(START_1.slice(0, 4)), {
      bytes: 16,
      isLittle: true,
      compress: compressMd5,
    }),
  sha1: () =>
    makeCompression(Int32Array.from(START_1), {
      bytes: 20,
      isLittle: false,
      compress: compressSha1,
    }),
  sha224: () =>
    makeCompression(Int32Array.from(START_224), {
      bytes: 28,
      isLittle: false,
      compress: compressSha256,
    }),
  sha256: () =>
    makeCompression(Int32Array.from(START_256), {
      bytes: 32,
      isLittle: false,
      compress: compressSha256,
    }),
};
