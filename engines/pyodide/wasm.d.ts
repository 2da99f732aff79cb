/** The compiled interpreter. */
export function compiledModule(): WebAssembly.Module;
