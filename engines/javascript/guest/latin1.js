// Bytes as characters with the same numbers.

export const { apply } = Reflect;
export const { fromCharCode } = String;
export const $Uint8Array = Uint8Array;
export const PIECE_BYTES = 4096;
/** @param {string} text */
export function fromLatin1(text) {
  const bytes = new $Uint8Array(text.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

/**
 * @param {Uint8Array} bytes
 * @param {number} [mask]
 */
export function toLatin1(bytes, mask) {
  let text = "";
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
    const piece = bytes.subarray(at, at + PIECE_BYTES);
    text += apply(
      fromCharCode,
      undefined,
      mask ? piece.map((it) => it & mask) : piece,
    );
  }
  return text;
}
