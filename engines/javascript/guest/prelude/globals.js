// How the prelude gives the guest a global.

import { defineProperty } from "../intrinsics.js";

/**
 * Defines a global, which names a function that has no name.
 *
 * @param {PropertyKey} name
 * @param {unknown} value
 */
export function define(name, value) {
  if (typeof value === "function" && value.name === "") {
    defineProperty(value, "name", { value: name, configurable: true });
  }
  put(name, value);
}

/**
 * @param {PropertyKey} name
 * @param {unknown} value
 */
function put(name, value) {
  defineProperty(globalThis, name, {
    value,
    writable: true,
    configurable: true,
    enumerable: false,
  });
}

/**
 * Defines a global that is made when it is first looked at.
 *
 * @param {PropertyKey} name
 * @param {() => unknown} make
 */
export function defineLate(name, make) {
  defineProperty(globalThis, name, {
    get() {
      const value = make();
      put(name, value);
      return value;
    },
    set: (value) => put(name, value),
    configurable: true,
    enumerable: false,
  });
}
