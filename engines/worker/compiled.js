// The engine's compiled code, for a worker that is handed it.

let compiled;

// Importers see the value change, as imports are live bindings.
export { compiled as default };

/** Takes what the host compiled, before anything needs it. */
export function takeCompiled(module) {
  compiled = module;
}
