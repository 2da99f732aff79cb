/** The compiled engine. */
export function compiledModule(): WebAssembly.Module;
