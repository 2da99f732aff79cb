// Globals that stand for what a program imports.

/**
 * Binds globals to what a module exports, now and later.
 *
 * @param {unknown} namespace
 * @param {Record<string, string>} names
 * @param {string} specifier
 */
export function bindImports(namespace, names, specifier) {
  // A cast, as it is a namespace or an object like one.
  const exports = /** @type {Record<string, unknown>} */ (namespace);
  for (const [local, name] of Object.entries(names)) {
    if (name !== "*" && !(name in exports)) {
      throw new SyntaxError(
        `The requested module '${specifier}' does not provide an export named '${name}'`,
      );
    }
    const own = Object.getOwnPropertyDescriptor(globalThis, local);
    const read = () => name === "*" ? exports : exports[name];
    if (own !== undefined && !own.configurable) {
      // What was declared with `var` stays what it is, and takes a value.
      Reflect.set(globalThis, local, read());
      continue;
    }
    Object.defineProperty(globalThis, local, {
      get: read,
      // Declared again by a later run.
      set: (value) =>
        Object.defineProperty(globalThis, local, {
          value,
          writable: true,
          configurable: true,
          enumerable: true,
        }),
      configurable: true,
      enumerable: true,
    });
  }
}
