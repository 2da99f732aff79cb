// The web's `structuredClone`. Loaded when the guest first looks at it.

const { isArray } = Array;
const { construct } = Reflect;
const { defineProperty, getOwnPropertyDescriptor, keys } = Object;
const objectToString = Object.prototype.toString;
const ERRORS = new Map(
  [
    EvalError,
    RangeError,
    ReferenceError,
    SyntaxError,
    TypeError,
    URIError,
  ].map((one) => [one.name, one]),
);
const BOXES = [Number, String, Boolean, BigInt];

/**
 * @typedef {object} Cloning
 * @property {Map<unknown, unknown>} seen
 * @property {(message: string) => unknown} failure
 */

/**
 * Makes `structuredClone`.
 *
 * @param {(message: string) => unknown} failure Makes a DataCloneError
 */
export function makeClone(failure) {
  /**
   * @param {unknown} value
   * @param {{ transfer?: unknown[] }} [options]
   */
  function structuredClone(value, options = {}) {
    if (arguments.length === 0) {
      throw new TypeError('The "value" argument must be specified');
    }
    const transferred = [...options?.transfer ?? []];
    /** @type {Map<unknown, unknown>} */
    const seen = new Map();
    for (const buffer of transferred) {
      if (!(buffer instanceof ArrayBuffer) || seen.has(buffer)) {
        throw failure(
          "Value not transferable: only an ArrayBuffer is, and once",
        );
      }
      if (isDetached(buffer)) {
        throw failure("An ArrayBuffer is detached and could not be cloned.");
      }
      seen.set(buffer, buffer.slice(0));
    }
    const copy = clone(value, { seen, failure });
    // Only now, as what cannot be cloned leaves everything as it was.
    for (const buffer of transferred) detach(buffer);
    return copy;
  }
  return structuredClone;
}

/**
 * Takes the bytes of a buffer away.
 *
 * @param {unknown} buffer
 */
function detach(buffer) {
  // A cast, as the language has this method since 2024.
  const { transfer } = /** @type {{ transfer?: () => ArrayBuffer }} */ (buffer);
  if (transfer === undefined) {
    throw new Error(
      "Cannot transfer as this engine cannot detach buffers: clone without transfer",
    );
  }
  transfer.call(/** @type {ArrayBuffer} */ (buffer));
}

/** @param {ArrayBuffer} buffer */
function isDetached(buffer) {
  return /** @type {{ detached?: boolean }} */ (
    /** @type {unknown} */ (buffer)
  ).detached === true;
}

/**
 * @param {unknown} value
 * @param {Cloning} state
 * @returns {unknown}
 */
function clone(value, state) {
  if (typeof value === "symbol" || typeof value === "function") {
    throw state.failure(`${String(value)} could not be cloned.`);
  }
  if (typeof value !== "object" || value === null) return value;
  const { seen } = state;
  if (seen.has(value)) return seen.get(value);
  const copy = emptyClone(value, state);
  seen.set(value, copy);
  // The casts are by what `emptyClone` makes of each.
  if (value instanceof Map) {
    const map = /** @type {Map<unknown, unknown>} */ (copy);
    for (const [key, one] of [...value]) {
      map.set(clone(key, state), clone(one, state));
    }
  } else if (value instanceof Set) {
    const set = /** @type {Set<unknown>} */ (copy);
    for (const one of [...value]) set.add(clone(one, state));
  } else if (value instanceof Error) {
    copyError(value, /** @type {Error} */ (copy), state);
  } else if (isArray(value) || isPlain(value)) {
    const from = /** @type {Record<string, unknown>} */ (value);
    for (const key of keys(from)) {
      defineProperty(copy, key, {
        value: clone(from[key], state),
        writable: true,
        enumerable: true,
        configurable: true,
      });
    }
  }
  return copy;
}

/** @param {object} value */
function isPlain(value) {
  const isSpecial = value instanceof Date || value instanceof RegExp ||
    value instanceof ArrayBuffer || ArrayBuffer.isView(value) ||
    BOXES.some((one) => value instanceof one);
  return !isSpecial;
}

/**
 * @param {Error} from
 * @param {Error} to
 * @param {Cloning} state
 */
function copyError(from, to, state) {
  for (const name of ["stack", "cause"]) {
    const own = getOwnPropertyDescriptor(from, name);
    if (own === undefined || !("value" in own)) continue;
    defineProperty(to, name, {
      value: name === "stack" ? String(own.value) : clone(own.value, state),
      writable: true,
      configurable: true,
    });
  }
}

/**
 * @param {object} value
 * @param {Cloning} state
 * @returns {object}
 */
function emptyClone(value, state) {
  if (isArray(value)) return new Array(value.length);
  if (value instanceof Map) return new Map();
  if (value instanceof Set) return new Set();
  if (value instanceof Date) return new Date(value.getTime());
  if (value instanceof RegExp) return new RegExp(value.source, value.flags);
  if (value instanceof ArrayBuffer) return value.slice(0);
  if (ArrayBuffer.isView(value)) return cloneView(value, state);
  if (value instanceof Error) {
    const Class = ERRORS.get(value.name) ?? Error;
    const own = getOwnPropertyDescriptor(value, "message");
    return own === undefined ? new Class() : new Class(String(own.value));
  }
  for (const Box of BOXES) {
    if (value instanceof Box) return Object(value.valueOf());
  }
  const uncloneable = [WeakMap, WeakSet, WeakRef, Promise].find((one) =>
    value instanceof one
  );
  const tag = objectToString.call(value).slice(8, -1);
  if (uncloneable !== undefined || /Generator|Iterator|^Intl\./.test(tag)) {
    throw state.failure(`#<${uncloneable?.name ?? tag}> could not be cloned.`);
  }
  return {};
}

/**
 * @param {ArrayBufferView} view
 * @param {Cloning} state
 * @returns {object}
 */
function cloneView(view, state) {
  const tag = objectToString.call(view).slice(8, -1);
  // A cast, as typed arrays and DataView are globals by these names.
  const Class =
    /** @type {Record<string, new (...args: unknown[]) => object>} */ (
      /** @type {unknown} */ (globalThis)
    )[tag];
  const buffer = clone(view.buffer, state);
  const length = view instanceof DataView
    ? view.byteLength
    // A cast, as it is a typed array.
    : /** @type {{ length: number }} */ (/** @type {unknown} */ (view)).length;
  return construct(Class, [buffer, view.byteOffset, length]);
}
