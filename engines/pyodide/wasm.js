// The engine's code, compiled by Deno itself. A file of its own, because TypeScript does not know this kind of import.

import source importedModule from "npm:pyodide@314.0.7/pyodide.asm.wasm";

/** The engine's compiled code. */
export function compiledModule() {
  return importedModule;
}
