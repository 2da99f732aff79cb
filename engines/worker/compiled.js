// The engine's compiled code, for a worker that is handed it.

/** @type {WebAssembly.Module | undefined} */
let compiled;

// Importers see the value change, as imports are live bindings.
export { compiled as default };

/**
 * Takes what the host compiled, before anything needs it.
 *
 * @param {WebAssembly.Module | undefined} module
 */
export function takeCompiled(module) {
  compiled = module;
}
