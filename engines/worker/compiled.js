// The engine's compiled code, for a worker that is handed it.

/**
 * The code. Importers see the value change, as imports are live bindings.
 *
 * @type {WebAssembly.Module | undefined}
 */
export let compiled;

/**
 * Takes what the host compiled, before anything needs it.
 *
 * @param {WebAssembly.Module | undefined} module
 */
export function takeCompiled(module) {
  compiled = module;
}
