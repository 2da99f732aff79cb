// `crypto`: hashes, and randomness of the sandbox's own.

import { deriveKey, hashNames, newHasher, newHmac } from "../hashes/hashes.js";
import { Buffer, encode, makeHash, toBytes, useParts } from "./crypto_hash.js";
import { invalidType, nodeError, outOfRange } from "./errors.js";
import { web } from "./web_globals.js";

/**
 * @import { BufferClass, Chunk, NodeParts, TransformClass, TransformDone, TransformObject } from "./node.d.ts"
 *
 * @typedef {(error: unknown, value?: unknown) => void} Settled
 * @typedef {NonNullable<ReturnType<typeof newHasher>>} Hasher
 */

/** @type {NodeParts["random"]} */
let random;
/** @type {NodeParts["later"]} */
let later;

/** @param {unknown} name */
function plainName(name) {
  if (typeof name !== "string") {
    throw invalidType("algorithm", "of type string", name);
  }
  return name.toLowerCase().replace(/^(?:rsa-)?sha-?(\d+)$/, "sha$1");
}

/** @param {unknown} name */
function noSuch(name) {
  return nodeError(
    Error,
    "ERR_OSSL_EVP_UNSUPPORTED",
    `Cannot hash with ${name} as the sandbox has ${hashNames.join(", ")} only`,
  );
}

/**
 * @param {unknown} size
 * @param {Settled} [callback]
 */
function randomBytes(size, callback) {
  if (typeof size !== "number" || !(size >= 0 && size < 2 ** 31)) {
    throw typeof size === "number"
      ? outOfRange("size", ">= 0 && <= 2147483647", size)
      : invalidType("size", "of type number", size);
  }
  const bytes = fill(Buffer.alloc(size));
  if (typeof callback !== "function") return bytes;
  later(() => callback(null, bytes));
}

/**
 * @template {Uint8Array} Bytes
 * @param {Bytes} bytes
 */
function fill(bytes) {
  for (let i = 0; i < bytes.length; i++) bytes[i] = Math.floor(random() * 256);
  return bytes;
}

/**
 * @param {number} low
 * @param {number | Settled} [high]
 * @param {Settled} [callback]
 */
function randomInt(low, high, callback) {
  const hasOne = high === undefined || typeof high === "function";
  const from = hasOne ? 0 : low;
  const to = hasOne ? low : high;
  // A cast, as it is the callback where there is one number.
  const done = hasOne ? /** @type {Settled | undefined} */ (high) : callback;
  for (
    const [name, value] of /** @type {const} */ ([["min", from], ["max", to]])
  ) {
    if (!Number.isSafeInteger(value)) {
      throw invalidType(name, "a safe integer", value);
    }
  }
  if (to <= from) {
    throw outOfRange("max", `greater than the value of "min" (${from})`, to);
  }
  const value = from + Math.floor(random() * (to - from));
  if (typeof done !== "function") return value;
  later(() => done(null, value));
}

/**
 * @param {unknown} a
 * @param {unknown} b
 */
function timingSafeEqual(a, b) {
  const [one, other] = [
    toBytes(a, undefined, "buf1"),
    toBytes(b, undefined, "buf2"),
  ];
  if (one.length !== other.length) {
    throw nodeError(
      RangeError,
      "ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH",
      "Input buffers must have the same byte length",
    );
  }
  let difference = 0;
  for (let i = 0; i < one.length; i++) difference |= one[i] ^ other[i];
  return difference === 0;
}

/**
 * @param {unknown} password
 * @param {unknown} salt
 * @param {number} iterations
 * @param {number} bytes
 * @param {string} digest
 */
function pbkdf2(password, salt, iterations, bytes, digest) {
  const name = plainName(digest);
  const key = deriveKey(name, {
    password: toBytes(password, undefined, "password"),
    salt: toBytes(salt, undefined, "salt"),
    iterations,
    bytes,
  });
  if (key === undefined) throw noSuch(digest);
  return encode(key);
}

/**
 * @param {string} digest
 * @param {unknown} key
 * @param {unknown} salt
 * @param {unknown} info
 * @param {number} bytes
 */
function hkdf(digest, key, salt, info, bytes) {
  const name = plainName(digest);
  const extract = newHmac(name, toBytes(salt));
  if (extract === undefined) throw noSuch(digest);
  extract.update(toBytes(key));
  const secret = extract.digest();
  const output = Buffer.alloc(bytes);
  let last = new Uint8Array(0);
  let at = 0;
  for (let i = 1; at < bytes; i++) {
    const expand = newHmac(name, secret);
    expand.update(last);
    expand.update(toBytes(info));
    expand.update(Uint8Array.of(i));
    last = expand.digest();
    output.set(last.subarray(0, bytes - at), at);
    at += last.length;
  }
  return output.buffer;
}

/**
 * What is called back with what a function returns.
 *
 * @param {(...args: never[]) => unknown} act
 */
function calledBack(act) {
  return (/** @type {unknown[]} */ ...args) => {
    // A cast, as it is to be the callback.
    const callback = /** @type {Settled} */ (args.pop());
    later(() => {
      let value;
      try {
        value = Reflect.apply(act, undefined, args);
      } catch (error) {
        return callback(error);
      }
      callback(null, value);
    });
  };
}

const ABSENT =
  "createCipheriv createDecipheriv createSign createVerify sign verify createDiffieHellman createECDH generateKeyPair generateKeyPairSync generateKey generateKeySync createPrivateKey createPublicKey createSecretKey publicEncrypt privateDecrypt scrypt scryptSync X509Certificate";

/** @param {string} name */
function refuse(name) {
  return Object.defineProperty(
    function () {
      throw nodeError(
        Error,
        "ERR_FEATURE_UNAVAILABLE_ON_PLATFORM",
        `Cannot use ${name} of node:crypto as the sandbox has hashes, HMAC, PBKDF2 and randomness only: give it a host function for the rest (--functions; in the API: functions)`,
      );
    },
    "name",
    { value: name },
  );
}

/** @param {string} name */
function createHash(name) {
  const hasher = newHasher(plainName(name));
  if (hasher === undefined) throw noSuch(name);
  return makeHash(hasher, "Hash");
}

/**
 * @param {string} name
 * @param {unknown} key
 */
function createHmac(name, key) {
  const hasher = newHmac(plainName(name), toBytes(key, undefined, "key"));
  if (hasher === undefined) throw noSuch(name);
  return makeHash(hasher, "Hmac");
}

/** @param {NodeParts} node */
export function make(node) {
  ({ later, random } = node);
  useParts(node.require);
  const { crypto: webCrypto } = web;
  const crypto = {
    webcrypto: webCrypto,
    subtle: webCrypto.subtle,
    /** @param {unknown} array */
    getRandomValues: (array) => webCrypto.getRandomValues(array),
    randomUUID: () => webCrypto.randomUUID(),
    randomBytes,
    pseudoRandomBytes: randomBytes,
    randomInt,
    /**
     * @template {ArrayBuffer | ArrayBufferView} View
     * @param {View & { buffer?: ArrayBuffer, byteOffset?: number }} bytes
     * @param {number} [offset]
     * @param {number} [size]
     */
    randomFillSync: (bytes, offset = 0, size = bytes.byteLength - offset) => {
      fill(
        new Uint8Array(
          // A cast, as what has no buffer is one.
          bytes.buffer ?? /** @type {ArrayBuffer} */ (bytes),
          (bytes.byteOffset ?? 0) + offset,
          size,
        ),
      );
      return bytes;
    },
    getHashes: () => [...hashNames],
    getCiphers: () => /** @type {string[]} */ ([]),
    getCurves: () => /** @type {string[]} */ ([]),
    createHash,
    createHmac,
    /**
     * @param {string} name
     * @param {unknown} data
     * @param {string} [encoding]
     */
    hash: (name, data, encoding = "hex") =>
      crypto.createHash(name).update(data).digest(encoding),
    timingSafeEqual,
    pbkdf2Sync: pbkdf2,
    pbkdf2: calledBack(pbkdf2),
    hkdfSync: hkdf,
    hkdf: calledBack(hkdf),
    constants: {},
  };
  const absent = Object.fromEntries(
    ABSENT.split(" ").map((name) => [name, refuse(name)]),
  );
  return { crypto: Object.assign(crypto, absent) };
}
