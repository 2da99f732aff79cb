// Hash functions by name, HMAC and PBKDF2.

import { makeHasher } from "./blocks.js";
import { hash32 } from "./hash32.js";
import { hash64 } from "./sha512.js";

/** @import { Compression, Hasher } from "./blocks.js" */

/** @type {Record<string, (() => Compression) | undefined>} */
const KINDS = Object.assign(Object.create(null), hash32, hash64);

/** The names of the functions. */
export const hashNames = Object.keys(KINDS);

/**
 * A new hasher.
 *
 * @param {string} name Such as `sha256`
 * @returns {Hasher | undefined} Nothing, if there is no such function
 */
export function newHasher(name) {
  const start = KINDS[name];
  return start === undefined ? undefined : makeHasher(start());
}

/**
 * A new hasher that begins with a key: HMAC.
 *
 * @param {string} name
 * @param {Uint8Array} key
 * @returns {Hasher | undefined}
 */
export function newHmac(name, key) {
  const [inner, outer, keyHasher] = [1, 2, 3].map(() => newHasher(name));
  if (!inner || !outer || !keyHasher) return undefined;
  const padded = new Uint8Array(inner.blockBytes);
  if (key.length > padded.length) {
    keyHasher.update(key);
    padded.set(keyHasher.digest());
  } else padded.set(key);
  inner.update(padded.map((byte) => byte ^ 0x36));
  outer.update(padded.map((byte) => byte ^ 0x5c));
  return withOuter(inner, outer);
}

/**
 * @param {Hasher} inner
 * @param {Hasher} outer
 * @returns {Hasher}
 */
function withOuter(inner, outer) {
  return {
    blockBytes: inner.blockBytes,
    update: (bytes) => inner.update(bytes),
    digest() {
      outer.update(inner.digest());
      return outer.digest();
    },
    clone: () => withOuter(inner.clone(), outer.clone()),
  };
}

/**
 * Derives a key from a password: PBKDF2.
 *
 * @param {string} name
 * @param {{ password: Uint8Array, salt: Uint8Array, iterations: number, bytes: number }} settings
 * @returns {Uint8Array<ArrayBuffer> | undefined}
 */
export function deriveKey(name, { password, salt, iterations, bytes }) {
  const start = newHmac(name, password);
  if (start === undefined) return undefined;
  const key = new Uint8Array(bytes);
  let at = 0;
  for (let block = 1; at < bytes; block++) {
    const first = start.clone();
    first.update(salt);
    first.update(Uint8Array.of(block >>> 24, block >>> 16, block >>> 8, block));
    let last = first.digest();
    const sum = last.slice();
    for (let i = 1; i < iterations; i++) {
      const next = start.clone();
      next.update(last);
      last = next.digest();
      for (let j = 0; j < sum.length; j++) sum[j] ^= last[j];
    }
    key.set(sum.subarray(0, bytes - at), at);
    at += sum.length;
  }
  return key;
}
