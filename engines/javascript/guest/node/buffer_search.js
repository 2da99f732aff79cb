// Where bytes are in bytes.

/**
 * @param {Uint8Array} bytes
 * @param {Uint8Array} needle
 * @param {unknown} offset
 * @param {boolean} isBackwards
 */
export function searchBytes(bytes, needle, offset, isBackwards) {
  const last = bytes.length - needle.length;
  let start = typeof offset === "string" ? NaN : Math.trunc(Number(offset));
  if (Number.isNaN(start) || offset === undefined) {
    start = isBackwards ? bytes.length : 0;
  }
  if (start < 0) start += bytes.length;
  if (isBackwards) {
    for (let i = Math.min(start, last); i >= 0; i--) {
      if (matches(bytes, needle, i)) return i;
    }
    return -1;
  }
  start = Math.max(0, start);
  if (needle.length === 0) return Math.min(start, bytes.length);
  for (let i = start; i <= last; i++) {
    i = Uint8Array.prototype.indexOf.call(bytes, needle[0], i);
    if (i < 0 || i > last) return -1;
    if (matches(bytes, needle, i)) return i;
  }
  return -1;
}

/**
 * @param {Uint8Array} bytes
 * @param {Uint8Array} needle
 * @param {number} at
 */
function matches(bytes, needle, at) {
  for (let i = 0; i < needle.length; i++) {
    if (bytes[at + i] !== needle[i]) return false;
  }
  return true;
}
