// How the prelude gives the guest a global.

import { defineProperty } from "../intrinsics.js";

/**
 * Defines a global.
 *
 * @param {PropertyKey} name
 * @param {unknown} value
 */
export function define(name, value) {
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
      define(name, value);
      return value;
    },
    set: (value) => define(name, value),
    configurable: true,
    enumerable: false,
  });
}
