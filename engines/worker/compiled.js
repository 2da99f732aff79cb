// The engine's compiled code, for a worker that is handed it.

/** @type {WebAssembly.Module | undefined} */
let handed;

/**
 * Takes what the host compiled, before anything needs it.
 *
 * @param {WebAssembly.Module | undefined} module
 */
export function takeCompiled(module) {
  handed = module;
}

/**
 * The code that was handed to the worker.
 *
 * @returns {WebAssembly.Module | undefined} Nothing if the worker imports its code
 */
export function handedModule() {
  return handed;
}
