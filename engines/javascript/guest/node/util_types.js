// `util.types`.

/**
 * Whether a getter or method of a prototype takes a value for its own.
 *
 * @param {object} prototype
 * @param {string} name
 * @returns {(value: unknown) => boolean}
 */
function takes(prototype, name) {
  const own = Object.getOwnPropertyDescriptor(prototype, name);
  const read = own?.get ?? own?.value;
  return (value) => {
    try {
      Reflect.apply(read, value, []);
      return true;
    } catch {
      return false;
    }
  };
}

const tag = Object.getOwnPropertyDescriptor(
  Object.getPrototypeOf(Uint8Array.prototype),
  Symbol.toStringTag,
).get;
/** @type {(value: unknown) => string | undefined} */
const kindOf = (value) =>
  ArrayBuffer.isView(value) ? Reflect.apply(tag, value, []) : undefined;
/** @type {(value: unknown) => string} */
const nameOf = (value) =>
  value !== null && (typeof value === "object" || typeof value === "function")
    ? Object.prototype.toString.call(value).slice(8, -1)
    : "";
/** @type {(prototype: object) => (value: unknown) => boolean} */
const isBox = (prototype) => {
  const check = takes(prototype, "valueOf");
  return (value) => typeof value === "object" && value !== null && check(value);
};

const isNumberObject = isBox(Number.prototype);
const isStringObject = isBox(String.prototype);
const isBooleanObject = isBox(Boolean.prototype);
const isBigIntObject = isBox(BigInt.prototype);
const isSymbolObject = isBox(Symbol.prototype);
const isArrayBuffer = takes(ArrayBuffer.prototype, "byteLength");
const isSharedArrayBuffer = typeof SharedArrayBuffer === "function"
  ? takes(SharedArrayBuffer.prototype, "byteLength")
  : () => false;

/** @type {Record<string, (it: unknown) => boolean>} */
export const types = {
  isAnyArrayBuffer: (it) => isArrayBuffer(it) || isSharedArrayBuffer(it),
  isArgumentsObject: (it) => nameOf(it) === "Arguments",
  isArrayBuffer,
  isArrayBufferView: (it) => ArrayBuffer.isView(it),
  isAsyncFunction: (it) =>
    /^Async/.test(nameOf(it)) && typeof it === "function",
  isBigInt64Array: (it) => kindOf(it) === "BigInt64Array",
  isBigIntObject,
  isBigUint64Array: (it) => kindOf(it) === "BigUint64Array",
  isBooleanObject,
  isBoxedPrimitive: (it) =>
    isNumberObject(it) || isStringObject(it) || isBooleanObject(it) ||
    isBigIntObject(it) || isSymbolObject(it),
  isDataView: (it) => ArrayBuffer.isView(it) && kindOf(it) === undefined,
  isDate: takes(Date.prototype, "getTime"),
  isExternal: () => false,
  isFloat32Array: (it) => kindOf(it) === "Float32Array",
  isFloat64Array: (it) => kindOf(it) === "Float64Array",
  isGeneratorFunction: (it) =>
    /GeneratorFunction$/.test(nameOf(it)) && typeof it === "function",
  isGeneratorObject: (it) => /Generator$/.test(nameOf(it)),
  isInt16Array: (it) => kindOf(it) === "Int16Array",
  isInt32Array: (it) => kindOf(it) === "Int32Array",
  isInt8Array: (it) => kindOf(it) === "Int8Array",
  isMap: takes(Map.prototype, "size"),
  isMapIterator: (it) => nameOf(it) === "Map Iterator",
  isModuleNamespaceObject: (it) => nameOf(it) === "Module",
  isNativeError: (it) => it instanceof Error,
  isNumberObject,
  isPromise: (it) => it instanceof Promise,
  isProxy: () => false,
  isRegExp: (it) => nameOf(it) === "RegExp" && it instanceof RegExp,
  isSet: takes(Set.prototype, "size"),
  isSetIterator: (it) => nameOf(it) === "Set Iterator",
  isSharedArrayBuffer,
  isStringObject,
  isSymbolObject,
  isTypedArray: (it) => kindOf(it) !== undefined,
  isUint16Array: (it) => kindOf(it) === "Uint16Array",
  isUint32Array: (it) => kindOf(it) === "Uint32Array",
  isUint8Array: (it) => kindOf(it) === "Uint8Array",
  isUint8ClampedArray: (it) => kindOf(it) === "Uint8ClampedArray",
  isWeakMap: (it) => it instanceof WeakMap,
  isWeakSet: (it) => it instanceof WeakSet,
};
delete types.isProxy;
