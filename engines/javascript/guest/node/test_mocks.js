// Functions of `node:test` that record how they are called.

/**
 * A function that records how it is called.
 *
 * @param {(...args: unknown[]) => unknown} [original]
 * @param {(...args: unknown[]) => unknown} [implementation]
 */
function mockFunction(original = () => {}, implementation = original) {
  /** @type {{ arguments: unknown[], this: unknown, result: unknown, error: unknown }[]} */
  const calls = [];
  let act = implementation;
  /**
   * @this {unknown}
   * @param {unknown[]} args
   */
  const mocked = function (...args) {
    const one = {
      arguments: args,
      this: this,
      result: /** @type {unknown} */ (undefined),
      error: /** @type {unknown} */ (undefined),
    };
    calls.push(one);
    try {
      return one.result = Reflect.apply(act, this, args);
    } catch (error) {
      one.error = error;
      throw error;
    }
  };
  mocked.mock = {
    calls,
    callCount: () => calls.length,
    resetCalls: () => calls.splice(0),
    /** @param {(...args: unknown[]) => unknown} fn */
    mockImplementation: (fn) => act = fn,
    restore: () => act = original,
  };
  return mocked;
}

/** @type {(() => void)[]} */
const restores = [];
export const mock = {
  fn: mockFunction,
  /**
   * @param {Record<PropertyKey, (...args: unknown[]) => unknown>} object
   * @param {PropertyKey} name
   * @param {(...args: unknown[]) => unknown} [implementation]
   */
  method(object, name, implementation) {
    const original = object[name];
    object[name] = mockFunction(original, implementation ?? original);
    restores.push(() => object[name] = original);
    return object[name];
  },
  restoreAll: () => restores.splice(0).forEach((restore) => restore()),
  reset: () => mock.restoreAll(),
};
