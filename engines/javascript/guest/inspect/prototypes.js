// What a value is, by its chain of prototypes. Getters are not called; the traps of a proxy are.

import {
  attempt,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  hasOwn,
  toStringTag,
} from "../intrinsics.js";
import { clean } from "./text.js";

/** How far along a chain of prototypes is looked: that of a proxy may be endless. */
const MAX_PROTOTYPES = 32;

/**
 * @param {object} value
 * @returns {string | null}
 */
export function constructorName(value) {
  const name = someInChain(getPrototypeOf(value), (object) => {
    const constructor = dataOf(object, "constructor");
    const own = typeof constructor === "function"
      ? dataOf(constructor, "name")
      : undefined;
    return typeof own === "string" && own !== "" ? own : undefined;
  });
  return name === undefined ? null : clean(name);
}

/** @param {object} value */
export function tagOf(value) {
  const own = getOwnPropertyDescriptor(value, toStringTag);
  // It is shown as a property then.
  if (own?.enumerable) return undefined;
  // Getters are common here. A cast, as an object may have any properties.
  return attempt(
    (it) => it[toStringTag],
    /** @type {Record<symbol, unknown>} */ (value),
  );
}

/**
 * @template Found
 * @param {object} value
 * @param {(object: object) => Found | undefined} read
 * @returns {Found | undefined}
 */
export function someInChain(value, read) {
  let object = value;
  for (let step = 0; object !== null && step < MAX_PROTOTYPES; step++) {
    const found = read(object);
    if (found !== undefined) return found;
    object = getPrototypeOf(object);
  }
  return undefined;
}

/**
 * An own property's value, without calling its getter.
 *
 * @param {object} object
 * @param {PropertyKey} name
 * @returns {unknown}
 */
export function dataOf(object, name) {
  const property = getOwnPropertyDescriptor(object, name);
  return property !== undefined && hasOwn(property, "value")
    ? property.value
    : undefined;
}
