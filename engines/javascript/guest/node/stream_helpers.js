// What streams that are read have of arrays: `map`, `filter`, `toArray` and others.

/**
 * @import { Chunk, ReadableClass, ReadableObject } from "./node.d.ts"
 *
 * @typedef {(it: Chunk, options: object) => unknown} Visit
 */

/** Those that give a stream, as generators of what it gives. */
const LAZY_HELPERS = {
  /**
   * @param {ReadableObject} stream
   * @param {Visit} fn
   */
  async *map(stream, fn) {
    for await (const it of stream) yield await fn(it, {});
  },
  /**
   * @param {ReadableObject} stream
   * @param {Visit} fn
   */
  async *filter(stream, fn) {
    for await (const it of stream) if (await fn(it, {})) yield it;
  },
  /**
   * @param {ReadableObject} stream
   * @param {(it: Chunk, options: object) => Iterable<unknown>} fn
   */
  async *flatMap(stream, fn) {
    for await (const it of stream) yield* await fn(it, {});
  },
  /**
   * @param {ReadableObject} stream
   * @param {number} count
   */
  async *take(stream, count) {
    let left = count;
    if (left <= 0) return;
    for await (const it of stream) {
      yield it;
      if (--left <= 0) return;
    }
  },
  /**
   * @param {ReadableObject} stream
   * @param {number} count
   */
  async *drop(stream, count) {
    let left = count;
    for await (const it of stream) if (left-- <= 0) yield it;
  },
  /** @param {ReadableObject} stream */
  async *asIndexedPairs(stream) {
    let i = 0;
    for await (const it of stream) yield [i++, it];
  },
};

/**
 * Those that give a promise.
 *
 * @type {Record<string, (...args: never[]) => Promise<unknown>> & ThisType<ReadableObject>}
 */
const HELPERS = {
  async toArray() {
    const items = [];
    for await (const it of this) items.push(it);
    return items;
  },
  /** @param {Visit} fn */
  async forEach(fn) {
    for await (const it of this) await fn(it, {});
  },
  /** @param {Visit} fn */
  async some(fn) {
    for await (const it of this) if (await fn(it, {})) return true;
    return false;
  },
  /** @param {Visit} fn */
  async every(fn) {
    for await (const it of this) if (!await fn(it, {})) return false;
    return true;
  },
  /** @param {Visit} fn */
  async find(fn) {
    for await (const it of this) if (await fn(it, {})) return it;
    return undefined;
  },
  /**
   * @param {(total: unknown, it: Chunk, options: object) => unknown} fn
   * @param {readonly unknown[]} initial
   */
  async reduce(fn, ...initial) {
    let has = initial.length > 0;
    let [total] = initial;
    for await (const it of this) {
      total = has ? await fn(total, it, {}) : it;
      has = true;
    }
    if (!has) {
      throw new TypeError(
        "Reduce of an empty stream requires an initial value",
      );
    }
    return total;
  },
};

/**
 * Gives the class its helpers.
 *
 * @param {ReadableClass} Readable
 */
export function defineHelpers(Readable) {
  for (const [name, make] of Object.entries(LAZY_HELPERS)) {
    defineHelper(
      Readable,
      name,
      /** @this {ReadableObject} */ function (...args) {
        return Readable.from(Reflect.apply(make, undefined, [this, ...args]), {
          objectMode: true,
        });
      },
    );
  }
  for (const [name, help] of Object.entries(HELPERS)) {
    defineHelper(Readable, name, help);
  }
}

/**
 * @param {ReadableClass} Readable
 * @param {string} name
 * @param {(...args: never[]) => unknown} value
 */
function defineHelper(Readable, name, value) {
  Object.defineProperty(value, "name", { value: name });
  Object.defineProperty(Readable.prototype, name, {
    value,
    writable: true,
    configurable: true,
    enumerable: false,
  });
}
