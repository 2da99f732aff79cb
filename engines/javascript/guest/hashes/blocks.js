// What all hash functions have in common: bytes come in pieces, are taken in blocks, and end in padding.

/**
 * @typedef {object} Hasher
 * @property {number} blockBytes
 * @property {(bytes: Uint8Array) => void} update
 * @property {() => Uint8Array<ArrayBuffer>} digest
 * @property {() => Hasher} clone
 *
 * @typedef {object} Compression
 * @property {number} blockBytes
 * @property {number} lengthBytes What the length takes at the end of the padding.
 * @property {boolean} isLittle The order of the bytes of the length.
 * @property {(block: DataView) => void} compress
 * @property {() => Uint8Array<ArrayBuffer>} output
 * @property {() => Compression} clone
 */

/**
 * A hasher of a compression function.
 *
 * @param {Compression} compression
 * @param {Uint8Array} [held]
 * @param {number} [heldBytes]
 * @param {number} [total]
 * @returns {Hasher}
 */
export function makeHasher(
  compression,
  held = new Uint8Array(compression.blockBytes),
  heldBytes = 0,
  total = 0,
) {
  const { blockBytes, lengthBytes, isLittle } = compression;
  const view = new DataView(held.buffer);
  const take = () => {
    compression.compress(view);
    heldBytes = 0;
  };
  return {
    blockBytes,
    update(bytes) {
      total += bytes.length;
      for (let at = 0; at < bytes.length;) {
        const count = Math.min(blockBytes - heldBytes, bytes.length - at);
        held.set(bytes.subarray(at, at + count), heldBytes);
        at += count;
        heldBytes += count;
        if (heldBytes === blockBytes) take();
      }
    },
    digest() {
      held[heldBytes++] = 0x80;
      if (heldBytes > blockBytes - lengthBytes) {
        held.fill(0, heldBytes);
        take();
      }
      held.fill(0, heldBytes);
      view.setBigUint64(blockBytes - 8, BigInt(total) * 8n, isLittle);
      take();
      return compression.output();
    },
    clone: () =>
      makeHasher(compression.clone(), held.slice(), heldBytes, total),
  };
}
