// Libraries of packages that a snapshot has in it: they are linked again before it is restored, where they were.

import {
  compileLibrary,
  findSymbol,
  instantiateLibrary,
} from "./library_code.js";

/**
 * @import { Interpreter } from "./library_code.js"
 * @import { LinkNotes } from "./library_linker.js"
 */

const LinkedGlobal = WebAssembly.Global;

/**
 * Links the libraries of a snapshot again, before its memory is restored.
 *
 * @before-guest a guest starts with it
 * @param {LinkNotes} notes
 * @param {object} parts
 * @param {Interpreter} parts.interpreter Its memory is as large as that of the snapshot
 * @param {(path: string) => Uint8Array<ArrayBuffer> | undefined} parts.read Reads a file of the packages
 */
export function linkAgain({ libraries, added, tableSize }, { interpreter, read }) {
  const { __indirect_function_table: table, memory } = interpreter.exports;
  /** @type {WebAssembly.Exports[]} */
  const exports = [];
  const missing = tableSize - table.length;
  if (missing > 0) table.grow(missing);
  for (const { path, needed, mem, func, ...place } of libraries) {
    const bytes = read(path);
    if (bytes === undefined) throw new TypeError(`The library ${path} is missing`);
    const addresses = { mem, func };
    exports.push(instantiateLibrary(compileLibrary(bytes), {
      interpreter,
      place,
      needed: needed.map((one) => exports[one] ?? {}),
      addressOf: (kind, name) =>
        new LinkedGlobal(
          { value: "i32", mutable: true },
          addresses[kind][name] ?? 0,
        ),
    }));
    // The snapshot has no pages that are empty.
    new Uint8Array(memory.buffer, place.memoryBase, place.memoryBytes).fill(0);
  }
  for (const [index, owner, name] of added) {
    const found = owner < 0
      ? findSymbol(name, { interpreter, libraries: [] })
      : exports[owner]?.[name];
    table.set(index, found);
  }
}
