// The web's `crypto`, as far as randomness goes. Loaded when the guest first looks at it.

const { floor } = Math;

/**
 * Makes `crypto`.
 *
 * @param {() => number} random
 */
export function makeCrypto(random) {
  return {
    /** @param {unknown} array */
    getRandomValues: (array) => fillRandom(array, random),
    randomUUID: () => {
      const bytes = fillRandom(new Uint8Array(16), random);
      bytes[6] = (bytes[6] & 0x0f) | 0x40;
      bytes[8] = (bytes[8] & 0x3f) | 0x80;
      return [[0, 4], [4, 6], [6, 8], [8, 10], [10, 16]].map(([from, to]) =>
        hex(bytes, from, to)
      ).join("-");
    },
  };
}

/**
 * @template Value
 * @param {Value} array
 * @param {() => number} random
 */
function fillRandom(array, random) {
  if (!ArrayBuffer.isView(array)) {
    throw new TypeError("getRandomValues takes an integer array");
  }
  if (array.byteLength > 65536) {
    throw new RangeError("getRandomValues fills at most 65536 bytes");
  }
  const bytes = new Uint8Array(
    array.buffer,
    array.byteOffset,
    array.byteLength,
  );
  for (let i = 0; i < bytes.length; i++) bytes[i] = floor(random() * 256);
  return array;
}

/**
 * @param {Uint8Array} bytes
 * @param {number} from
 * @param {number} to
 */
function hex(bytes, from, to) {
  let text = "";
  for (let i = from; i < to; i++) {
    text += "0123456789abcdef"[bytes[i] >> 4] +
      "0123456789abcdef"[bytes[i] & 15];
  }
  return text;
}
