// What is compiled is handed over: a worker without permissions may import WebAssembly from no network, nor what is
// kept of it. Stands in the place of an engine's module of the same name.

export { default } from "../worker/compiled.js";
