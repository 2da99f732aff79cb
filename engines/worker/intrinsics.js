// What worker code uses of the language, captured when the worker starts. A guest that got to JavaScript can change
// every global, every prototype and every property of one; what is captured here stays what it is. All code that may
// run in a worker after code of the guest's takes from here what it calls: `deno lint` says where it does not
// (walls/captured-intrinsics).
//
// Captured functions that look something up when they are called are no use, and are not here: `slice` and `subarray`
// of typed arrays (a constructor, by the array's species), `map` and `filter` of arrays (the same), `push` (setters for
// indexes), `test` and `replace` (an `exec`), and everything that iterates. The stand-ins avoid these lookups.

const { bind, call } = Function.prototype;

/**
 * Makes a function of a method: what it is called on comes first.
 *
 * @type {<This, Args extends readonly unknown[], Result>(
 *   method: (this: This, ...args: Args) => Result,
 * ) => (self: This, ...args: Args) => Result}
 */
export const uncurry = bind.bind(call);

/**
 * Makes a function of a getter of a prototype's, its own or inherited.
 *
 * @before-guest only this module does
 * @template Result
 * @param {object} prototype
 * @param {PropertyKey} name
 * @returns {(self: unknown) => Result}
 */
function getter(prototype, name) {
  let owner = prototype;
  while (!Object.hasOwn(owner, name)) owner = Object.getPrototypeOf(owner);
  const get = Object.getOwnPropertyDescriptor(owner, name)?.get;
  if (get === undefined) throw new TypeError("There is no such getter");
  return uncurry(get);
}

export const { isArray } = Array;
export const { isView } = ArrayBuffer;
export const { load, notify, store, wait, waitAsync } = Atomics;
export const { parse, stringify } = JSON;
export const { ceil, imul, max, min } = Math;
export const { isInteger } = Number;
export const {
  create,
  defineProperty,
  entries,
  keys,
  setPrototypeOf,
  values,
} = Object;
export const { apply } = Reflect;
export const { fromCodePoint } = String;

/** Constructors, under names that are not those of the globals. */
export const NativeDate = Date;
export const NativeError = Error;
export const NativeEvalError = EvalError;
export const NativeInt32Array = Int32Array;
export const NativeMap = Map;
export const NativeNumber = Number;
export const NativePromise = Promise;
export const NativeRangeError = RangeError;
export const NativeSet = Set;
export const NativeString = String;
export const NativeTypeError = TypeError;
export const NativeUint8Array = Uint8Array;
export const NativeUint32Array = Uint32Array;

export const now = performance.now.bind(performance);

/** @type {<Item>(array: Item[]) => Item | undefined} */
export const arrayPop = uncurry(Array.prototype.pop);
/** @type {<Item>(array: Item[]) => Item[]} */
export const arrayReverse = uncurry(Array.prototype.reverse);
/** @type {<Item>(array: Item[]) => Item | undefined} */
export const arrayShift = uncurry(Array.prototype.shift);
/** @type {<Key, Value>(map: ReadonlyMap<Key, Value>, key: Key) => Value | undefined} */
export const mapGet = uncurry(Map.prototype.get);
/** @type {<Key, Value>(map: Map<Key, Value>, key: Key, value: Value) => void} */
export const mapSet = uncurry(Map.prototype.set);
/** @type {<Key, Value>(map: ReadonlyMap<Key, Value>, tell: (value: Value, key: Key) => void) => void} */
const mapForEach = uncurry(Map.prototype.forEach);
/** @type {<Item>(set: Set<Item>, item: Item) => void} */
export const setAdd = uncurry(Set.prototype.add);
/** @type {(set: Set<unknown>) => void} */
export const setClear = uncurry(Set.prototype.clear);
/** @type {<Item>(set: Set<Item>, item: Item) => boolean} */
export const setDelete = uncurry(Set.prototype.delete);
/** @type {<Item>(set: ReadonlySet<Item>, item: Item) => boolean} */
export const setHas = uncurry(Set.prototype.has);
/** @type {(set: ReadonlySet<unknown>) => number} */
export const setSize = getter(Set.prototype, "size");
/** @type {<Item>(set: ReadonlySet<Item>, tell: (item: Item) => void) => void} */
const setForEach = uncurry(Set.prototype.forEach);
/** @type {(text: string, at: number) => number} */
export const charCodeAt = uncurry(String.prototype.charCodeAt);
/** @type {(text: string, at: number) => number | undefined} */
export const codePointAt = uncurry(String.prototype.codePointAt);
/** @type {(text: string, end: string) => boolean} */
export const endsWith = uncurry(String.prototype.endsWith);
/** @type {(text: string, part: string) => boolean} */
export const stringIncludes = uncurry(String.prototype.includes);
/** @type {(text: string, part: string, from?: number) => number} */
export const stringIndexOf = uncurry(String.prototype.indexOf);
/** @type {(text: string, part: string, from?: number) => number} */
export const stringLastIndexOf = uncurry(String.prototype.lastIndexOf);
/** @type {(text: string, from: number, to?: number) => string} */
export const stringSlice = uncurry(String.prototype.slice);
/** @type {(text: string) => string} */
export const toWellFormed = uncurry(String.prototype.toWellFormed);
/** Of a pattern; a match has its groups as its own elements. */
export const exec = uncurry(RegExp.prototype.exec);

const TypedArray = Object.getPrototypeOf(Uint8Array);
const DataViewPrototype = DataView.prototype;
/** @type {<Buffer extends ArrayBufferLike>(bytes: { readonly buffer: Buffer }) => Buffer} */
export const bufferOf = getter(TypedArray.prototype, "buffer");
/** @type {(bytes: ArrayBufferView) => number} */
export const byteOffsetOf = getter(TypedArray.prototype, "byteOffset");
/** @type {(bytes: ArrayBufferView) => number} */
export const byteLengthOf = getter(TypedArray.prototype, "byteLength");
/**
 * The number of elements of a typed array.
 *
 * @type {(array: { readonly length: number } & ArrayBufferView) => number}
 */
export const lengthOf = getter(TypedArray.prototype, "length");
/**
 * The size of an `ArrayBuffer` in bytes.
 *
 * @type {(buffer: ArrayBuffer) => number}
 */
export const bufferBytes = getter(ArrayBuffer.prototype, "byteLength");
/**
 * Copies elements into a typed array; they must be in one too.
 *
 * @type {<Item>(array: { set(from: ArrayLike<Item>, at?: number): void }, from: ArrayLike<Item> & ArrayBufferView, at?: number) => void}
 */
export const copyInto = uncurry(TypedArray.prototype.set);
/**
 * The buffer of a memory of WebAssembly's.
 *
 * @type {(memory: WebAssembly.Memory) => ArrayBuffer}
 */
export const memoryBuffer = getter(WebAssembly.Memory.prototype, "buffer");

/** @type {(view: DataView, at: number, littleEndian: boolean) => number} */
const getUint32 = uncurry(DataViewPrototype.getUint32);
/** @type {(view: DataView, at: number, value: number, littleEndian: boolean) => void} */
const setUint32 = uncurry(DataViewPrototype.setUint32);
const NativeDataView = DataView;
const NativeTextDecoder = TextDecoder;
/** @type {(decoder: TextDecoder, bytes?: AllowSharedBufferSource, options?: TextDecodeOptions) => string} */
const decode = uncurry(TextDecoder.prototype.decode);
const utf8 = new TextDecoder();
const encoder = new TextEncoder();
/** @type {(encoder: TextEncoder, text: string) => Uint8Array<ArrayBuffer>} */
const encode = uncurry(TextEncoder.prototype.encode);
/** @type {(encoder: TextEncoder, text: string, bytes: Uint8Array) => TextEncoderEncodeIntoResult} */
const encodeIntoBytes = uncurry(TextEncoder.prototype.encodeInto);
/** @type {(bytes: Uint8Array) => string} */
const base64 = uncurry(Uint8Array.prototype.toBase64);
const STREAMING = Object.freeze({ __proto__: null, stream: true });

/**
 * Bytes in base64.
 *
 * @param {Uint8Array} bytes
 */
export function toBase64(bytes) {
  return base64(bytes);
}

/**
 * The text that bytes are in UTF-8.
 *
 * @param {AllowSharedBufferSource} bytes
 */
export function decodeUtf8(bytes) {
  return decode(utf8, bytes);
}

/**
 * Text in UTF-8.
 *
 * @param {string} text
 */
export function encodeUtf8(text) {
  return encode(encoder, text);
}

/**
 * Writes text in UTF-8 as far as there is room; returns how much was `read` and `written`.
 *
 * @param {string} text
 * @param {Uint8Array} bytes
 */
export function encodeInto(text, bytes) {
  return encodeIntoBytes(encoder, text, bytes);
}

/**
 * Decodes text that comes in pieces: give it each, and nothing at the end.
 *
 * @returns {(bytes?: AllowSharedBufferSource) => string}
 */
export function newTextStream() {
  const decoder = new NativeTextDecoder();
  return (bytes) =>
    bytes === undefined ? decode(decoder) : decode(decoder, bytes, STREAMING);
}

/**
 * Adds an element to an array.
 *
 * @template Item
 * @param {Item[]} array
 * @param {Item} value
 */
export function push(array, value) {
  /** @type {PropertyDescriptor & { __proto__: null }} */
  const element = {
    __proto__: null,
    value,
    writable: true,
    enumerable: true,
    configurable: true,
  };
  defineProperty(array, array.length, element);
}

/**
 * The elements of a set, in an array.
 *
 * @template Item
 * @param {ReadonlySet<Item>} set
 */
export function setToArray(set) {
  /** @type {Item[]} */
  const array = [];
  setForEach(set, (value) => push(array, value));
  return array;
}

/**
 * The entries of a map, in an array.
 *
 * @template Key, Value
 * @param {ReadonlyMap<Key, Value>} map
 */
export function mapToArray(map) {
  /** @type {[Key, Value][]} */
  const array = [];
  mapForEach(map, (value, key) => push(array, [key, value]));
  return array;
}

/**
 * The texts of an array with something between them.
 *
 * @param {readonly string[]} array
 * @param {string} between
 */
export function joinTexts(array, between) {
  let text = "";
  for (let i = 0; i < array.length; i++) {
    text += i === 0 ? array[i] : between + array[i];
  }
  return text;
}

/**
 * A view of a part of a typed array's bytes, which end where the array does at the latest.
 *
 * @template {ArrayBufferLike} Buffer
 * @param {Uint8Array<Buffer> | Int8Array<Buffer>} bytes
 * @param {number} from
 * @param {number} [to]
 * @returns {Uint8Array<Buffer>}
 */
export function viewOf(bytes, from, to = byteLengthOf(bytes)) {
  const end = min(to, byteLengthOf(bytes));
  return new NativeUint8Array(
    bufferOf(bytes),
    byteOffsetOf(bytes) + from,
    max(0, end - from),
  );
}

/**
 * A copy of a part of a typed array's bytes.
 *
 * @param {Uint8Array | Int8Array} bytes
 * @param {number} from
 * @param {number} [to]
 */
export function copyOf(bytes, from, to) {
  const view = viewOf(bytes, from, to);
  const copy = new NativeUint8Array(byteLengthOf(view));
  copyInto(copy, view);
  return copy;
}

/**
 * Reads a 32-bit integer, little-endian, from bytes.
 *
 * @param {Uint8Array} bytes
 * @param {number} at
 */
export function readUint32(bytes, at) {
  const view = new NativeDataView(bufferOf(bytes), byteOffsetOf(bytes));
  return getUint32(view, at, true);
}

/**
 * Writes one.
 *
 * @param {Uint8Array} bytes
 * @param {number} at
 * @param {number} value
 */
export function writeUint32(bytes, at, value) {
  const view = new NativeDataView(bufferOf(bytes), byteOffsetOf(bytes));
  setUint32(view, at, value, true);
}
