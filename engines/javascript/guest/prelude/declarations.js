// What scripts declared with `let`, `const` and `class`, which a later run may declare again.

import { deleteProperty, getOwnPropertyDescriptor } from "../intrinsics.js";

const { eval: $evaluate } = globalThis;

/**
 * Takes back a declaration, so that it can be made again. Returns a function that gives the variable its value back after
 * it was declared again, or nothing if it cannot be taken back.
 *
 * @param {object} declarations The engine's object of all declarations
 * @param {string} name
 */
export function takeBack(declarations, name) {
  /** @type {PropertyDescriptor | undefined} */
  let property;
  try {
    property = getOwnPropertyDescriptor(declarations, name);
    if (property === undefined) return undefined;
  } catch {
    // Its initializer failed, so it has no value.
  }
  if (!deleteProperty(declarations, name)) return undefined;
  const value = property?.value;
  // The name is an identifier: the engine has it from a declaration.
  return () => $evaluate("(value) => { " + name + " = value; }")(value);
}
