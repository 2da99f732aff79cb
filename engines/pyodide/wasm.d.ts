/** The compiled interpreter. */
export const compiled: WebAssembly.Module;
