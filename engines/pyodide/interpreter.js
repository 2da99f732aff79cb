// What the Pyodide worker and the builder of its image have in common: an interpreter that is loaded from memory alone.

import createPyodideModule from "npm:pyodide@314.0.7/pyodide.asm.mjs";
import { loadPyodide } from "npm:pyodide@314.0.7/pyodide.mjs";
// @ts-types="./wasm.d.ts"
import wasm from "./wasm.js";

/**
 * @import { OpenedImage } from "./image.js"
 * @import { CreateModule, InterpreterExports, Pyodide } from "./pyodide.ts"
 */

const PAGE_BYTES = 65_536;
const BASE = "https://guest.invalid/";
/** The package index: nothing can be fetched, so there is nothing in it. */
const EMPTY_INDEX = JSON.stringify({
  info: {
    abi_version: "2026_0",
    arch: "wasm32",
    platform: "emscripten_5_0_3",
    python: "3.14.2",
  },
  packages: {},
});

const { Instance, Memory } = WebAssembly;
const growNatively = Memory.prototype.grow;
const byteLength =
  Object.getOwnPropertyDescriptor(ArrayBuffer.prototype, "byteLength")?.get ??
    refuse;

/** The cap on linear memory, in bytes; the instance's own `grow` is the only way to grow, and keeps to it. */
export const cap = { bytes: 512 * 2 ** 20 };

/** Whether memory was asked for past the cap; whoever wants to know resets it. */
export const growth = { refused: false };

/**
 * The linear memory of the interpreter, once it is loaded.
 *
 * @type {WebAssembly.Memory}
 */
export let memory;

/**
 * All exports of the interpreter, once it is loaded.
 *
 * @type {InterpreterExports}
 */
export let exports;

/**
 * The size of linear memory, in bytes.
 *
 * @returns {number}
 */
export function memoryBytes() {
  return Reflect.apply(byteLength, memory.buffer, []);
}

/** @type {CreateModule} The module has no types. */
const create = createPyodideModule;
// A cast, as the package's types leave out what Pyodide takes and gives beside its public interface.
const start =
  /** @type {(options: Record<string, unknown>) => Promise<Pyodide>} */ (
    /** @type {unknown} */ (loadPyodide)
  );

/** What would compile code of the guest's: JavaScript from text, and WebAssembly, whose `memory.grow` knows no cap. */
const COMPILING = [
  ..."_dlopen_js _emscripten_dlopen_js emscripten_async_load_script".split(" "),
  ..."emscripten_run_script emscripten_run_script_int".split(" "),
  ..."emscripten_run_script_string emscripten_async_run_script".split(" "),
];

/**
 * Has the interpreter get nothing where it asks for code of the guest's; this is also what `dlsym` finds.
 *
 * @param {WebAssembly.Imports} imports
 */
function refuseCode({ env }) {
  for (const name of COMPILING) {
    /** @type {{ sig?: unknown }} As Emscripten marks its functions. */
    const { sig } = Object(env?.[name]);
    if (env !== undefined) env[name] = Object.assign(() => 0, { sig });
  }
}

/** How often Emscripten lists all exports: it notes them, it copies them, and it enters them into a table. */
const LISTINGS = 3;

/**
 * Exports of which the last listing has none. The table is for libraries that are linked in later, of which there are
 * none here; to fill it with 7 000 functions one by one takes as long as to restore the whole memory, twice. What looks
 * for one of them by name still finds it, and enters it then.
 *
 * @param {InterpreterExports} exports
 * @returns {WebAssembly.Exports}
 */
function withoutLastListing(exports) {
  /** @type {WebAssembly.Exports} */
  const listed = { ...exports };
  const names = Object.keys(listed);
  const last = names.at(-1) ?? "memory";
  let listings = 0;
  Object.defineProperty(listed, last, {
    get: () => {
      listings++;
      if (listings === LISTINGS - 1) {
        for (const name of names) delete listed[name];
      }
      return exports[last];
    },
  });
  return listed;
}

function limitGrowth() {
  /** @param {number} pages */
  const grow = (pages) => {
    if (memoryBytes() + pages * PAGE_BYTES > cap.bytes) {
      growth.refused = true;
      throw new RangeError("The memory limit is reached");
    }
    return Reflect.apply(growNatively, memory, [pages]);
  };
  Object.defineProperty(memory, "grow", { value: grow });
}

/**
 * Serves Pyodide's own start from memory.
 *
 * @param {Uint8Array} stdlib
 */
function standIn(stdlib) {
  /**
   * @param {unknown} _response
   * @param {WebAssembly.Imports} imports
   */
  const instantiate = (_response, imports) => {
    refuseCode(imports);
    const instance = new Instance(wasm, imports);
    // A cast, as no type says what a module exports.
    exports = /** @type {InterpreterExports} */ (instance.exports);
    memory = exports.memory;
    limitGrowth();
    return Promise.resolve({
      instance: { exports: withoutLastListing(exports) },
      module: wasm,
    });
  };
  /** @param {unknown} url */
  const fetch = (url) => {
    const body = String(url).endsWith(".zip") ? stdlib : new Uint8Array(0);
    return Promise.resolve({
      ok: true,
      arrayBuffer: () => Promise.resolve(body.buffer),
    });
  };
  Object.assign(WebAssembly, { instantiateStreaming: instantiate });
  Object.assign(globalThis, { fetch });
}

/**
 * Has Emscripten's loader restore an image.
 *
 * @param {OpenedImage} image
 * @returns {CreateModule}
 */
function restoring(image) {
  return async (settings) => {
    settings.noInitialRun = true;
    const module = await create(settings);
    module.API.restoreSnapshot = () => {
      // The guest may come to see this object, and shall find no way to the image.
      delete module.API.restoreSnapshot;
      return image.restore(memory);
    };
    return module;
  };
}

/**
 * Loads Pyodide, from nothing or from an image.
 *
 * @param {object} from
 * @param {Uint8Array} from.stdlib The archive of the standard library
 * @param {OpenedImage} [from.image]
 * @param {object} [from.options] Further options of Pyodide's
 * @returns {Promise<Pyodide>}
 */
export function load({ stdlib, image, options }) {
  standIn(stdlib);
  const jsglobals = Object.create(null);
  return start({
    createPyodideModule: image === undefined ? create : restoring(image),
    indexURL: BASE,
    packageBaseUrl: BASE,
    lockFileContents: EMPTY_INDEX,
    jsglobals: Object.assign(jsglobals, {
      Object,
      Array,
      Promise,
      eval: refuse,
      setTimeout: refuse,
    }),
    stdin: () => null,
    stdout: () => {},
    stderr: () => {},
    env: { HOME: "/work", PYTHONHASHSEED: "0", LANG: "C.UTF-8" },
    ...(image === undefined ? {} : { _loadSnapshot: new Uint8Array(0) }),
    ...options,
  });
}

/** @returns {never} */
function refuse() {
  throw new EvalError(
    "Code generation from strings is disallowed in this sandbox",
  );
}
