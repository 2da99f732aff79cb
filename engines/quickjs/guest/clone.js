// The web's `structuredClone`. Loaded when the guest first looks at it.

const { isArray } = Array;
const { construct } = Reflect;

/**
 * @param {unknown} value
 * @param {Map<unknown, unknown>} seen
 * @returns {unknown}
 */
function clone(value, seen) {
  if (typeof value === "function" || typeof value === "symbol") {
    throw new TypeError(`${typeof value} cannot be cloned`);
  }
  if (typeof value !== "object" || value === null) return value;
  if (seen.has(value)) return seen.get(value);
  const copy = emptyClone(value);
  seen.set(value, copy);
  // The casts are by what `emptyClone` makes of each.
  if (value instanceof Map) {
    const map = /** @type {Map<unknown, unknown>} */ (copy);
    value.forEach((one, key) => map.set(clone(key, seen), clone(one, seen)));
  } else if (value instanceof Set) {
    const set = /** @type {Set<unknown>} */ (copy);
    value.forEach((one) => set.add(clone(one, seen)));
  } else if (isArray(value) || isPlain(value) || value instanceof Error) {
    const from = /** @type {Record<string, unknown>} */ (value);
    const to = /** @type {Record<string, unknown>} */ (copy);
    for (const key of Object.keys(from)) to[key] = clone(from[key], seen);
  }
  return copy;
}

/** @param {object} value */
function isPlain(value) {
  return Object.prototype.toString.call(value) === "[object Object]";
}

/**
 * @param {object} value
 * @returns {object}
 */
function emptyClone(value) {
  if (isArray(value)) return new Array(value.length);
  if (value instanceof Map) return new Map();
  if (value instanceof Set) return new Set();
  if (value instanceof Date) return new Date(value.getTime());
  if (value instanceof RegExp) return new RegExp(value.source, value.flags);
  if (value instanceof ArrayBuffer) return value.slice(0);
  if (ArrayBuffer.isView(value)) {
    return construct(value.constructor, [value.buffer.slice(0)]);
  }
  if (value instanceof Error) {
    return construct(value.constructor, [value.message]);
  }
  return {};
}

/**
 * Copies a value.
 *
 * @param {unknown} value
 */
export function structuredClone(value) {
  return clone(value, new Map());
}
