// Stands in the place of an engine's `wasm.js` where its worker is handed the compiled code: in threads, and in all that
// is published, as a worker without permissions may import WebAssembly from no network, nor what is kept of it.

import { handedModule } from "../worker/compiled.js";

/** The engine's compiled code. */
export function compiledModule() {
  return handedModule();
}
