/** The compiled interpreter. */
declare const wasm: WebAssembly.Module;
export default wasm;
