// Takes away from a worker's realm what its engine does not need. This is a wall in its own right only as far as it
// goes: behind it stands the worker's lack of every permission.

import { NativeEvalError, NativeTypeError } from "./intrinsics.js";
import { importBuiltin, importsAreRemoved, realm } from "./originals.js";

/** What the language itself and WebAssembly engines need; everything else is deleted. */
const KEPT = new Set([
  ..."Object Function Array Number Boolean String Symbol BigInt Math JSON Reflect Proxy Promise"
    .split(" "),
  ..."Map Set WeakMap WeakSet WeakRef FinalizationRegistry Date RegExp Iterator Intl"
    .split(" "),
  ..."Error AggregateError EvalError RangeError ReferenceError SyntaxError TypeError URIError"
    .split(" "),
  ..."SuppressedError DisposableStack AsyncDisposableStack".split(" "),
  ..."ArrayBuffer SharedArrayBuffer DataView Atomics Int8Array Uint8Array Uint8ClampedArray"
    .split(" "),
  ..."Int16Array Uint16Array Int32Array Uint32Array Float16Array Float32Array Float64Array"
    .split(" "),
  ..."BigInt64Array BigUint64Array undefined NaN Infinity globalThis isNaN isFinite parseInt parseFloat"
    .split(" "),
  ..."encodeURIComponent decodeURIComponent encodeURI decodeURI escape unescape"
    .split(" "),
  ..."WebAssembly TextEncoder TextDecoder".split(" "),
]);

const PROTOTYPES_WITH_CODE = [
  function () {},
  async function () {},
  function* () {},
  async function* () {},
].map(Object.getPrototypeOf);

function refuse() {
  throw new NativeEvalError(
    "Code generation from strings is disallowed in this sandbox",
  );
}

/**
 * Strips the realm.
 *
 * @before-guest a guest that meets anything else is not opened
 * @param {readonly string[]} extra Names of further globals that this engine needs
 */
export function strip(extra) {
  // What the worker says is JSON; a guest that gave every object a `toJSON` would say it in the worker's place.
  for (const { prototype } of [Object, Array, BigInt]) {
    Object.defineProperty(prototype, "toJSON", {
      value: undefined,
      writable: false,
      configurable: false,
    });
  }
  for (const prototype of PROTOTYPES_WITH_CODE) {
    Object.defineProperty(prototype, "constructor", {
      value: refuse,
      writable: false,
      configurable: false,
    });
  }
  // What asks whether something is an `instanceof Function` still gets its answer.
  refuse.prototype = Function.prototype;
  realm.Function = refuse;
  // The console writes to the host's own stderr, past every limit.
  const silent = () => {};
  realm.console = {
    log: silent,
    info: silent,
    debug: silent,
    warn: silent,
    error: silent,
    assert: silent,
  };
  /** @type {Set<string | symbol>} */
  const kept = new Set([...KEPT, "console", ...extra]);
  // Event targets that are still needed (the ports of Pyodide's scheduler) share a prototype with the global object.
  const { prototype: eventTarget } = EventTarget;
  for (
    let object = globalThis;
    object !== eventTarget && object !== null;
    object = Object.getPrototypeOf(object)
  ) {
    for (const name of Reflect.ownKeys(object)) {
      if (object === globalThis && kept.has(name)) continue;
      // Some globals come back when they are deleted.
      const isGone = Reflect.deleteProperty(object, name) &&
        !Object.hasOwn(object, name);
      if (!isGone) blank(object, name);
    }
  }
  // The runtime dispatches unhandled rejections. There is no listener, and they must not end the worker.
  Object.defineProperty(globalThis, "dispatchEvent", {
    /** @param {Event} event */
    value: (event) => {
      event.preventDefault();
      return false;
    },
  });
  removeCompiling();
  requireStripped(kept.add("dispatchEvent"));
}

/** Removes what compiles code, grows memory, or formats stacks. @before-guest as above */
function removeCompiling() {
  // Growing memory past the cap is reserved for the engine, and compiling code is not allowed.
  /** @type {Partial<typeof WebAssembly>} */
  const webAssembly = WebAssembly;
  delete webAssembly.compile;
  delete webAssembly.compileStreaming;
  delete webAssembly.instantiateStreaming;
  /** @type {Partial<WebAssembly.Memory>} */
  const memory = WebAssembly.Memory.prototype;
  delete memory.grow;
  /** @type {Partial<ErrorConstructor>} */
  const error = Error;
  delete error.captureStackTrace;
  delete error.prepareStackTrace;
}

/**
 * Fails where the runtime has something that can be neither deleted nor blanked: then there is no guest.
 *
 * @before-guest as above
 * @param {ReadonlySet<string | symbol>} kept
 */
function requireStripped(kept) {
  const left = [];
  for (const name of Reflect.ownKeys(globalThis)) {
    if (typeof name !== "string" || kept.has(name)) continue;
    if (realm[name] !== undefined) left.push(name);
  }
  if (left.length === 0) return;
  throw new Error(`The worker's realm still has ${left.join(", ")}`);
}

/**
 * @before-guest as above
 * @param {Record<PropertyKey, unknown>} object
 * @param {string | symbol} name
 */
function blank(object, name) {
  const property = Reflect.getOwnPropertyDescriptor(object, name);
  if (property?.writable) object[name] = undefined;
}

/** The names of all globals that are left, for the test that watches them. @before-guest that test has none */
export function remaining() {
  return Reflect.ownKeys(globalThis).map(String).sort();
}

/**
 * Makes every import from now on fail: `npm:`, `node:`, `data:` and `file:` alike. What it takes is loaded only here,
 * as it costs more than all the rest of a worker's start.
 *
 * @before-guest it is done while the worker starts
 */
export async function prepareImportDenial() {
  const { registerHooks } = await importBuiltin("node:module");
  // Of the bases of binaries, those before Deno 2.9 have no hooks.
  if (registerHooks === undefined) {
    if (importsAreRemoved) return () => {};
    throw new Error("The runtime has no hooks by which imports are denied");
  }
  return () =>
    registerHooks({
      /** @param {string} specifier */
      resolve(specifier) {
        throw new NativeTypeError(
          `Import of ${specifier} is disallowed in this sandbox`,
        );
      },
    });
}
