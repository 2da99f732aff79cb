// Stacks of what is to be disposed of, and the error of two failures. Loaded when the guest first looks at one of them.

const { asyncDispose, dispose } = Symbol;

/** @typedef {(() => unknown)[]} Disposers */

/** Both an error and what failed when it was handled. */
class SuppressedError extends Error {
  /**
   * @param {unknown} error
   * @param {unknown} suppressed
   * @param {unknown} [message]
   */
  constructor(error, suppressed, message) {
    super(message === undefined ? undefined : `${message}`);
    hide(this, "error", error);
    hide(this, "suppressed", suppressed);
  }
}
hide(SuppressedError.prototype, "name", "SuppressedError");
hide(SuppressedError.prototype, "message", "");

/**
 * @param {object} object
 * @param {PropertyKey} name
 * @param {unknown} value
 */
function hide(object, name, value) {
  Object.defineProperty(object, name, {
    __proto__: null,
    value,
    writable: true,
    configurable: true,
    enumerable: false,
  });
}

/**
 * @param {{ thrown: unknown } | undefined} earlier
 * @param {unknown} thrown
 */
function suppress(earlier, thrown) {
  return {
    thrown: earlier === undefined
      ? thrown
      : new SuppressedError(thrown, earlier.thrown),
  };
}

/**
 * The method that disposes of a resource.
 *
 * @param {unknown} resource
 * @param {readonly symbol[]} names
 * @returns {() => unknown}
 */
function disposerOf(resource, names) {
  // A cast, as anything may have such methods.
  const given = /** @type {Record<symbol, unknown>} */ (resource);
  for (const name of names) {
    const method = Object(resource) === resource ? given[name] : undefined;
    if (typeof method === "function") {
      return () => Reflect.apply(method, resource, []);
    }
  }
  throw new TypeError(
    `Cannot use the resource as it must have a method [${
      names.map((name) => name.description).join("] or [")
    }]`,
  );
}

/** @param {unknown} callback */
function checkCallback(callback) {
  if (typeof callback === "function") return;
  throw new TypeError("The callback is not a function");
}

/** What both kinds of stack do. */
class Stack {
  /** @type {Disposers} */
  #disposers = [];
  #disposed = false;
  get disposed() {
    return this.#disposed;
  }
  /** @param {() => unknown} disposer */
  add(disposer) {
    this.check();
    this.#disposers.push(disposer);
  }
  check() {
    if (this.#disposed) {
      throw new ReferenceError("Cannot use a stack that was disposed of");
    }
  }
  /** Gives what is to be done, the last first, once. */
  take() {
    this.#disposed = true;
    return this.#disposers.splice(0).reverse();
  }
  /** @param {Stack} other */
  moveTo(other) {
    this.check();
    other.#disposers = this.#disposers.splice(0);
    this.#disposed = true;
  }
}

/**
 * Makes the class of a kind of stack, without what disposes of it.
 *
 * @param {string} name
 * @param {readonly symbol[]} symbols The names of methods that dispose of a resource
 */
function makeStackClass(name, symbols) {
  /** @type {(made: Made) => Disposers} */
  let take = () => [];
  class Made {
    #stack = new Stack();
    static {
      take = (made) => made.#stack.take();
    }
    get disposed() {
      return this.#stack.disposed;
    }
    /**
     * @template Resource
     * @param {Resource} resource
     */
    use(resource) {
      this.#stack.check();
      if (resource !== null && resource !== undefined) {
        this.#stack.add(disposerOf(resource, symbols));
      }
      return resource;
    }
    /**
     * @template Value
     * @param {Value} value
     * @param {(value: Value) => unknown} callback
     */
    adopt(value, callback) {
      checkCallback(callback);
      this.#stack.add(() => callback(value));
      return value;
    }
    /** @param {() => unknown} callback */
    defer(callback) {
      checkCallback(callback);
      this.#stack.add(() => callback());
    }
    move() {
      const moved = new Made();
      this.#stack.moveTo(moved.#stack);
      return moved;
    }
  }
  Object.defineProperty(Made, "name", { value: name });
  Object.defineProperty(Made.prototype, Symbol.toStringTag, {
    value: name,
    configurable: true,
  });
  return { Made, take };
}

const { Made: DisposableStack, take } = makeStackClass(
  "DisposableStack",
  [dispose],
);
const { Made: AsyncDisposableStack, take: takeAsync } = makeStackClass(
  "AsyncDisposableStack",
  [asyncDispose, dispose],
);

const disposeMethods = {
  /** @this {InstanceType<typeof DisposableStack>} */
  dispose() {
    /** @type {{ thrown: unknown } | undefined} */
    let failed;
    for (const one of take(this)) {
      try {
        one();
      } catch (thrown) {
        failed = suppress(failed, thrown);
      }
    }
    if (failed !== undefined) throw failed.thrown;
  },
  /** @this {InstanceType<typeof AsyncDisposableStack>} */
  async disposeAsync() {
    /** @type {{ thrown: unknown } | undefined} */
    let failed;
    for (const one of takeAsync(this)) {
      try {
        await one();
      } catch (thrown) {
        failed = suppress(failed, thrown);
      }
    }
    if (failed !== undefined) throw failed.thrown;
  },
};
for (const name of /** @type {const} */ (["dispose", dispose])) {
  hide(DisposableStack.prototype, name, disposeMethods.dispose);
}
for (const name of /** @type {const} */ (["disposeAsync", asyncDispose])) {
  hide(AsyncDisposableStack.prototype, name, disposeMethods.disposeAsync);
}

/** Makes them. */
export function makeDisposal() {
  return { AsyncDisposableStack, DisposableStack, SuppressedError };
}
