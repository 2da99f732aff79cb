// Libraries of packages that a snapshot has in it: they are linked again before its memory is restored, where they were. A
// guest can open these, and no others.

import { mapGet } from "../worker/intrinsics.js";
import { findSiteFile } from "../python/packed_site.js";
import { readText } from "./interpreter.js";
import { findSymbol, instantiateLibrary, toTableItem } from "./library_code.js";

/**
 * @import { Site } from "../python/packed_site.js"
 * @import { Libraries } from "./interpreter.js"
 * @import { Interpreter } from "./library_code.js"
 * @import { LinkNotes } from "./library_linker.js"
 *
 * @typedef {(handle: number, name: string) => number | undefined} FindInLibrary Gives the address of a symbol, or 0; nothing
 *   if there is no such library.
 */

const LinkedGlobal = WebAssembly.Global;
const compileNatively = WebAssembly.compile;

/**
 * The libraries of a snapshot.
 *
 * @before-guest a guest starts with it
 * @param {LinkNotes} notes
 * @param {Site} site The packages
 * @returns {Libraries}
 */
export function linkedLibraries(notes, site) {
  const compiling = Promise.all(
    notes.libraries.map(({ path }) => compileLibrary(path, site)),
  );
  // The code that awaits it handles a failure.
  compiling.catch(() => {});
  return {
    replaceImports: (env) => replaceFinding(env, findLinked(notes)),
    async linkTo(interpreter) {
      linkAgain(notes, { interpreter, modules: await compiling });
    },
  };
}

/**
 * Has Emscripten find symbols of libraries that it has not linked itself.
 *
 * @before-guest as above
 * @param {WebAssembly.ModuleImports} env
 * @param {FindInLibrary} find
 */
export function replaceFinding(env, find) {
  // A cast, as it is known to be a function.
  const native = /** @type {(...args: number[]) => number} */ (env._dlsym_js);
  /**
   * @param {number} handle
   * @param {number} name
   * @param {number} index
   */
  const replacement = (handle, name, index) =>
    find(handle >>> 0, readText(name >>> 0)) ?? native(handle, name, index);
  const { sig } = Object(native);
  env._dlsym_js = Object.assign(replacement, { sig });
}

/**
 * Compiles a library, in another thread.
 *
 * @before-guest as above
 * @param {string} path
 * @param {Site} site
 */
function compileLibrary(path, site) {
  const bytes = findSiteFile(site, path);
  if (bytes !== undefined) return compileNatively(bytes);
  throw new TypeError(`The library ${path} is missing`);
}

/**
 * Links the libraries of a snapshot again. The code by which they start is not called, as all that it did is in the memory of the
 * snapshot.
 *
 * @before-guest as above
 * @param {LinkNotes} notes
 * @param {object} parts
 * @param {Interpreter} parts.interpreter Its memory is as large as that of the snapshot
 * @param {readonly WebAssembly.Module[]} parts.modules The libraries
 */
function linkAgain(
  { tableFrom, tableSize, libraries, added },
  { interpreter, modules },
) {
  const { __indirect_function_table: table, memory } = interpreter.exports;
  if (table.length !== tableFrom) {
    throw new RangeError(`The table has ${table.length} functions`);
  }
  table.grow(tableSize - table.length);
  /** @type {WebAssembly.Exports[]} */
  const exports = [];
  for (const [i, { needed, mem, func, ...place }] of libraries.entries()) {
    const addresses = { mem, func };
    // A cast, as each has been compiled.
    const module = /** @type {WebAssembly.Module} */ (modules[i]);
    exports.push(instantiateLibrary(module, {
      interpreter,
      place,
      needed: needed.map((one) => exports[one] ?? {}),
      addressOf: (kind, name) =>
        new LinkedGlobal(
          { value: "i32", mutable: true },
          addresses[kind][name] ?? 0,
        ),
    }));
    // A snapshot leaves out the pages that are empty.
    new Uint8Array(memory.buffer, place.memoryBase, place.memoryBytes).fill(0);
  }
  for (const [index, owner, name] of added) {
    const found = owner < 0
      ? findSymbol(name, { interpreter })
      : exports[owner]?.[name];
    table.set(index, toTableItem(found, interpreter));
  }
}

/**
 * Finds symbols of libraries that were opened before there was a guest.
 *
 * @before-guest as above
 * @param {LinkNotes} notes
 * @returns {FindInLibrary}
 */
function findLinked({ libraries, handles }) {
  /** @type {Map<number, Map<string, number>>} */
  const opened = new Map();
  for (const [handle, library] of handles) {
    const { symbols = {} } = libraries[library] ?? {};
    opened.set(handle, new Map(Object.entries(symbols)));
  }
  return (handle, name) => {
    const symbols = mapGet(opened, handle);
    return symbols === undefined ? undefined : mapGet(symbols, name) ?? 0;
  };
}
