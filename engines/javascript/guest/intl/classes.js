// How the classes look like those that are built in.

/**
 * The text of parts.
 *
 * @param {readonly { value: string }[]} parts
 */
export function textOf(parts) {
  let text = "";
  for (const { value } of parts) text += value;
  return text;
}

/**
 * A constructor that may be called without `new`.
 *
 * @template {new (...args: unknown[]) => object} Class
 * @param {string} name
 * @param {Class} constructor
 * @returns {Class & (() => InstanceType<Class>)}
 */
export function callable(name, constructor) {
  /**
   * @param {unknown} locales
   * @param {unknown} options
   */
  function create(locales, options) {
    return Reflect.construct(
      constructor,
      [locales, options],
      new.target ?? create,
    );
  }
  const { prototype } = constructor;
  Object.defineProperties(create, {
    name: { value: name },
    length: { value: 0 },
    prototype: { value: prototype, writable: false },
  });
  Object.defineProperty(prototype, "constructor", { value: create });
  for (const key of Object.getOwnPropertyNames(constructor)) {
    if (key === "name" || key === "length" || key === "prototype") continue;
    Object.defineProperty(create, key, {
      .../** @type {PropertyDescriptor} */ (
        Object.getOwnPropertyDescriptor(constructor, key)
      ),
    });
  }
  // A cast, as it has what the class has.
  return /** @type {Class & (() => InstanceType<Class>)} */ (
    /** @type {unknown} */ (create)
  );
}

/**
 * Names the objects of a class.
 *
 * @param {{ prototype: object }} constructor
 * @param {string} tag
 */
export function defineTag(constructor, tag) {
  Object.defineProperty(constructor.prototype, Symbol.toStringTag, {
    value: tag,
    configurable: true,
  });
  Object.defineProperty(constructor, "length", {
    value: 0,
    configurable: true,
  });
}
