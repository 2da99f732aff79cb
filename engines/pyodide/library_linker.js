// Links libraries of packages while a snapshot is built, and notes where they are.

import {
  findSymbol,
  instantiateLibrary,
  readNeeds,
  toTableItem,
} from "./library_code.js";

/**
 * @import { Interpreter, LibraryNeeds } from "./library_code.js"
 *
 * @typedef {object} LibraryNote What is noted of a library that was linked.
 * @property {string} path In the packages.
 * @property {number} memoryBase
 * @property {number} memoryBytes
 * @property {number} tableBase
 * @property {number[]} needed The libraries that it needs, by number.
 * @property {Record<string, number>} mem The addresses of data, by name.
 * @property {Record<string, number>} func The numbers of functions, by name.
 * @property {Record<string, number>} symbols What is found in it by name.
 *
 * @typedef {object} LinkNotes
 * @property {number} tableFrom The size of the table before the first library.
 * @property {number} tableSize Its size after all.
 * @property {LibraryNote[]} libraries In the order in which they were linked.
 * @property {[index: number, owner: number, name: string][]} added What was added to the table: the interpreter's functions
 *   have the owner -1.
 * @property {[handle: number, library: number][]} handles The libraries that were opened.
 */

const LinkerGlobal = WebAssembly.Global;
const LinkerModule = WebAssembly.Module;
const INTERPRETER = -1;
/** How the functions begin by which Python finds its modules. */
const INIT = "PyInit_";
/** What is called once a library is there. */
const STARTING = ["__wasm_apply_data_relocs", "__wasm_call_ctors"];

/** Links libraries. */
export class LibraryLinker {
  /** Why libraries could not be linked. */
  failures = /** @type {string[]} */ ([]);
  #interpreter;
  #read;
  /** The size of the table before the first library. */
  #tableFrom;
  /** The numbers in the table that are those of libraries, or were added for them. */
  #own = new Set();
  /** @type {LibraryNote[]} */
  #notes = [];
  /** @type {WebAssembly.Exports[]} */
  #exports = [];
  /** @type {LinkNotes["added"]} */
  #added = [];
  /** @type {LinkNotes["handles"]} */
  #handles = [];
  /** The numbers of the functions of the table. */
  #numbers = new Map();

  /**
   * @param {Interpreter} interpreter
   * @param {(path: string) => Uint8Array<ArrayBuffer> | undefined} read Reads a file of the packages
   */
  constructor(interpreter, read) {
    this.#interpreter = interpreter;
    this.#read = read;
    this.#tableFrom = this.#table.length;
    this.#noteTable(0, this.#tableFrom);
  }

  /**
   * Opens a library.
   *
   * @param {number} handle
   * @param {string} path
   * @returns {boolean} Whether it is linked
   */
  open(handle, path) {
    try {
      this.#handles.push([handle, this.#link(path)]);
      return true;
    } catch (error) {
      const { message } = /** @type {Error} */ (error);
      this.failures.push(`the library ${path} cannot be linked: ${message}`);
      return false;
    }
  }

  /**
   * Finds a symbol of a library that was opened, or of the interpreter.
   *
   * @param {number} handle
   * @param {string} name
   * @returns {number | undefined} Its address, or 0; nothing if it is not known here
   */
  find(handle, name) {
    const [, library] = this.#handles.find(([one]) => one === handle) ?? [];
    if (library !== undefined) return this.#notes[library]?.symbols[name] ?? 0;
    const found = findSymbol(name, { interpreter: this.#interpreter });
    return found === undefined
      ? undefined
      : this.#toAddress(found, { number: INTERPRETER, name });
  }

  /**
   * What is needed to link all again.
   *
   * @returns {LinkNotes}
   * @throws {Error} If the table has functions of which nothing is known, such as those of JavaScript that `ctypes` makes
   */
  notes() {
    this.#requireKnown();
    return {
      tableFrom: this.#tableFrom,
      tableSize: this.#table.length,
      libraries: this.#notes,
      added: this.#added,
      handles: this.#handles,
    };
  }

  /** What is free may have been a function before: `ctypes` makes one while it is imported. */
  #requireKnown() {
    const { freeIndexes } = this.#interpreter;
    for (let i = this.#tableFrom; i < this.#table.length; i++) {
      if (this.#own.has(i) || freeIndexes.includes(i)) continue;
      throw new Error(
        "a package makes functions while it is imported, by ctypes for instance",
      );
    }
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
    if (bytes === undefined) throw new TypeError("it is no file of a package");
    const module = new LinkerModule(bytes);
    const needs = readNeeds(module);
    const needed = needs.libraries.map((name) =>
      this.#link(this.#findLibrary(name, { from: path, ...needs }))
    );
    const number = this.#notes.length;
    const note = this.#place(path, { needs, needed });
    this.#notes.push(note);
    this.#exports.push(this.#instantiate(module, { note, needs }));
    this.#noteSymbols(number);
    return number;
  }

  /**
   * @param {string} path
   * @param {{ needs: LibraryNeeds, needed: number[] }} parts
   * @returns {LibraryNote}
   */
  #place(path, { needs, needed }) {
    const { memoryBytes, tableSize } = needs;
    const align = 2 ** needs.memoryAlign;
    const { exports } = this.#interpreter;
    const address = memoryBytes === 0
      ? 0
      : exports.calloc(memoryBytes + align, 1) >>> 0;
    if (address === 0 && memoryBytes > 0) throw new RangeError("out of memory");
    return {
      path,
      memoryBase: Math.ceil(address / align) * align,
      memoryBytes,
      tableBase: this.#table.grow(tableSize),
      needed,
      mem: {},
      func: {},
      symbols: {},
    };
  }

  /**
   * @param {WebAssembly.Module} module
   * @param {{ note: LibraryNote, needs: LibraryNeeds }} parts
   */
  #instantiate(module, { note, needs }) {
    /** @type {["mem" | "func", string, WebAssembly.Global][]} */
    const addresses = [];
    const needed = note.needed.map((one) => this.#exports[one] ?? {});
    const own = instantiateLibrary(module, {
      interpreter: this.#interpreter,
      place: note,
      needed,
      addressOf(kind, name) {
        const global = new LinkerGlobal({ value: "i32", mutable: true }, 0);
        addresses.push([kind, name, global]);
        return global;
      },
    });
    this.#noteTable(note.tableBase, note.tableBase + needs.tableSize);
    const number = this.#exports.length;
    for (const [kind, name, global] of addresses) {
      const address = this.#addressOf(name, { own, number, note });
      if (address === undefined && !needs.optional.has(name)) {
        throw new ReferenceError(`${name} is missing`);
      }
      note[kind][name] = global.value = address ?? 0;
    }
    for (const name of STARTING) {
      const start = own[name];
      if (typeof start === "function") start();
    }
    return own;
  }

  /**
   * Notes what is found in a library by name: Python's modules, or all of a library that has none.
   *
   * @param {number} number
   */
  #noteSymbols(number) {
    const note = this.#notes[number];
    if (note === undefined) return;
    const own = this.#exports[number] ?? {};
    const names = Object.keys(own).filter((name) => !name.startsWith("__"));
    const modules = names.filter((name) => name.startsWith(INIT));
    for (const name of modules.length > 0 ? modules : names) {
      note.symbols[name] = this.#toAddress(own[name], { number, name, note });
    }
  }

  /**
   * Finds a library that another one needs, where that says.
   *
   * @param {string} name
   * @param {{ from: string, folders: readonly string[] }} where
   */
  #findLibrary(name, { from, folders }) {
    const folder = from.split("/").slice(0, -1);
    for (const one of ["$ORIGIN", ...folders]) {
      const path = joinPath(folder, `${one.replace(/^\$ORIGIN/, ".")}/${name}`);
      if (this.#read(path) !== undefined) return path;
    }
    throw new TypeError(`it needs ${name}, which is missing`);
  }

  /**
   * @param {string} name
   * @param {{ own: WebAssembly.Exports, number: number, note: LibraryNote }} from
   * @returns {number | undefined}
   */
  #addressOf(name, { own, number, note }) {
    const found = findSymbol(name, { interpreter: this.#interpreter });
    if (found !== undefined) {
      return this.#toAddress(found, { number: INTERPRETER, name });
    }
    if (Object.hasOwn(own, name)) {
      return this.#toAddress(own[name], { number, name, note });
    }
    const needed = note.needed.find((one) =>
      Object.hasOwn(this.#exports[one] ?? {}, name)
    );
    return needed === undefined
      ? undefined
      : this.#toAddress(this.#exports[needed]?.[name], {
        number: needed,
        name,
        note: this.#notes[needed],
      });
  }

  /**
   * @param {unknown} value
   * @param {{ number: number, name: string, note?: LibraryNote | undefined }} owner
   */
  #toAddress(value, { number, name, note }) {
    if (value instanceof LinkerGlobal) {
      return value.value + (note?.memoryBase ?? 0);
    }
    if (typeof value !== "function") {
      throw new TypeError(`${name} is neither a function nor data`);
    }
    const known = this.#numbers.get(value);
    if (known !== undefined) return known;
    const index = this.#table.grow(1);
    this.#table.set(index, toTableItem(value, this.#interpreter));
    this.#numbers.set(value, index);
    this.#added.push([index, number, name]);
    this.#own.add(index);
    return index;
  }

  /**
   * Notes the numbers of functions of the table.
   *
   * @param {number} from
   * @param {number} to
   */
  #noteTable(from, to) {
    for (let i = from; i < to; i++) {
      const item = this.#table.get(i);
      if (item !== null && !this.#numbers.has(item)) this.#numbers.set(item, i);
      if (from > 0) this.#own.add(i);
    }
  }
}

/**
 * @param {readonly string[]} folder
 * @param {string} path
 */
function joinPath(folder, path) {
  const names = [...folder];
  for (const name of path.split("/")) {
    if (name === "..") names.pop();
    else if (name !== "." && name !== "") names.push(name);
  }
  return names.join("/");
}
