// What streams that are read have of arrays: `map`, `filter`, `toArray` and others.

/**
 * Gives the class its helpers.
 *
 * @param Readable
 */
export function defineHelpers(Readable) {
  const lazily = (make) =>
    function (...args) {
      return Readable.from(make(this, ...args), { objectMode: true });
    };
  const helpers = {
    map: lazily(async function* (stream, fn) {
      for await (const it of stream) yield await fn(it, {});
    }),
    filter: lazily(async function* (stream, fn) {
      for await (const it of stream) if (await fn(it, {})) yield it;
    }),
    flatMap: lazily(async function* (stream, fn) {
      for await (const it of stream) yield* await fn(it, {});
    }),
    take: lazily(async function* (stream, count) {
      let left = count;
      if (left <= 0) return;
      for await (const it of stream) {
        yield it;
        if (--left <= 0) return;
      }
    }),
    drop: lazily(async function* (stream, count) {
      let left = count;
      for await (const it of stream) if (left-- <= 0) yield it;
    }),
    asIndexedPairs: lazily(async function* (stream) {
      let i = 0;
      for await (const it of stream) yield [i++, it];
    }),
    async toArray() {
      const items = [];
      for await (const it of this) items.push(it);
      return items;
    },
    async forEach(fn) {
      for await (const it of this) await fn(it, {});
    },
    async some(fn) {
      for await (const it of this) if (await fn(it, {})) return true;
      return false;
    },
    async every(fn) {
      for await (const it of this) if (!await fn(it, {})) return false;
      return true;
    },
    async find(fn) {
      for await (const it of this) if (await fn(it, {})) return it;
      return undefined;
    },
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
  for (const [name, value] of Object.entries(helpers)) {
    Object.defineProperty(value, "name", { value: name });
    Object.defineProperty(Readable.prototype, name, {
      value,
      writable: true,
      configurable: true,
      enumerable: false,
    });
  }
}
