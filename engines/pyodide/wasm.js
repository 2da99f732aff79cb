// The engine's code, compiled by Deno itself.

import source wasm from "npm:pyodide@314.0.7/pyodide.asm.wasm";

export default wasm;
