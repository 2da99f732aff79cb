/** The compiled engine. */
declare const compiled: WebAssembly.Module;
export default compiled;
