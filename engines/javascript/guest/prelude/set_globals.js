// How the host sets globals of the guest.

import {
  $ReferenceError,
  $TypeError,
  defineProperty,
  getOwnPropertyDescriptor,
  is,
  keys,
} from "../intrinsics.js";
import { decode } from "../values/decode.js";
import { isInstance } from "./failures.js";

const $global = globalThis;
const { eval: $eval } = $global;

/**
 * Sets globals of the host's, encoded as one map; what an earlier run has made of these names gives way.
 *
 * @param {string} encoded
 */
export function setGlobals(encoded) {
  // A cast, as the host sends a map.
  const given = /** @type {Record<string, unknown>} */ (decode(encoded));
  const names = keys(given);
  for (let i = 0; i < names.length; i++) {
    const name = names[i];
    try {
      setGlobal(name, given[name]);
    } catch (thrown) {
      if (!isRefused(thrown)) throw thrown;
      throw new $TypeError(
        "Cannot set global " + name + " as the guest has made it read-only",
      );
    }
  }
}

/**
 * @param {string} name
 * @param {unknown} value
 */
function setGlobal(name, value) {
  const own = getOwnPropertyDescriptor($global, name);
  // What was declared with `var` stays what it is, and takes a value.
  const isFixed = own !== undefined && !own.configurable;
  /** @type {PropertyDescriptor & WithoutPrototype} */
  const property = isFixed ? { __proto__: null, value } : {
    __proto__: null,
    value,
    writable: true,
    configurable: true,
    enumerable: true,
  };
  defineProperty($global, name, property);
  // What was declared with `let` hides it. The name is an identifier: the host has checked that.
  if (isShadowed(name, value)) {
    $eval("(value) => { " + name + " = value; }")(value);
  }
}

/**
 * Whether something is a constant, or was never initialized; anything else is a lack of memory.
 *
 * @param {unknown} thrown
 */
function isRefused(thrown) {
  return isInstance(thrown, $TypeError) ||
    isInstance(thrown, $ReferenceError);
}

/**
 * @param {string} name
 * @param {unknown} value
 */
function isShadowed(name, value) {
  try {
    return !is($eval(name), value);
  } catch (thrown) {
    // A declaration whose initializer failed can neither be read nor set.
    if (isInstance(thrown, $ReferenceError)) return true;
    throw thrown;
  }
}
