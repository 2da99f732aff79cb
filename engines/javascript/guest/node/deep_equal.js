// Deep equality, strict and loose, as `assert` and `util.isDeepStrictEqual` have it.

/** @param {unknown} value */
const tagOf = (value) => Object.prototype.toString.call(value);

/**
 * @param {unknown} a
 * @param {unknown} b
 * @param {boolean} isStrict
 */
function isSame(a, b, isStrict) {
  if (isStrict) return Object.is(a, b);
  // deno-lint-ignore eqeqeq -- loose equality is what is asked for
  return a == b || (a !== a && b !== b);
}

/**
 * What values may have that are compared.
 *
 * @typedef {object} Compared
 * @property {unknown} [message]
 * @property {unknown} [name]
 * @property {unknown} [cause]
 * @property {unknown} [errors]
 * @property {unknown} [lastIndex]
 * @property {number} [length]
 *
 * @typedef {Uint8Array | ArrayBuffer & { [index: number]: unknown, length?: undefined }} Bytes Of any view.
 *
 * @typedef {(readonly [object, object])[]} Pairs
 */

/**
 * Whether values are deeply equal.
 *
 * @param {unknown} a
 * @param {unknown} b
 * @param {boolean} isStrict
 * @param {Pairs} [seen] What is being compared: pairs that meet again are equal
 * @returns {boolean}
 */
export function deepEqual(a, b, isStrict, seen = []) {
  const isObject = typeof a === "object" && a !== null;
  if (a === b) return a !== 0 || !isStrict || Object.is(a, b);
  if (!isObject || typeof b !== "object" || b === null) {
    if (isObject || (typeof b === "object" && b !== null)) {
      return !isStrict && typeof a !== "object" && typeof b !== "object" &&
        isSame(a, b, false);
    }
    return isSame(a, b, isStrict);
  }
  if (isStrict && Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) {
    return false;
  }
  if (tagOf(a) !== tagOf(b)) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  for (const [one, other] of seen) {
    if (one === a || other === b) return one === a && other === b;
  }
  seen.push([a, b]);
  const isEqual = hasSameContent(a, b, isStrict, seen) &&
    hasSameProperties(
      // Casts, as every object can be looked into.
      /** @type {Record<PropertyKey, unknown>} */ (a),
      /** @type {Record<PropertyKey, unknown>} */ (b),
      isStrict,
      seen,
    );
  seen.pop();
  return isEqual;
}

/**
 * @param {Compared} a
 * @param {Compared} b
 * @param {boolean} isStrict
 * @param {Pairs} seen
 * @returns {boolean}
 */
function hasSameContent(a, b, isStrict, seen) {
  if (a instanceof Date) return b instanceof Date && Object.is(+a, +b);
  if (a instanceof RegExp) {
    return b instanceof RegExp && String(a) === String(b) &&
      a.lastIndex === b.lastIndex;
  }
  if (a instanceof Error || b instanceof Error) {
    return a.message === b.message && a.name === b.name &&
      deepEqual(a.cause, b.cause, isStrict, seen) &&
      deepEqual(a.errors, b.errors, isStrict, seen);
  }
  if (ArrayBuffer.isView(a) || a instanceof ArrayBuffer) {
    // Casts, as what has other bytes is no such object.
    return hasSameBytes(
      /** @type {Bytes} */ (a),
      /** @type {Bytes} */ (b),
      isStrict,
    );
  }
  if (a instanceof Map) {
    return b instanceof Map && hasSameEntries(a, b, isStrict, seen);
  }
  if (a instanceof Set) {
    return b instanceof Set && hasSameItems(a, b, isStrict, seen);
  }
  if (/^\[object (?:Number|String|Boolean|BigInt|Symbol)\]$/.test(tagOf(a))) {
    return isBoxOf(a, b);
  }
  return !(a instanceof WeakMap || a instanceof WeakSet ||
    a instanceof Promise);
}

/**
 * @param {object} a
 * @param {object} b
 */
function isBoxOf(a, b) {
  try {
    return Object.is(a.valueOf(), b.valueOf());
  } catch {
    return false;
  }
}

/**
 * @param {Bytes} a
 * @param {Bytes} b
 * @param {boolean} isStrict
 */
function hasSameBytes(a, b, isStrict) {
  if (a.byteLength !== b.byteLength || a.length !== b.length) return false;
  if (/Float/.test(tagOf(a))) {
    for (let i = 0; i < a.length; i++) {
      if (!isSame(a[i], b[i], isStrict)) return false;
    }
    return true;
  }
  const [one, other] = [a, b].map((it) =>
    ArrayBuffer.isView(it)
      ? new Uint8Array(it.buffer, it.byteOffset, it.byteLength)
      : new Uint8Array(it)
  );
  for (let i = 0; i < one.length; i++) if (one[i] !== other[i]) return false;
  return true;
}

/**
 * @param {ReadonlyMap<unknown, unknown>} a
 * @param {ReadonlyMap<unknown, unknown>} b
 * @param {boolean} isStrict
 * @param {Pairs} seen
 */
function hasSameEntries(a, b, isStrict, seen) {
  if (a.size !== b.size) return false;
  const left = new Map(b);
  for (const [key, value] of a) {
    if (left.has(key) && deepEqual(value, left.get(key), isStrict, seen)) {
      left.delete(key);
      continue;
    }
    let found = false;
    for (const [other, otherValue] of left) {
      if (
        deepEqual(key, other, isStrict, seen) &&
        deepEqual(value, otherValue, isStrict, seen)
      ) {
        left.delete(other);
        found = true;
        break;
      }
    }
    if (!found) return false;
  }
  return true;
}

/**
 * @param {ReadonlySet<unknown>} a
 * @param {ReadonlySet<unknown>} b
 * @param {boolean} isStrict
 * @param {Pairs} seen
 */
function hasSameItems(a, b, isStrict, seen) {
  if (a.size !== b.size) return false;
  const left = new Set(b);
  for (const item of a) {
    if (left.delete(item)) continue;
    let found = false;
    for (const other of left) {
      if (!deepEqual(item, other, isStrict, seen)) continue;
      left.delete(other);
      found = true;
      break;
    }
    if (!found) return false;
  }
  return true;
}

/**
 * @param {object} value
 * @param {boolean} isStrict
 * @returns {PropertyKey[]}
 */
function keysOf(value, isStrict) {
  const keys = Object.keys(value);
  if (!isStrict) return keys;
  return [
    ...keys,
    ...Object.getOwnPropertySymbols(value).filter((it) =>
      Object.prototype.propertyIsEnumerable.call(value, it)
    ),
  ];
}

/**
 * @param {Compared & Record<PropertyKey, unknown>} a
 * @param {Compared & Record<PropertyKey, unknown>} b
 * @param {boolean} isStrict
 * @param {Pairs} seen
 */
function hasSameProperties(a, b, isStrict, seen) {
  if (ArrayBuffer.isView(a)) return true;
  if (Array.isArray(a) && a.length !== b.length) return false;
  const keys = keysOf(a, isStrict);
  if (keys.length !== keysOf(b, isStrict).length) return false;
  for (const key of keys) {
    if (!Object.hasOwn(b, key)) return false;
    if (!deepEqual(a[key], b[key], isStrict, seen)) return false;
  }
  return true;
}
