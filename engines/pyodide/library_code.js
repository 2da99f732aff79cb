// A library of a package: WebAssembly that shares the memory and the table of the interpreter. Emscripten has a linker of its
// own; ours is one that can put a library again where it was. It runs none of the JavaScript that a library may bring along.

/**
 * @import { InterpreterExports } from "./pyodide.ts"
 *
 * @typedef {object} Interpreter What libraries are linked to.
 * @property {InterpreterExports} exports
 * @property {WebAssembly.ModuleImports} env What the interpreter itself imports. Emscripten adds the exports.
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
 * Compiles a library.
 *
 * @before-guest libraries are linked before there is a guest
 * @param {Uint8Array<ArrayBuffer>} bytes
 */
export function compileLibrary(bytes) {
  return new LibraryModule(bytes);
}

/**
 * Reads what a library needs.
 *
 * @before-guest as above
 * @param {WebAssembly.Module} module
 * @returns {LibraryNeeds}
 */
export function readNeeds(module) {
  const [section] = LibraryModule.customSections(module, "dylink.0");
  if (section === undefined) throw new TypeError("is not a library");
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
      if (byte === undefined) throw new TypeError("has a damaged beginning");
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
 * @param {readonly WebAssembly.Exports[]} parts.needed What the libraries export that it needs.
 * @returns {WebAssembly.Exports}
 */
export function instantiateLibrary(
  module,
  { interpreter, place, addressOf, needed },
) {
  /** @type {WebAssembly.Exports} */
  let own = {};
  /** @param {string} name */
  const find = (name) =>
    findSymbol(name, { interpreter, libraries: [own, ...needed] });
  /** @type {Record<string, WebAssembly.ModuleImports>} */
  const imports = Object.create(null);
  for (const { module: from, name, kind } of LibraryModule.imports(module)) {
    imports[from] ??= Object.create(null);
    // A cast, as these are of no type in common.
    const values = /** @type {Record<string, unknown>} */ (imports[from]);
    if (from === "GOT.mem") values[name] = addressOf("mem", name);
    else if (from === "GOT.func") values[name] = addressOf("func", name);
    else if (name === "__memory_base") values[name] = place.memoryBase;
    else if (name === "__table_base") values[name] = place.tableBase;
    else values[name] = find(name) ?? (kind === "function" && later(name));
  }
  /**
   * A function of its own that is not there yet, or one that is nowhere.
   *
   * @param {string} name
   */
  function later(name) {
    /** @param {unknown[]} args */
    return (...args) => {
      const found = find(name);
      if (typeof found === "function") return found(...args);
      throw new ReferenceError(`The function ${name} is missing`);
    };
  }
  own = new LibraryInstance(module, imports).exports;
  return own;
}

/**
 * Finds what a symbol stands for. The interpreter's own symbols come first, as with Emscripten.
 *
 * @before-guest as above
 * @param {string} name
 * @param {object} where
 * @param {Interpreter} where.interpreter
 * @param {readonly WebAssembly.Exports[]} where.libraries
 * @returns {unknown}
 */
export function findSymbol(name, { interpreter, libraries }) {
  const { env, exports } = interpreter;
  if (Object.hasOwn(env, name)) {
    const { stub } = Object(env[name]);
    if (stub !== true) return env[name];
  }
  for (const all of [exports, ...libraries]) {
    if (Object.hasOwn(all, name)) return all[name];
  }
  return undefined;
}
