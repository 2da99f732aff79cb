// The keys of `crypto.subtle`, and what its functions take.

/** @typedef {{ name: string, hash?: { name: string }, length?: number }} Algorithm */

/**
 * @param {unknown} data
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function toBytes(data) {
  if (data instanceof ArrayBuffer) return new Uint8Array(data.slice(0));
  if (ArrayBuffer.isView(data)) {
    return new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
      .slice();
  }
  throw new TypeError(
    "The data must be an ArrayBuffer or a view of one, such as what TextEncoder gives",
  );
}

/** @param {unknown} algorithm */
export function nameOf(algorithm) {
  const name = typeof algorithm === "object" && algorithm !== null
    // A cast, as an object may have any properties.
    ? /** @type {{ name?: unknown }} */ (algorithm).name
    : algorithm;
  return String(name).toUpperCase();
}

/** @type {(key: CryptoKey) => Uint8Array<ArrayBuffer>} */
export let secretOf;
/** @type {(key: Omit<CryptoKey, never>, secret: Uint8Array<ArrayBuffer>) => CryptoKey} */
export let keyOf;
const OWN = {};

export class CryptoKey {
  /** @type {Uint8Array<ArrayBuffer>} */
  #secret = new Uint8Array(0);
  /** @type {"secret"} */
  type = "secret";
  extractable = false;
  /** @type {Algorithm} */
  algorithm = { name: "" };
  /** @type {string[]} */
  usages = [];
  /** @param {unknown} own */
  constructor(own) {
    if (own !== OWN) throw new TypeError("Illegal constructor");
  }
  static {
    secretOf = (key) => key.#secret;
    keyOf = (fields, secret) => {
      const key = Object.assign(new CryptoKey(OWN), fields);
      key.#secret = secret;
      return key;
    };
  }
}
