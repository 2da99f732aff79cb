// Atomics: a guest has one thread, so every operation is atomic. Loaded when the guest first looks at it.

const INTEGERS = new Set([
  "Int8Array",
  "Uint8Array",
  "Int16Array",
  "Uint16Array",
  "Int32Array",
  "Uint32Array",
  "BigInt64Array",
  "BigUint64Array",
]);

/** @typedef {{ [index: number]: number | bigint, length: number }} Integers */

/**
 * @param {unknown} array
 * @param {unknown} index
 */
function place(array, index) {
  const isView = ArrayBuffer.isView(array) && !(array instanceof DataView);
  // A cast, as every typed array has this tag.
  const tag = isView
    ? /** @type {{ [Symbol.toStringTag]: string }} */ (
      /** @type {unknown} */ (array)
    )[Symbol.toStringTag]
    : "";
  if (!INTEGERS.has(tag)) {
    throw new TypeError("Atomics take an integer typed array");
  }
  // A cast, as checked.
  const integers = /** @type {Integers} */ (/** @type {unknown} */ (array));
  const at = Math.trunc(Number(index)) || 0;
  if (at < 0 || at >= integers.length) {
    throw new RangeError(`Invalid atomic access index: ${at}`);
  }
  return { integers, at, isBig: tag.startsWith("Big") };
}

/**
 * @param {unknown} value
 * @param {boolean} isBig
 */
function toInteger(value, isBig) {
  // A cast, as `BigInt` throws for what it does not take.
  return isBig
    ? BigInt(/** @type {bigint} */ (value))
    : Math.trunc(Number(value)) || 0;
}

/**
 * An operation that returns the old value.
 *
 * @param {(old: bigint, value: bigint) => bigint} change
 */
function operation(change) {
  /**
   * @param {unknown} array
   * @param {unknown} index
   * @param {unknown} value
   */
  return (array, index, value) => {
    const { integers, at, isBig } = place(array, index);
    const old = integers[at];
    const changed = change(BigInt(old), BigInt(toInteger(value, isBig)));
    const wide = new BigInt64Array([changed]);
    integers[at] = isBig ? changed : Number(BigInt.asIntN(32, wide[0]));
    return old;
  };
}

const operations = {
  add: operation((old, value) => old + value),
  and: operation((old, value) => old & value),
  exchange: operation((_, value) => value),
  or: operation((old, value) => old | value),
  sub: operation((old, value) => old - value),
  xor: operation((old, value) => old ^ value),
};

/** @type {() => number} */
let clock;

/** The functions of `Atomics`. */
const methods = {
  ...operations,
  /**
   * @param {unknown} array
   * @param {unknown} index
   * @param {unknown} expected
   * @param {unknown} replacement
   */
  compareExchange(array, index, expected, replacement) {
    const { integers, at, isBig } = place(array, index);
    const old = integers[at];
    const [wanted] = asItem(integers, toInteger(expected, isBig));
    if (old === wanted) integers[at] = toInteger(replacement, isBig);
    return old;
  },
  /** @param {unknown} size */
  isLockFree(size) {
    return [1, 2, 4, 8].includes(Number(size));
  },
  /**
   * @param {unknown} array
   * @param {unknown} index
   */
  load(array, index) {
    const { integers, at } = place(array, index);
    return integers[at];
  },
  /**
   * @param {unknown} array
   * @param {unknown} index
   */
  notify(array, index) {
    place(array, index);
    return 0;
  },
  pause() {},
  /**
   * @param {unknown} array
   * @param {unknown} index
   * @param {unknown} value
   */
  store(array, index, value) {
    const { integers, at, isBig } = place(array, index);
    const integer = toInteger(value, isBig);
    integers[at] = integer;
    return integer;
  },
  /**
   * @param {unknown} array
   * @param {unknown} index
   * @param {unknown} value
   * @param {unknown} [timeout]
   */
  wait(array, index, value, timeout = Infinity) {
    const { integers, at, isBig } = place(array, index);
    if (integers[at] !== toInteger(value, isBig)) return "not-equal";
    const ms = Number(timeout);
    if (!(ms < Infinity)) {
      throw new Error(
        "Cannot wait without a timeout as this sandbox has one thread, and nothing could notify it",
      );
    }
    for (const until = clock() + ms; clock() < until;);
    return "timed-out";
  },
};
/**
 * Makes `Atomics`.
 *
 * @param {() => number} now A clock, in milliseconds
 */
export function makeAtomics(now) {
  clock = now;
  const Atomics = {};
  for (const [name, value] of Object.entries(methods)) {
    Object.defineProperty(value, "name", { value: name, configurable: true });
    Object.defineProperty(Atomics, name, {
      value,
      writable: true,
      configurable: true,
    });
  }
  return Object.defineProperty(Atomics, Symbol.toStringTag, {
    value: "Atomics",
    configurable: true,
  });
}

/**
 * A value as an array of the same kind has it.
 *
 * @param {Integers} integers
 * @param {number | bigint} value
 */
function asItem(integers, value) {
  // A cast, as it is the constructor of a typed array.
  const constructor =
    /** @type {new (items: (number | bigint)[]) => (number | bigint)[]} */ (
      Object.getPrototypeOf(integers).constructor
    );
  return new constructor([value]);
}
