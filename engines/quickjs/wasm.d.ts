/** The compiled engine. */
export const compiled: WebAssembly.Module;
