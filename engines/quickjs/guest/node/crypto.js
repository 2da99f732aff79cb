// `crypto`: hashes, and randomness of the sandbox's own.

import { deriveKey, hashNames, newHasher, newHmac } from "../hashes/hashes.js";
import { invalidType, nodeError, outOfRange } from "./errors.js";

/** @import { TransformObject } from "./node.d.ts" */

let Buffer;
let getTransform;
let random;
let later;

function plainName(name) {
  if (typeof name !== "string") {
    throw invalidType("algorithm", "of type string", name);
  }
  return name.toLowerCase().replace(/^(?:rsa-)?sha-?(\d+)$/, "sha$1");
}

function noSuch(name) {
  return nodeError(
    Error,
    "ERR_OSSL_EVP_UNSUPPORTED",
    `Cannot hash with ${name} as the sandbox has ${hashNames.join(", ")} only`,
  );
}

function toBytes(data, encoding, name = "data") {
  if (typeof data === "string") {
    return Buffer.from(data, encoding === "buffer" ? undefined : encoding);
  }
  if (ArrayBuffer.isView(data)) {
    return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  }
  if (data instanceof ArrayBuffer) return new Uint8Array(data);
  throw invalidType(
    name,
    "of type string or an instance of Buffer, TypedArray, or DataView",
    data,
  );
}

function encode(bytes, encoding) {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return encoding && encoding !== "buffer" ? buffer.toString(encoding) : buffer;
}

/** The members of a hash that make a stream of it, which few programs need. */
const STREAM_MEMBERS =
  "on once off emit pipe write end read push destroy addListener removeListener removeAllListeners listenerCount setEncoding resume pause";

const STREAM_PROPERTIES =
  "_readableState _writableState readable writable destroyed closed errored";

/**
 * Gives a hash the members of a stream.
 *
 * @param {object} prototype
 * @param {() => TransformObject} toStream The stream, which is made with its first use
 */
function defineStreamMembers(prototype, toStream) {
  for (const name of STREAM_MEMBERS.split(" ")) {
    Object.defineProperty(prototype, name, {
      value(...args) {
        const stream = toStream();
        const result = stream[name](...args);
        return result === stream ? this : result;
      },
      writable: true,
      configurable: true,
    });
  }
  for (const name of STREAM_PROPERTIES.split(" ")) {
    Object.defineProperty(prototype, name, {
      get: () => toStream()[name],
      configurable: true,
    });
  }
}

/** What `createHash` and `createHmac` give: a stream, too. */
function makeHash(hasher, kind) {
  let isDone = false;
  let stream;
  const needOpen = () => {
    if (isDone) {
      throw nodeError(
        Error,
        "ERR_CRYPTO_HASH_FINALIZED",
        "Digest already called",
      );
    }
  };
  const toStream = () =>
    stream ??= new (getTransform())({
      transform(chunk, encoding, callback) {
        hash.update(chunk, encoding);
        callback();
      },
      flush(callback) {
        this.push(hash.digest());
        callback();
      },
    });
  class Hash {
    update(data, encoding) {
      needOpen();
      hasher.update(toBytes(data, encoding));
      return this;
    }
    digest(encoding) {
      needOpen();
      isDone = true;
      return encode(hasher.digest(), encoding);
    }
    copy() {
      needOpen();
      return makeHash(hasher.clone(), kind);
    }
    [Symbol.asyncIterator]() {
      return toStream()[Symbol.asyncIterator]();
    }
  }
  Object.defineProperty(Hash, "name", { value: kind });
  defineStreamMembers(Hash.prototype, toStream);
  const hash = new Hash();
  return hash;
}

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

function fill(bytes) {
  for (let i = 0; i < bytes.length; i++) bytes[i] = Math.floor(random() * 256);
  return bytes;
}

function randomInt(low, high, callback) {
  let from = low;
  let to = high;
  let done = callback;
  if (high === undefined || typeof high === "function") {
    [from, to, done] = [0, low, high];
  }
  for (const [name, value] of [["min", from], ["max", to]]) {
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

/** What is called back with what a function returns. */
function calledBack(act) {
  return (...args) => {
    const callback = args.pop();
    later(() => {
      let value;
      try {
        value = act(...args);
      } catch (error) {
        return callback(error);
      }
      callback(null, value);
    });
  };
}

const ABSENT =
  "createCipheriv createDecipheriv createSign createVerify sign verify createDiffieHellman createECDH generateKeyPair generateKeyPairSync generateKey generateKeySync createPrivateKey createPublicKey createSecretKey publicEncrypt privateDecrypt scrypt scryptSync X509Certificate";

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

export function make(node) {
  ({ Buffer } = node.require("buffer"));
  ({ later, random } = node);
  getTransform = () => node.require("stream").Transform;
  const web = globalThis.crypto;
  const crypto = {
    webcrypto: web,
    subtle: web.subtle,
    getRandomValues: (array) => web.getRandomValues(array),
    randomUUID: () => web.randomUUID(),
    randomBytes,
    pseudoRandomBytes: randomBytes,
    randomInt,
    randomFillSync: (bytes, offset = 0, size = bytes.byteLength - offset) => {
      fill(
        new Uint8Array(
          bytes.buffer ?? bytes,
          (bytes.byteOffset ?? 0) + offset,
          size,
        ),
      );
      return bytes;
    },
    getHashes: () => [...hashNames],
    getCiphers: () => [],
    getCurves: () => [],
    createHash(name) {
      const hasher = newHasher(plainName(name));
      if (hasher === undefined) throw noSuch(name);
      return makeHash(hasher, "Hash");
    },
    createHmac(name, key) {
      const hasher = newHmac(plainName(name), toBytes(key, undefined, "key"));
      if (hasher === undefined) throw noSuch(name);
      return makeHash(hasher, "Hmac");
    },
    hash: (name, data, encoding = "hex") =>
      crypto.createHash(name).update(data).digest(encoding),
    timingSafeEqual,
    pbkdf2Sync: pbkdf2,
    pbkdf2: calledBack(pbkdf2),
    hkdfSync: hkdf,
    hkdf: calledBack(hkdf),
    constants: {},
  };
  for (const name of ABSENT.split(" ")) crypto[name] = refuse(name);
  return { crypto };
}
