// Stands in for an engine's `wasm.js` in a worker of a thread: the host compiles the engine once for all its workers,
// and hands them the result.

let compiled;

// Importers see the value change, as imports are live bindings.
export { compiled as default };

/** Takes what the host compiled, before anything needs it. */
export function takeCompiled(module) {
  compiled = module;
}
