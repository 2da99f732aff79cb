// `crypto.subtle`: digests, HMAC and PBKDF2.
// The methods return promises, as the web says.
// deno-lint-ignore-file require-await

import { encodings } from "../encodings.js";
import { deriveKey, newHasher, newHmac } from "../hashes/hashes.js";
import { CryptoKey, keyOf, nameOf, secretOf, toBytes } from "./crypto_key.js";

/** @typedef {(name: string, message: string) => unknown} MakeException */

/** @type {Readonly<Record<string, string>>} */
const HASHES = {
  "SHA-1": "sha1",
  "SHA-256": "sha256",
  "SHA-384": "sha384",
  "SHA-512": "sha512",
};
Object.setPrototypeOf(HASHES, null);
const HAD = "digest with SHA-1, SHA-256, SHA-384 and SHA-512, HMAC and PBKDF2";

/**
 * @typedef {object} SubtleHost
 * @property {<Value>(array: Value) => Value} fill Fills an array with random bytes.
 * @property {MakeException} exception
 */

/** @type {SubtleHost} */
let host;

/** @param {unknown} algorithm */
function unsupported(algorithm) {
  return host.exception(
    "NotSupportedError",
    `Cannot use ${nameOf(algorithm)} as this sandbox has ${HAD} only`,
  );
}

/** @param {unknown} algorithm */
function hashOf(algorithm) {
  const name = nameOf(algorithm);
  if (HASHES[name] === undefined) throw unsupported(algorithm);
  return { name, own: HASHES[name] };
}

/**
 * @param {unknown} key
 * @param {string} usage
 * @param {unknown} algorithm
 */
function checkKey(key, usage, algorithm) {
  if (!(key instanceof CryptoKey)) {
    throw new TypeError("A CryptoKey is needed");
  }
  if (key.algorithm.name !== nameOf(algorithm)) {
    throw host.exception("InvalidAccessError", "Key algorithm mismatch");
  }
  if (!key.usages.includes(usage)) {
    throw host.exception(
      "InvalidAccessError",
      `Unable to use this key to ${usage}`,
    );
  }
  return key;
}

/**
 * @param {CryptoKey} key
 * @param {unknown} data
 */
function mac(key, data) {
  const hmac = newHmac(hashOf(key.algorithm.hash).own, secretOf(key));
  hmac?.update(toBytes(data));
  return hmac?.digest() ?? new Uint8Array(0);
}

/**
 * @param {{ salt?: unknown, iterations?: unknown, hash?: unknown }} algorithm
 * @param {unknown} key
 * @param {number} bits
 * @param {string} usage
 */
function derive(algorithm, key, bits, usage) {
  if (nameOf(algorithm) !== "PBKDF2") throw unsupported(algorithm);
  const password = secretOf(checkKey(key, usage, algorithm));
  if (!(bits > 0) || bits % 8 !== 0) {
    throw host.exception(
      "OperationError",
      "The length must be a multiple of 8",
    );
  }
  const derived = deriveKey(hashOf(algorithm.hash).own, {
    password,
    salt: toBytes(algorithm.salt),
    iterations: Number(algorithm.iterations),
    bytes: bits / 8,
  });
  return derived ?? new Uint8Array(0);
}

/**
 * @param {string} name
 * @param {readonly unknown[]} args
 */
async function refuse(name, args) {
  throw host.exception(
    "NotSupportedError",
    `Cannot ${name} with ${nameOf(args[0])} as this sandbox has ${HAD} only`,
  );
}

class SubtleCrypto {
  /**
   * @param {unknown} algorithm
   * @param {unknown} data
   */
  async digest(algorithm, data) {
    const hasher = newHasher(hashOf(algorithm).own);
    hasher?.update(toBytes(data));
    return hasher?.digest().buffer;
  }
  /**
   * @param {unknown} format
   * @param {unknown} data
   * @param {{ name?: unknown, hash?: unknown }} algorithm
   * @param {unknown} extractable
   * @param {Iterable<string>} usages
   */
  async importKey(format, data, algorithm, extractable, usages) {
    const name = nameOf(algorithm);
    if (name !== "HMAC" && name !== "PBKDF2") throw unsupported(algorithm);
    const jwk = /** @type {{ k?: unknown }} */ (data);
    if (format !== "raw" && format !== "jwk") {
      throw host.exception(
        "NotSupportedError",
        `Unable to import a ${format} key`,
      );
    }
    const secret = format === "raw"
      ? toBytes(data)
      : encodings.encode(String(jwk.k), "base64url");
    return keyOf({
      type: "secret",
      extractable: Boolean(extractable),
      algorithm: name === "HMAC"
        ? {
          name,
          hash: { name: hashOf(algorithm.hash).name },
          length: 8 * secret.length,
        }
        : { name },
      usages: [...usages],
    }, secret);
  }
  /**
   * @param {{ name?: unknown, hash?: unknown, length?: number }} algorithm
   * @param {unknown} extractable
   * @param {Iterable<string>} usages
   */
  async generateKey(algorithm, extractable, usages) {
    if (nameOf(algorithm) !== "HMAC") throw unsupported(algorithm);
    const { own } = hashOf(algorithm.hash);
    const bytes = algorithm.length === undefined
      ? newHasher(own)?.blockBytes ?? 64
      : Math.ceil(algorithm.length / 8);
    const secret = host.fill(new Uint8Array(bytes));
    return await this.importKey(
      "raw",
      secret,
      algorithm,
      extractable,
      usages,
    );
  }
  /**
   * @param {unknown} format
   * @param {unknown} key
   */
  async exportKey(format, key) {
    if (!(key instanceof CryptoKey)) {
      throw new TypeError("A CryptoKey is needed");
    }
    if (!key.extractable) {
      throw host.exception("InvalidAccessError", "key is not extractable");
    }
    const secret = secretOf(key);
    if (format === "raw") return secret.slice().buffer;
    if (format !== "jwk") {
      throw host.exception(
        "NotSupportedError",
        `Unable to export a ${format} key`,
      );
    }
    return {
      kty: "oct",
      k: encodings.decode(secret, "base64url"),
      alg: `HS${key.algorithm.hash?.name.slice("SHA-".length)}`,
      key_ops: [...key.usages],
      ext: true,
    };
  }
  /**
   * @param {unknown} algorithm
   * @param {unknown} key
   * @param {unknown} data
   */
  async sign(algorithm, key, data) {
    if (nameOf(algorithm) !== "HMAC") throw unsupported(algorithm);
    return mac(checkKey(key, "sign", algorithm), data).buffer;
  }
  /**
   * @param {unknown} algorithm
   * @param {unknown} key
   * @param {unknown} signature
   * @param {unknown} data
   */
  async verify(algorithm, key, signature, data) {
    if (nameOf(algorithm) !== "HMAC") throw unsupported(algorithm);
    const wanted = mac(checkKey(key, "verify", algorithm), data);
    const given = toBytes(signature);
    return given.length === wanted.length &&
      given.every((byte, i) => byte === wanted[i]);
  }
  /**
   * @param {{ name?: unknown, salt?: unknown, iterations?: unknown, hash?: unknown }} algorithm
   * @param {unknown} key
   * @param {unknown} bits
   */
  async deriveBits(algorithm, key, bits) {
    return derive(algorithm, key, Number(bits), "deriveBits").buffer;
  }
  /**
   * @param {{ name?: unknown, salt?: unknown, iterations?: unknown, hash?: unknown }} algorithm
   * @param {unknown} key
   * @param {{ name?: unknown, hash?: unknown, length?: number }} wanted
   * @param {unknown} extractable
   * @param {Iterable<string>} usages
   */
  async deriveKey(algorithm, key, wanted, extractable, usages) {
    if (nameOf(wanted) !== "HMAC") throw unsupported(wanted);
    const bytes = newHasher(hashOf(wanted.hash).own)?.blockBytes ?? 64;
    const bits = wanted.length ?? 8 * bytes;
    const secret = derive(algorithm, key, bits, "deriveKey");
    return await this.importKey("raw", secret, wanted, extractable, usages);
  }
  /** @param {unknown[]} args */
  encrypt(...args) {
    return refuse("encrypt", args);
  }
  /** @param {unknown[]} args */
  decrypt(...args) {
    return refuse("decrypt", args);
  }
  /** @param {unknown[]} args */
  wrapKey(...args) {
    return refuse("wrap a key", args);
  }
  /** @param {unknown[]} args */
  unwrapKey(...args) {
    return refuse("unwrap a key", args);
  }
}
Object.defineProperty(SubtleCrypto.prototype, Symbol.toStringTag, {
  value: "SubtleCrypto",
  configurable: true,
});

/**
 * Makes `crypto.subtle`.
 *
 * @param {SubtleHost} given
 */
export function makeSubtle(given) {
  host = given;
  return {
    subtle: new SubtleCrypto(),
    classes: { CryptoKey, SubtleCrypto },
  };
}
