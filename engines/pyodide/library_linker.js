// Links libraries of packages when a snapshot is built, and notes where they are.

import {
  compileLibrary,
  findSymbol,
  instantiateLibrary,
  readNeeds,
} from "./library_code.js";

/**
 * @import { Interpreter } from "./library_code.js"
 *
 * @typedef {object} LibraryNote What is noted of a library that was linked.
 * @property {string} path In the packages.
 * @property {number} memoryBase
 * @property {number} memoryBytes
 * @property {number} tableBase
 * @property {number} tableSize
 * @property {number[]} needed The libraries that it needs, by number.
 * @property {Record<string, number>} mem The addresses of data, by name.
 * @property {Record<string, number>} func The numbers of functions, by name.
 * @property {Record<string, number>} symbols What is found in it by name.
 *
 * @typedef {object} LinkNotes
 * @property {LibraryNote[]} libraries In the order in which they were linked.
 * @property {[index: number, owner: number, name: string][]} added What was added to the table: the interpreter's functions
 *   have the owner -1.
 * @property {[handle: number, library: number][]} handles
 * @property {number} tableSize
 */

const LinkerGlobal = WebAssembly.Global;
const INTERPRETER = -1;
/** What is a library of its own, and no module of Python's. */
const INIT = "PyInit_";

/** Links libraries. */
export class LibraryLinker {
  /** Why the last library could not be linked. */
  failure = "";
  #interpreter;
  #read;
  /** @type {LibraryNote[]} */
  #notes = [];
  /** @type {WebAssembly.Exports[]} */
  #exports = [];
  /** @type {LinkNotes["added"]} */
  #added = [];
  /** @type {LinkNotes["handles"]} */
  #handles = [];
  /** @type {Map<unknown, number> | undefined} */
  #numbers;

  /**
   * @param {Interpreter} interpreter
   * @param {(path: string) => Uint8Array<ArrayBuffer> | undefined} read Reads a file of the packages
   */
  constructor(interpreter, read) {
    this.#interpreter = interpreter;
    this.#read = read;
  }

  /**
   * Opens a library.
   *
   * @param {number} handle
   * @param {string} path
   */
  open(handle, path) {
    try {
      this.#handles.push([handle, this.#link(path)]);
      return true;
    } catch (error) {
      this.failure = `${path} ${/** @type {Error} */ (error).message}`;
      return false;
    }
  }

  /**
   * Finds a symbol of a library.
   *
   * @param {number} handle
   * @param {string} name
   */
  find(handle, name) {
    const [, library] = this.#handles.find(([one]) => one === handle) ?? [];
    if (library === undefined) return undefined;
    return this.#notes[library]?.symbols[name] ?? 0;
  }

  /** @returns {LinkNotes} */
  notes() {
    return {
      libraries: this.#notes,
      added: this.#added,
      handles: this.#handles,
      tableSize: this.#table.length,
    };
  }

  get #table() {
    return this.#interpreter.exports.__indirect_function_table;
  }

  /**
   * @param {string} path
   * @returns {number}
   */
  #link(path) {
    const known = this.#notes.findIndex((one) => one.path === path);
    if (known >= 0) return known;
    const bytes = this.#read(path);
    if (bytes === undefined) throw new TypeError("is not there");
    const module = compileLibrary(bytes);
    const needs = readNeeds(module);
    const needed = needs.libraries.map((name) =>
      this.#link(this.#findLibrary(name, path, needs.folders))
    );
    const number = this.#notes.length;
    const { exports } = this.#interpreter;
    const align = 2 ** needs.memoryAlign;
    const memory = needs.memoryBytes === 0
      ? 0
      : exports.calloc(needs.memoryBytes + align, 1);
    const numbers = this.#allNumbers();
    const note = {
      path,
      memoryBase: Math.ceil((memory >>> 0) / align) * align,
      memoryBytes: needs.memoryBytes,
      tableBase: this.#table.grow(needs.tableSize),
      tableSize: needs.tableSize,
      needed,
      mem: {},
      func: {},
      symbols: {},
    };
    this.#notes.push(note);
    /** @type {["mem" | "func", string, WebAssembly.Global][]} */
    const addresses = [];
    const own = instantiateLibrary(module, {
      interpreter: this.#interpreter,
      place: note,
      needed: needed.map((one) => this.#exports[one] ?? {}),
      addressOf(kind, name) {
        const global = new LinkerGlobal({ value: "i32", mutable: true }, 0);
        addresses.push([kind, name, global]);
        return global;
      },
    });
    this.#exports[number] = own;
    for (let i = 0; i < needs.tableSize; i++) {
      const at = note.tableBase + i;
      const item = this.#table.get(at);
      if (item !== null) numbers.set(item, at);
    }
    for (const [kind, name, global] of addresses) {
      const address = this.#addressOf(number, name) ?? 0;
      if (address === 0 && !needs.optional.has(name)) {
        throw new ReferenceError(`needs ${name}, which is missing`);
      }
      note[kind][name] = global.value = address;
    }
    for (const name of ["__wasm_apply_data_relocs", "__wasm_call_ctors"]) {
      const run = own[name];
      if (typeof run === "function") run();
    }
    const names = Object.keys(own).filter((name) => !name.startsWith("__"));
    const inits = names.filter((name) => name.startsWith(INIT));
    for (const name of inits.length > 0 ? inits : names) {
      note.symbols[name] = this.#addressOf(number, name, true) ?? 0;
    }
    return number;
  }

  /**
   * @param {string} name
   * @param {string} from
   * @param {readonly string[]} folders
   */
  #findLibrary(name, from, folders) {
    const folder = from.slice(0, from.lastIndexOf("/") + 1);
    for (const one of ["$ORIGIN", ...folders]) {
      const url = new URL(
        `${one.replace("$ORIGIN", "./")}/${name}`.replaceAll("//", "/"),
        `file:///${folder}`,
      );
      const path = decodeURIComponent(url.pathname.slice(1));
      if (this.#read(path) !== undefined) return path;
    }
    throw new TypeError(`needs ${name}, which is missing`);
  }

  /**
   * @param {number} library
   * @param {string} name
   * @param {boolean} [isOwn]
   * @returns {number | undefined}
   */
  #addressOf(library, name, isOwn = false) {
    const note = this.#notes[library];
    const scope = [library, ...note?.needed ?? []];
    const interpreter = this.#interpreter;
    if (!isOwn) {
      const found = findSymbol(name, { interpreter, libraries: [] });
      if (found !== undefined) return this.#toAddress(found, INTERPRETER, name);
    }
    for (const number of scope) {
      const all = this.#exports[number] ?? {};
      if (!Object.hasOwn(all, name)) continue;
      return this.#toAddress(all[name], number, name);
    }
    return undefined;
  }

  /**
   * @param {unknown} value
   * @param {number} owner
   * @param {string} name
   */
  #toAddress(value, owner, name) {
    if (value instanceof LinkerGlobal) {
      return value.value + (this.#notes[owner]?.memoryBase ?? 0);
    }
    if (typeof value !== "function") return 0;
    const numbers = this.#allNumbers();
    const known = numbers.get(value);
    if (known !== undefined) return known;
    const index = this.#table.grow(1);
    this.#table.set(index, value);
    numbers.set(value, index);
    this.#added.push([index, owner, name]);
    return index;
  }

  /** The numbers of all functions of the table. */
  #allNumbers() {
    if (this.#numbers !== undefined) return this.#numbers;
    this.#numbers = new Map();
    for (let i = 0; i < this.#table.length; i++) {
      const item = this.#table.get(i);
      if (item !== null && !this.#numbers.has(item)) this.#numbers.set(item, i);
    }
    return this.#numbers;
  }
}
