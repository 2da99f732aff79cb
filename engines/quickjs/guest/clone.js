// The web's `structuredClone`. Loaded when the guest first looks at it.
(function () {
  "use strict";

  const { isArray } = Array;
  const { construct } = Reflect;

  function clone(value, seen) {
    if (typeof value === "function" || typeof value === "symbol") {
      throw new TypeError(`${typeof value} cannot be cloned`);
    }
    if (typeof value !== "object" || value === null) return value;
    if (seen.has(value)) return seen.get(value);
    const copy = emptyClone(value);
    seen.set(value, copy);
    if (value instanceof Map) {
      value.forEach((one, key) => copy.set(clone(key, seen), clone(one, seen)));
    } else if (value instanceof Set) {
      value.forEach((one) => copy.add(clone(one, seen)));
    } else if (isArray(value) || isPlain(value) || value instanceof Error) {
      for (const key of Object.keys(value)) copy[key] = clone(value[key], seen);
    }
    return copy;
  }

  function isPlain(value) {
    return Object.prototype.toString.call(value) === "[object Object]";
  }

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
    if (value instanceof Error) return new value.constructor(value.message);
    return {};
  }

  return (value) => clone(value, new Map());
});
