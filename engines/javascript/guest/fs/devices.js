// Where a descriptor or a device stands in place of a path: that part of `fs` is loaded when it is first needed.

/**
 * @typedef {object} Descriptors
 * @property {(target: string | number, options: unknown) => unknown} readFile
 * @property {(target: string | number, data: unknown, options: unknown) => void} writeFile
 */

const DEVICE = /^\/dev\/(?:stdin|stdout|stderr|null)$/;

/** @type {() => Descriptors} */
let loadDescriptors;

/**
 * Says how it is loaded.
 *
 * @param {() => Descriptors} given
 */
export function loadDescriptorsBy(given) {
  loadDescriptors = given;
}

/** What there is beside paths. */
export function descriptors() {
  return loadDescriptors();
}

/**
 * Whether something is a descriptor or a device.
 *
 * @param {unknown} target
 * @returns {target is string | number}
 */
export function isDevice(target) {
  return typeof target === "number" ||
    (typeof target === "string" && DEVICE.test(target));
}
