// What a guest can do to its realm: every function of every built-in object
// fails, and everything that others might inherit has a setter that fails.
(function () {
  "use strict";
  const {
    defineProperty,
    getOwnPropertyDescriptor,
    getPrototypeOf,
    setPrototypeOf,
  } = Object;
  const { ownKeys } = Reflect;
  const seen = new Set();
  const patched = function () {
    throw Error;
  };
  const pending = [globalThis, function* () {}, async function () {}];
  pending.push([].values(), new Map().entries(), new Set().values());
  pending.push(/a/g[Symbol.matchAll]("a"), ""[Symbol.iterator]());
  const found = [];
  const visit = (value) => {
    const isObject = typeof value === "object" && value !== null;
    if ((isObject || typeof value === "function") && !seen.has(value)) {
      seen.add(value);
      pending.push(value);
    }
  };
  while (pending.length > 0) {
    const object = pending.pop();
    visit(getPrototypeOf(object));
    for (const key of ownKeys(object)) {
      const property = getOwnPropertyDescriptor(object, key);
      visit(property.value);
      visit(property.get);
      setPrototypeOf(property, null);
      // Whose constructor has what name is the guest's to say.
      if (property.configurable && key !== "constructor") {
        found.push({ object, key, property });
      }
    }
  }
  const names = ["a", "value", "done", "get", "set", "text", "item", "items"];
  for (const root of [Object.prototype, Array.prototype]) {
    for (const name of [...names, "source", "tag", "count", "index"]) {
      found.push({
        object: root,
        key: name,
        property: { __proto__: null, get: patched },
      });
    }
    for (let index = 0; index < 40; index++) {
      found.push({
        object: root,
        key: index,
        property: { __proto__: null, get: patched },
      });
    }
  }
  for (let index = 0; index < found.length; index++) {
    const { object, key, property } = found[index];
    const isData = typeof property.value === "function";
    if (!isData && property.get === undefined) continue;
    defineProperty(
      object,
      key,
      isData
        ? { __proto__: null, value: patched }
        : { __proto__: null, get: patched, set: patched },
    );
  }
});
