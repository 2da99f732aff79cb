// How deep C code of the interpreter may recurse. WebAssembly has two stacks: one in linear memory, which CPython
// measures, and the engine's own, which it cannot see. The second is far smaller, and an overflow of it ends the interpreter.
// So CPython gets a limit for the first at which the second still has room, and raises RecursionError there. It also looks at
// this limit when it frees objects that contain each other, and then does it one by one.

/** @import { InterpreterExports } from "./pyodide.ts" */

/**
 * Limits the stack in linear memory.
 *
 * @before-guest a guest is opened with it
 * @param {InterpreterExports} exports
 * @param {number} bytes
 */
export function limitStack(exports, bytes) {
  const top = exports.emscripten_stack_get_base();
  exports.emscripten_stack_set_limits(top, top - bytes);
}
