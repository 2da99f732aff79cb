// Functions of the language, captured before any guest code, which may replace any global and any method. Nothing here
// is reachable for guests.

export const {
  assign,
  defineProperty,
  freeze,
  getOwnPropertyDescriptor,
  getOwnPropertyNames,
  getOwnPropertySymbols,
  getPrototypeOf,
  hasOwn,
  is,
  keys,
  setPrototypeOf,
} = Object;
export const { apply, deleteProperty } = Reflect;
export const { isArray } = Array;
export const { parse, stringify } = JSON;
export const { floor, max, min, round, sqrt, trunc } = Math;

/**
 * The globals of the language, for scripts that are evaluated after guest code (`link_guest.ts`).
 *
 * @type {Record<string, unknown> & WithoutPrototype}
 */
export const languageGlobals = { __proto__: null };
for (const name of getOwnPropertyNames(globalThis)) {
  languageGlobals[name] = getOwnPropertyDescriptor(globalThis, name)?.value;
}

export const $ArrayBuffer = ArrayBuffer;
export const $BigInt = BigInt;
export const $Date = Date;
export const $Error = Error;
export const $Map = Map;
export const $Number = Number;
export const $Object = Object;
export const $Promise = Promise;
export const $RangeError = RangeError;
export const $ReferenceError = ReferenceError;
export const $Set = Set;
export const $String = String;
export const $TypeError = TypeError;
export const $WeakMap = WeakMap;
export const $Uint8Array = Uint8Array;

export const { parseFloat: $parseFloat, parseInt: $parseInt } = globalThis;
export const { toStringTag } = Symbol;
export const inspectSymbol = Symbol.for("nodejs.util.inspect.custom");
export const ErrorPrototype = Error.prototype;
export const PromisePrototype = Promise.prototype;
/** Whose `toString` says less than an inspector. */
export const builtInPrototypes = [
  Object.prototype,
  Array.prototype,
  Date.prototype,
  Error.prototype,
  RegExp.prototype,
  Number.prototype,
  String.prototype,
  Boolean.prototype,
  getPrototypeOf(Uint8Array.prototype),
];

const { bind, call } = Function.prototype;

/**
 * `uncurry(f)(self, ...args)` is `f.call(self, ...args)`, even if `Function.prototype.call` is replaced.
 *
 * @type {<This, Args extends readonly unknown[], Result>(
 *   fn: (this: This, ...args: Args) => Result,
 * ) => (self: This, ...args: Args) => Result}
 */
export const uncurry = bind.bind(call);

/**
 * The getter of a property, as a function of the object. It throws for what is no such object.
 *
 * @template Result
 * @param {object} object
 * @param {PropertyKey} name
 * @returns {(self: unknown) => Result}
 */
function getter(object, name) {
  const get = getOwnPropertyDescriptor(object, name)?.get;
  if (get === undefined) throw new TypeError("There is no such getter");
  return uncurry(get);
}

const TypedArrayPrototype = getPrototypeOf(Uint8Array.prototype);

export const bigintToString = uncurry(BigInt.prototype.toString);
export const charCodeAt = uncurry(String.prototype.charCodeAt);
export const indexOf = uncurry(String.prototype.indexOf);
export const isWellFormed = uncurry(String.prototype.isWellFormed);
export const includes = uncurry(String.prototype.includes);
// The casts choose one of several forms.
export const replace = uncurry(
  /** @type {(pattern: RegExp, by: string | ((match: string) => string)) => string} */ (
    String.prototype.replace
  ),
);
export const split = uncurry(
  /** @type {(separator: string, limit?: number) => string[]} */ (
    String.prototype.split
  ),
);
export const toUpperCase = uncurry(String.prototype.toUpperCase);
export const repeat = uncurry(String.prototype.repeat);
/** @type {(list: string[]) => string[]} */
export const sort = uncurry(Array.prototype.sort);
export const trim = uncurry(String.prototype.trim);
export const slice = uncurry(String.prototype.slice);
export const exec = uncurry(RegExp.prototype.exec);
export const symbolToString = uncurry(Symbol.prototype.toString);
export const functionToString = uncurry(Function.prototype.toString);

const { get: getFileName } =
  Object.getOwnPropertyDescriptor(Function.prototype, "fileName") ?? {};
/**
 * The file that a function is from, as QuickJS knows it.
 *
 * @type {(self: unknown) => unknown}
 */
export const fileOf = getFileName === undefined
  ? () => undefined
  : uncurry(getFileName);

/** @type {(self: unknown) => string | undefined} */
export const typedArrayName = getter(TypedArrayPrototype, Symbol.toStringTag);
/** @type {(self: unknown) => number} */
export const typedArrayLength = getter(TypedArrayPrototype, "length");
/** @type {(self: unknown) => number} */
export const arrayBufferLength = getter(ArrayBuffer.prototype, "byteLength");
/** @type {(self: unknown) => ArrayBuffer} */
export const viewBuffer = getter(DataView.prototype, "buffer");
/** @type {(self: unknown) => number} */
export const viewOffset = getter(DataView.prototype, "byteOffset");
/** @type {(self: unknown) => number} */
export const viewLength = getter(DataView.prototype, "byteLength");
/** @type {(self: unknown) => string} */
export const regExpSource = getter(RegExp.prototype, "source");
/** @type {(self: unknown) => string} */
export const regExpFlags = getter(RegExp.prototype, "flags");
/** @type {(self: unknown) => number} */
export const mapSize = getter(Map.prototype, "size");
/** @type {(self: unknown) => number} */
export const setSize = getter(Set.prototype, "size");

// What follows throws where `self` is no such object.

/** @type {(self: unknown) => number} */
export const dateTime = uncurry(Date.prototype.getTime);
/** @type {(self: unknown) => string} */
export const dateToText = uncurry(Date.prototype.toISOString);
/** @type {(self: unknown) => MapIterator<[unknown, unknown]>} */
export const mapEntries = uncurry(Map.prototype.entries);
/** @type {(self: MapIterator<[unknown, unknown]>) => IteratorResult<[unknown, unknown], undefined>} */
export const mapNext = uncurry(getPrototypeOf(new Map().entries()).next);
/** @type {<Value>(self: Map<unknown, Value>, key: unknown) => Value | undefined} */
export const mapGet = uncurry(Map.prototype.get);
/** @type {<Value>(self: Map<unknown, Value>, key: unknown, value: Value) => void} */
export const mapSet = uncurry(Map.prototype.set);
/** @type {(self: Map<unknown, unknown>, key: unknown) => boolean} */
export const mapDelete = uncurry(Map.prototype.delete);
/** @type {(self: Map<unknown, unknown>) => void} */
export const mapClear = uncurry(Map.prototype.clear);
/**
 * Calls functions of the prelude's with what becomes of a promise.
 *
 * @type {<Value>(
 *   self: Promise<Value>,
 *   settled: (value: Value) => void,
 *   failed?: (error: unknown) => void,
 * ) => void}
 */
export const promiseThen = uncurry(Promise.prototype.then);
/** @type {(self: unknown) => SetIterator<unknown>} */
export const setValues = uncurry(Set.prototype.values);
/** @type {(self: SetIterator<unknown>) => IteratorResult<unknown, undefined>} */
export const setNext = uncurry(getPrototypeOf(new Set().values()).next);
/** @type {(self: Set<unknown>, value: unknown) => void} */
export const setAdd = uncurry(Set.prototype.add);
/** @type {(self: Set<unknown>, value: unknown) => boolean} */
export const setDelete = uncurry(Set.prototype.delete);
/** @type {(self: Set<unknown>, value: unknown) => boolean} */
export const setHas = uncurry(Set.prototype.has);
/** @type {<Value>(self: WeakMap<object, Value>, key: object) => Value | undefined} */
export const weakMapGet = uncurry(WeakMap.prototype.get);
/** @type {<Value>(self: WeakMap<object, Value>, key: object, value: Value) => void} */
export const weakMapSet = uncurry(WeakMap.prototype.set);
/** @type {(self: WeakMap<object, unknown>, key: object) => boolean} */
export const weakMapDelete = uncurry(WeakMap.prototype.delete);
/** @type {(self: unknown) => boolean} */
export const weakMapHas = uncurry(
  /** @type {() => boolean} */ (WeakMap.prototype.has),
);
/** @type {(self: unknown) => boolean} */
export const weakSetHas = uncurry(
  /** @type {() => boolean} */ (WeakSet.prototype.has),
);

/**
 * The values of boxed primitives, each of which throws for what is no such box; in a list without a prototype.
 *
 * @type {readonly { readonly name: string, readonly unbox: (self: unknown) => unknown }[]}
 */
export const boxes = Object.setPrototypeOf(
  [
    {
      __proto__: null,
      name: "Number",
      unbox: uncurry(Number.prototype.valueOf),
    },
    {
      __proto__: null,
      name: "String",
      unbox: uncurry(String.prototype.valueOf),
    },
    {
      __proto__: null,
      name: "Boolean",
      unbox: uncurry(Boolean.prototype.valueOf),
    },
    {
      __proto__: null,
      name: "BigInt",
      unbox: uncurry(BigInt.prototype.valueOf),
    },
    {
      __proto__: null,
      name: "Symbol",
      unbox: uncurry(Symbol.prototype.valueOf),
    },
  ],
  null,
);

/**
 * What a function returns, or nothing where it throws.
 *
 * @template Argument, Result
 * @param {(value: Argument) => Result} read
 * @param {Argument} value
 * @returns {Result | undefined}
 */
export function attempt(read, value) {
  try {
    return read(value);
  } catch {
    return undefined;
  }
}
