// Our functions show no source, as those of the language do not.

import {
  attempt,
  defineProperty,
  fileOf,
  functionToString,
  getOwnPropertyDescriptor,
  indexOf,
} from "../intrinsics.js";

const { prototype } = Function;

/** Makes `Function.prototype.toString` say of our functions what it says of built-in ones. */
export function hideSources() {
  const { toString } = {
    /** @this {unknown} */
    toString() {
      const file = typeof this === "function"
        ? attempt(fileOf, this)
        : undefined;
      // A cast, as it throws what the language throws for what is no function.
      const text = functionToString(/** @type {() => void} */ (this));
      if (typeof file !== "string" || indexOf(file, "<sandglass:") !== 0) {
        return text;
      }
      // A cast, as it is a function.
      const own = getOwnPropertyDescriptor(
        /** @type {object} */ (this),
        "name",
      )?.value;
      return "function " + (typeof own === "string" ? own : "") +
        "() {\n    [native code]\n}";
    },
  };
  defineProperty(prototype, "toString", {
    value: toString,
    writable: true,
    configurable: true,
    enumerable: false,
  });
}
