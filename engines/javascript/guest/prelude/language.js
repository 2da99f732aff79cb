// Parts of the language that the engine does not have yet.

import {
  $Error,
  $String,
  $TypeError,
  apply,
  defineProperty,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  parse,
} from "../intrinsics.js";
import { host } from "./host.js";

const $SyntaxError = SyntaxError;
const { prototype: syntaxErrors } = $SyntaxError;

const { asyncIterator, iterator } = Symbol;
const { any: promiseAny } = Promise;
const NONE_FULFILLED = "All promises were rejected";

/**
 * @typedef {(
 *   resolve: (value: unknown) => void,
 *   reject: (reason: unknown) => void,
 * ) => void} Executor
 */

/**
 * @param {object} object
 * @param {PropertyKey} name
 * @param {unknown} value
 */
function defineHidden(object, name, value) {
  defineProperty(object, name, {
    __proto__: null,
    value,
    writable: true,
    configurable: true,
    enumerable: false,
  });
}

/**
 * What makes promises of a class whose reason gets the message of `Promise.any`.
 *
 * @param {PromiseConstructor} Class
 */
function announced(Class) {
  /** @param {Executor} executor */
  const Announced = function (executor) {
    return new Class((resolve, reject) =>
      executor(resolve, (reason) => {
        // A cast, as the engine made the error.
        const error = /** @type {object} */ (reason);
        defineHidden(error, "message", NONE_FULFILLED);
        reject(reason);
      })
    );
  };
  /** @param {unknown} value */
  Announced.resolve = (value) => Class.resolve(value);
  return Announced;
}

/** As methods, so that they are no constructors and have their names. */
const languageMethods = {
  /**
   * Gives an object the stack of where it is called.
   *
   * @param {unknown} target
   */
  captureStackTrace(target) {
    if (
      (typeof target !== "object" || target === null) &&
      typeof target !== "function"
    ) throw new $TypeError("Invalid argument");
    // An error has its own stack, of where it was made.
    if (getOwnPropertyDescriptor(target, "stack") !== undefined) return;
    defineHidden(target, "stack", new $Error().stack);
  },
  /**
   * @param {unknown} text
   * @param {(this: unknown, key: string, value: unknown) => unknown} [reviver]
   */
  parse(text, reviver) {
    if (typeof text === "symbol") {
      throw new $TypeError("Cannot convert a Symbol value to a string");
    }
    const source = typeof text === "object" && text !== null
      ? $String(text)
      : text;
    try {
      // A cast, as anything else becomes a text, or is refused.
      return parse(/** @type {string} */ (source), reviver);
    } catch (thrown) {
      const isSyntaxError = typeof thrown === "object" && thrown !== null &&
        getPrototypeOf(thrown) === syntaxErrors;
      // The reviver may have thrown it.
      const message = isSyntaxError
        ? host.load("json").explainJson($String(source))
        : undefined;
      throw message === undefined ? thrown : new $SyntaxError(message);
    }
  },
  /**
   * @this {unknown}
   * @param {AsyncIterable<unknown> | Iterable<unknown> | ArrayLike<unknown>} items
   * @param {(item: unknown, index: number) => unknown} [mapper]
   * @param {unknown} [self]
   */
  async fromAsync(items, mapper, self) {
    if (mapper !== undefined && typeof mapper !== "function") {
      throw new $TypeError("the mapper of Array.fromAsync is not a function");
    }
    // Casts, as anything may be given.
    const Class = /** @type {new () => unknown[]} */ (
      typeof this === "function" ? this : Array
    );
    const given = /** @type {Record<PropertyKey, unknown>} */ (
      /** @type {unknown} */ (items)
    );
    const list = new Class();
    let length = 0;
    /** @param {unknown} item */
    const add = async (item) => {
      const value = mapper === undefined
        ? item
        : await apply(mapper, self, [item, length]);
      defineProperty(list, length++, {
        __proto__: null,
        value,
        writable: true,
        configurable: true,
        enumerable: true,
      });
    };
    if ((given[asyncIterator] ?? given[iterator] ?? null) !== null) {
      for await (const item of /** @type {Iterable<unknown>} */ (items)) {
        await add(item);
      }
    } else {
      const source = /** @type {ArrayLike<unknown>} */ (items);
      const { length: count } = source;
      for (let i = 0; i < count; i++) await add(await source[i]);
    }
    list.length = length;
    return list;
  },
  /**
   * `Promise.any`, whose error has a message as in other engines.
   *
   * @this {PromiseConstructor}
   * @param {Iterable<unknown>} promises
   */
  any(promises) {
    return apply(promiseAny, announced(this), [promises]);
  },
};

/** Gives the guest's language these parts. */
export function defineLanguage() {
  defineHidden($Error, "captureStackTrace", languageMethods.captureStackTrace);
  defineProperty($Error, "stackTraceLimit", {
    __proto__: null,
    value: 10,
    writable: true,
    configurable: true,
    enumerable: true,
  });
  defineHidden(JSON, "parse", languageMethods.parse);
  defineHidden(Array, "fromAsync", languageMethods.fromAsync);
  defineHidden(Promise, "any", languageMethods.any);
  for (const name of ["dispose", "asyncDispose"]) {
    if (name in Symbol) continue;
    defineProperty(Symbol, name, {
      __proto__: null,
      value: Symbol("Symbol." + name),
    });
  }
}
