// What becomes of an error when the engine has just made its stack.

/** @param {object} _error */
export function errorMade(_error) {}

/** @param {object} _error */
export function overflowed(_error) {}
