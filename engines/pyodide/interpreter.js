// What the Pyodide worker and the builder of its snapshot have in common: an interpreter that is loaded from memory alone.

import createPyodideModule from "npm:pyodide@314.0.7/pyodide.asm.mjs";
import { loadPyodide } from "npm:pyodide@314.0.7/pyodide.mjs";
import {
  apply,
  bufferBytes,
  decodeUtf8,
  memoryBuffer,
  NativeEvalError,
  NativeRangeError,
  NativeUint8Array,
  viewOf,
} from "../worker/intrinsics.js";
import { WASM_PAGE_BYTES } from "../worker/shared_values.js";
import { localTime, replaceLocalTime } from "./local_time.js";
// @ts-types="./wasm.d.ts"
import { compiledModule } from "./wasm.js";

/**
 * @import { OpenedSnapshot } from "../python/snapshot.js"
 * @import { Interpreter } from "./library_code.js"
 * @import { CreateModule, InterpreterExports, Pyodide } from "./pyodide.ts"
 *
 * @typedef {object} Libraries Libraries of packages, which are linked before there is a guest.
 * @property {(env: WebAssembly.ModuleImports) => void} replaceImports Replaces what the interpreter opens libraries with.
 * @property {(interpreter: Interpreter) => Promise<void> | void} linkTo Is called when there is an interpreter to link to.
 */

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

/** The cap on linear memory, in bytes; the instance's own `grow` is the only way to grow, and keeps to it. */
export const cap = { bytes: 512 * 2 ** 20 };

/** Whether more memory was requested than the cap allows. The reader resets it. */
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
 * What the interpreter imports from its environment.
 *
 * @type {WebAssembly.ModuleImports | undefined}
 */
let environment;

/**
 * The size of linear memory, in bytes.
 *
 * @returns {number}
 */
export function memoryBytes() {
  return bufferBytes(memoryBuffer(memory));
}

/** @type {CreateModule} The module has no types. */
const createModule = createPyodideModule;
// A cast, as the package's types leave out what Pyodide takes and gives beside its public interface.
const startPyodide =
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
 * @before-guest it is done before the interpreter is there
 * @param {WebAssembly.Imports} imports
 */
function refuseCode({ env }) {
  for (const name of COMPILING) {
    /** @type {{ sig?: unknown }} As Emscripten marks its functions. */
    const { sig } = Object(env?.[name]);
    if (env !== undefined) env[name] = Object.assign(() => 0, { sig });
  }
}

/** What this engine needs of the globals that are not of the language. */
export const NEEDED_GLOBALS = [
  "performance",
  "crypto",
  "setTimeout",
  "clearTimeout",
  "queueMicrotask",
  "MessageChannel",
];

/** How often Emscripten lists all exports: it notes them, it copies them, and it enters them into a table. */
const LISTINGS = 3;

/**
 * Exports of which the last listing has none. The table is for libraries that are linked in later, of which there are
 * none here; to fill it with 7 000 functions one by one takes as long as to restore the whole memory, twice. What looks
 * for one of them by name still finds it, and enters it then.
 *
 * @before-guest as above
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
    // @before-guest all listings are made while the interpreter starts
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

/** @before-guest it is done when the interpreter is made */
function limitGrowth() {
  /** @param {number} pages */
  const grow = (pages) => {
    if (memoryBytes() + pages * WASM_PAGE_BYTES > cap.bytes) {
      growth.refused = true;
      throw new NativeRangeError("The memory limit is reached");
    }
    return apply(growNatively, memory, [pages]);
  };
  Object.defineProperty(memory, "grow", { value: grow });
}

/**
 * Serves Pyodide's own start from memory.
 *
 * @before-guest it is done before the interpreter is there
 * @param {Uint8Array} stdlib
 * @param {object} parts
 * @param {OpenedSnapshot | undefined} parts.snapshot
 * @param {Libraries | undefined} parts.libraries
 */
function standIn(stdlib, { snapshot, libraries }) {
  /**
   * @before-guest the realm is stripped of it
   * @param {unknown} _response
   * @param {WebAssembly.Imports} imports
   */
  const instantiate = (_response, imports) => {
    refuseCode(imports);
    replaceLocalTime(imports);
    if (imports.env !== undefined) libraries?.replaceImports(imports.env);
    environment = imports.env;
    const instance = new Instance(compiledModule(), imports);
    // A cast, as no type says what a module exports.
    exports = /** @type {InterpreterExports} */ (instance.exports);
    memory = exports.memory;
    localTime.memory = memory;
    limitGrowth();
    if (snapshot !== undefined) growTo(snapshot.memoryBytes);
    return Promise.resolve({
      instance: { exports: withoutLastListing(exports) },
      module: compiledModule(),
    });
  };
  /**
   * @before-guest as above
   * @param {unknown} url
   */
  const fetch = (url) => {
    const body = String(url).endsWith(".zip") ? stdlib : new Uint8Array(0);
    const loaded = Promise.resolve(body.buffer);
    return Promise.resolve({ ok: true, arrayBuffer: () => loaded });
  };
  Object.assign(WebAssembly, { instantiateStreaming: instantiate });
  Object.assign(globalThis, { fetch });
}

/**
 * Makes memory as large as that of a snapshot, before Emscripten sees it.
 *
 * @before-guest it is done when the interpreter is made
 * @param {number} bytes
 */
function growTo(bytes) {
  const missing = bytes - memory.buffer.byteLength;
  if (missing > 0) memory.grow(missing / WASM_PAGE_BYTES);
}

/**
 * Has Emscripten's loader link libraries, and restore a snapshot.
 *
 * @param {OpenedSnapshot | undefined} snapshot
 * @param {Libraries | undefined} libraries
 * @returns {CreateModule}
 */
function preparing(snapshot, libraries) {
  return async (settings) => {
    if (snapshot !== undefined) settings.noInitialRun = true;
    const module = await createModule(settings);
    await libraries?.linkTo({
      exports,
      env: environment ?? {},
      freeIndexes: module.freeTableIndexes,
      wrap: module.convertJsFunctionToWasm,
    });
    if (snapshot === undefined) return module;
    module.API.restoreSnapshot = () => {
      // The guest may get this object, which must not lead to the snapshot.
      delete module.API.restoreSnapshot;
      return snapshot.restore(memory);
    };
    return module;
  };
}

/**
 * Loads Pyodide, from nothing or from a snapshot.
 *
 * @before-guest it is what a guest is given
 * @param {object} from
 * @param {Uint8Array} from.stdlib The archive of the standard library
 * @param {OpenedSnapshot} [from.snapshot]
 * @param {Libraries} [from.libraries]
 * @param {object} [from.options] Further options of Pyodide's
 * @returns {Promise<Pyodide>}
 */
export function loadInterpreter({ stdlib, snapshot, libraries, options }) {
  standIn(stdlib, { snapshot, libraries });
  const jsglobals = Object.create(null);
  return startPyodide({
    createPyodideModule: preparing(snapshot, libraries),
    indexURL: BASE,
    packageBaseUrl: BASE,
    lockFileContents: EMPTY_INDEX,
    jsglobals: Object.assign(jsglobals, {
      Object,
      Array,
      Promise,
      eval: refuseCall,
      setTimeout: refuseCall,
    }),
    stdin: () => null,
    stdout: () => {},
    stderr: () => {},
    env: { HOME: "/work", PYTHONHASHSEED: "0", LANG: "C.UTF-8" },
    ...(snapshot === undefined ? {} : { _loadSnapshot: new Uint8Array(0) }),
    ...options,
  });
}

/**
 * Reads a text of C's.
 *
 * @param {number} at
 */
export function readText(at) {
  const bytes = new NativeUint8Array(memoryBuffer(memory));
  let end = at;
  while (bytes[end] !== 0 && bytes[end] !== undefined) end++;
  return decodeUtf8(viewOf(bytes, at, end));
}

/** @returns {never} */
function refuseCall() {
  throw new NativeEvalError(
    "Code generation from strings is disallowed in this sandbox",
  );
}
