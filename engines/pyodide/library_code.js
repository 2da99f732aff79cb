// A library of a package: WebAssembly that shares the memory and the table of the interpreter. Emscripten has a linker of its
// own; ours is one that can put a library again where it was. It runs none of the JavaScript that a library may bring along.

import { apply, NativeError, NativeTypeError } from "../worker/intrinsics.js";

/**
 * @import { InterpreterExports } from "./pyodide.ts"
 *
 * @typedef {(...args: unknown[]) => unknown} Callable A function of C's, as JavaScript sees it.
 *
 * @typedef {object} Interpreter What libraries are linked to.
 * @property {InterpreterExports} exports
 * @property {WebAssembly.ModuleImports} env What the interpreter itself imports. Emscripten adds the exports.
 * @property {readonly number[]} freeIndexes The numbers in the table that are free.
 * @property {(value: Callable, signature: string) => Callable} wrap Makes a function of WebAssembly.
 *
 * @typedef {object} LibraryNeeds What the beginning of a library says.
 * @property {number} memoryBytes
 * @property {number} memoryAlign As a power of 2.
 * @property {number} tableSize
 * @property {string[]} libraries The names of the libraries that it needs.
 * @property {string[]} folders Where they may be.
 * @property {Set<string>} optional The names of symbols that may be missing.
 *
 * @typedef {object} LibraryPlace Where a library is.
 * @property {number} memoryBase
 * @property {number} tableBase
 *
 * @typedef {(kind: "mem" | "func", name: string) => WebAssembly.Global} AddressOf Gives the global that holds an address.
 */

const LibraryInstance = WebAssembly.Instance;
const LibraryModule = WebAssembly.Module;

/** The parts of the section `dylink.0` that are read. */
const DYLINK = { memory: 1, needed: 2, imports: 4, folders: 5 };
/** How a symbol is bound: a weak one may be missing. */
const BINDING = { mask: 3, weak: 1 };

/**
 * Reads what a library needs.
 *
 * @before-guest libraries are linked before there is a guest
 * @param {WebAssembly.Module} module
 * @returns {LibraryNeeds}
 */
export function readNeeds(module) {
  const [section] = LibraryModule.customSections(module, "dylink.0");
  if (section === undefined) throw new NativeTypeError("it is no library");
  const reader = new SectionReader(new Uint8Array(section));
  /** @type {LibraryNeeds} */
  const needs = {
    memoryBytes: 0,
    memoryAlign: 0,
    tableSize: 0,
    libraries: [],
    folders: [],
    optional: new Set(),
  };
  while (!reader.isAtEnd) {
    const kind = reader.number();
    const end = reader.number() + reader.at;
    if (kind === DYLINK.memory) {
      needs.memoryBytes = reader.number();
      needs.memoryAlign = reader.number();
      needs.tableSize = reader.number();
    } else if (kind === DYLINK.needed) needs.libraries = reader.texts();
    else if (kind === DYLINK.folders) needs.folders = reader.texts();
    else if (kind === DYLINK.imports) {
      for (let left = reader.number(); left > 0; left--) {
        reader.text();
        const name = reader.text();
        const isWeak = (reader.number() & BINDING.mask) === BINDING.weak;
        if (isWeak) needs.optional.add(name);
      }
    }
    reader.at = end;
  }
  return needs;
}

/** Reads a section of WebAssembly. */
class SectionReader {
  at = 0;
  #bytes;

  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.#bytes = bytes;
  }

  get isAtEnd() {
    return this.at >= this.#bytes.length;
  }

  /** An unsigned number of variable length (LEB128). */
  number() {
    let value = 0;
    for (let factor = 1;; factor *= 128) {
      const byte = this.#bytes[this.at++];
      if (byte === undefined) {
        throw new NativeTypeError("its beginning is damaged");
      }
      value += (byte & 127) * factor;
      if (byte < 128) return value;
    }
  }

  /** @before-guest as above */
  text() {
    const end = this.number() + this.at;
    const text = new TextDecoder().decode(this.#bytes.subarray(this.at, end));
    this.at = end;
    return text;
  }

  /** @before-guest as above */
  texts() {
    return Array.from({ length: this.number() }, () => this.text());
  }
}

/**
 * Makes an instance of a library.
 *
 * @before-guest as above
 * @param {WebAssembly.Module} module
 * @param {object} parts
 * @param {Interpreter} parts.interpreter
 * @param {LibraryPlace} parts.place
 * @param {AddressOf} parts.addressOf
 * @param {readonly WebAssembly.Exports[]} parts.needed What the libraries export that it needs
 * @returns {WebAssembly.Exports}
 */
export function instantiateLibrary(
  module,
  { interpreter, place, addressOf, needed },
) {
  const { find, settle } = symbolsOf(interpreter, needed);
  /** @type {Record<string, Record<string, unknown>>} */
  const imports = Object.create(null);
  for (const { module: from, name, kind } of LibraryModule.imports(module)) {
    const values = imports[from] ??= Object.create(null);
    if (from === "GOT.mem") values[name] = addressOf("mem", name);
    else if (from === "GOT.func") values[name] = addressOf("func", name);
    else if (name === "__memory_base") values[name] = place.memoryBase;
    else if (name === "__table_base") values[name] = place.tableBase;
    else values[name] = find(name, kind);
  }
  // A cast, as these are values of all kinds that can be imported.
  const { exports } = new LibraryInstance(
    module,
    /** @type {WebAssembly.Imports} */ (imports),
  );
  settle(exports);
  return exports;
}

/**
 * What a library imports: from the interpreter, from libraries, and from itself, once it is there.
 *
 * @before-guest as above
 * @param {Interpreter} interpreter
 * @param {readonly WebAssembly.Exports[]} libraries
 */
function symbolsOf(interpreter, libraries) {
  /** @type {Record<string, Callable | undefined>} */
  const own = Object.create(null);
  return {
    /**
     * @before-guest as above
     * @param {string} name
     * @param {WebAssembly.ImportExportKind} kind
     */
    find(name, kind) {
      const found = findSymbol(name, { interpreter, libraries });
      if (found !== undefined || kind !== "function") return found;
      own[name] = undefined;
      /** @param {unknown[]} args */
      return (...args) => {
        const its = own[name];
        if (its !== undefined) return apply(its, undefined, args);
        throw new NativeError(`The function ${name} is missing`);
      };
    },
    /**
     * @before-guest as above
     * @param {WebAssembly.Exports} exports
     */
    settle(exports) {
      for (const name of Object.keys(own)) {
        const its = exports[name];
        // A cast, as it takes what its library passes.
        if (typeof its === "function") {
          own[name] = /** @type {Callable} */ (its);
        }
      }
    },
  };
}

/**
 * Finds what a symbol stands for. The interpreter's own symbols come first, as with Emscripten.
 *
 * @before-guest as above
 * @param {string} name
 * @param {object} where
 * @param {Interpreter} where.interpreter
 * @param {readonly WebAssembly.Exports[]} [where.libraries]
 * @returns {unknown}
 */
export function findSymbol(name, { interpreter, libraries = [] }) {
  const { env, exports } = interpreter;
  // What Emscripten lacks is a stub in it.
  const isThere = Object.hasOwn(env, name) && Object(env[name]).stub !== true;
  if (isThere) return env[name];
  for (const one of [exports, ...libraries]) {
    if (Object.hasOwn(one, name)) return one[name];
  }
  return undefined;
}

/**
 * Makes a function of JavaScript one that a table can have.
 *
 * @before-guest as above
 * @param {unknown} value
 * @param {Interpreter} interpreter
 * @returns {Callable}
 */
export function toTableItem(value, { wrap }) {
  if (typeof value !== "function") {
    throw new NativeTypeError("It is no function");
  }
  // A cast, as it takes what C passes.
  const callable = /** @type {Callable} */ (value);
  const { sig } = Object(value);
  return typeof sig === "string" ? wrap(callable, sig) : callable;
}
