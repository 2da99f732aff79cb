// What worker code uses of the language, captured when the worker starts. A guest that got to JavaScript can change
// every global, every prototype and every property of one; what is captured here stays what it is. All code that may
// run in a worker after code of the guest's takes from here what it calls: `deno lint` says where it does not
// (walls/captured-intrinsics).
//
// Captured functions that look something up when they are called are no use, and are not here: `slice` and `subarray`
// of typed arrays (a constructor, by the array's species), `map` and `filter` of arrays (the same), `push` (setters for
// indexes), `test` and `replace` (an `exec`), and everything that iterates. The stand-ins avoid these lookups.

const { bind, call } = Function.prototype;

/** Makes a function of a method: what it is called on comes first. */
export const uncurry = bind.bind(call);

/** Makes a function of a getter of a prototype's, its own or inherited. @before-guest only this module does */
function getter(prototype, name) {
  let owner = prototype;
  while (!Object.hasOwn(owner, name)) owner = Object.getPrototypeOf(owner);
  return uncurry(Object.getOwnPropertyDescriptor(owner, name).get);
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
export const NativeFunction = Function;
export const NativeInt32Array = Int32Array;
export const NativeMap = Map;
export const NativePromise = Promise;
export const NativeRangeError = RangeError;
export const NativeSet = Set;
export const NativeString = String;
export const NativeTypeError = TypeError;
export const NativeUint8Array = Uint8Array;
export const NativeUint32Array = Uint32Array;

export const now = performance.now.bind(performance);

export const arrayPop = uncurry(Array.prototype.pop);
export const arrayReverse = uncurry(Array.prototype.reverse);
export const arrayShift = uncurry(Array.prototype.shift);
export const mapGet = uncurry(Map.prototype.get);
export const mapSet = uncurry(Map.prototype.set);
const mapForEach = uncurry(Map.prototype.forEach);
export const setAdd = uncurry(Set.prototype.add);
export const setClear = uncurry(Set.prototype.clear);
export const setDelete = uncurry(Set.prototype.delete);
export const setHas = uncurry(Set.prototype.has);
export const setSize = getter(Set.prototype, "size");
const setForEach = uncurry(Set.prototype.forEach);
export const charCodeAt = uncurry(String.prototype.charCodeAt);
export const codePointAt = uncurry(String.prototype.codePointAt);
export const endsWith = uncurry(String.prototype.endsWith);
export const stringIncludes = uncurry(String.prototype.includes);
export const stringIndexOf = uncurry(String.prototype.indexOf);
export const stringLastIndexOf = uncurry(String.prototype.lastIndexOf);
export const stringSlice = uncurry(String.prototype.slice);
export const toWellFormed = uncurry(String.prototype.toWellFormed);
/** Of a pattern; a match has its groups as its own elements. */
export const exec = uncurry(RegExp.prototype.exec);

const TypedArray = Object.getPrototypeOf(Uint8Array);
const DataViewPrototype = DataView.prototype;
export const bufferOf = getter(TypedArray.prototype, "buffer");
export const byteOffsetOf = getter(TypedArray.prototype, "byteOffset");
export const byteLengthOf = getter(TypedArray.prototype, "byteLength");
/** The number of elements of a typed array. */
export const lengthOf = getter(TypedArray.prototype, "length");
/** The size of an `ArrayBuffer` in bytes. */
export const bufferBytes = getter(ArrayBuffer.prototype, "byteLength");
/** Copies elements into a typed array; they must be in one too. */
export const copyInto = uncurry(TypedArray.prototype.set);
/** The buffer of a memory of WebAssembly's. */
export const memoryBuffer = getter(WebAssembly.Memory.prototype, "buffer");

const getUint32 = uncurry(DataViewPrototype.getUint32);
const setUint32 = uncurry(DataViewPrototype.setUint32);
const NativeDataView = DataView;
const NativeTextDecoder = TextDecoder;
const decode = uncurry(TextDecoder.prototype.decode);
const utf8 = new TextDecoder();
const encoder = new TextEncoder();
const encode = uncurry(TextEncoder.prototype.encode);
const encodeIntoBytes = uncurry(TextEncoder.prototype.encodeInto);
const base64 = uncurry(Uint8Array.prototype.toBase64);
const STREAMING = Object.freeze({ __proto__: null, stream: true });

/** Bytes in base64. */
export function toBase64(bytes) {
  return base64(bytes);
}

/** The text that bytes are in UTF-8. */
export function decodeUtf8(bytes) {
  return decode(utf8, bytes);
}

/** Text in UTF-8. */
export function encodeUtf8(text) {
  return encode(encoder, text);
}

/** Writes text in UTF-8 as far as there is room; returns how much was `read` and `written`. */
export function encodeInto(text, bytes) {
  return encodeIntoBytes(encoder, text, bytes);
}

/** Decodes text that comes in pieces: give it each, and nothing at the end. */
export function newTextStream() {
  const decoder = new NativeTextDecoder();
  return (bytes) =>
    bytes === undefined ? decode(decoder) : decode(decoder, bytes, STREAMING);
}

/** Adds an element to an array. */
export function push(array, value) {
  defineProperty(array, array.length, {
    __proto__: null,
    value,
    writable: true,
    enumerable: true,
    configurable: true,
  });
}

/** The elements of a set, in an array. */
export function setToArray(set) {
  const array = [];
  setForEach(set, (value) => push(array, value));
  return array;
}

/** The entries of a map, in an array. */
export function mapToArray(map) {
  const array = [];
  mapForEach(map, (value, key) => push(array, [key, value]));
  return array;
}

/** The texts of an array with something between them. */
export function joinTexts(array, between) {
  let text = "";
  for (let i = 0; i < array.length; i++) {
    text += i === 0 ? array[i] : between + array[i];
  }
  return text;
}

/** A view of a part of a typed array's bytes, which end where the array does at the latest. */
export function viewOf(bytes, from, to = byteLengthOf(bytes)) {
  const end = min(to, byteLengthOf(bytes));
  return new NativeUint8Array(
    bufferOf(bytes),
    byteOffsetOf(bytes) + from,
    max(0, end - from),
  );
}

/** A copy of a part of a typed array's bytes. */
export function copyOf(bytes, from, to) {
  const view = viewOf(bytes, from, to);
  const copy = new NativeUint8Array(byteLengthOf(view));
  copyInto(copy, view);
  return copy;
}

/** Reads a 32-bit integer, little-endian, from bytes. */
export function readUint32(bytes, at) {
  const view = new NativeDataView(bufferOf(bytes), byteOffsetOf(bytes));
  return getUint32(view, at, true);
}

/** Writes one. */
export function writeUint32(bytes, at, value) {
  const view = new NativeDataView(bufferOf(bytes), byteOffsetOf(bytes));
  setUint32(view, at, value, true);
}
