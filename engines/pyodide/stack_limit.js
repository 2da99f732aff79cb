// How deep the interpreter's C code may recurse. WebAssembly has two stacks: one in linear memory, which CPython measures,
// and V8's own, which CPython cannot see. V8's is smaller, and its overflow ends the interpreter. So CPython gets a limit for
// the first at which there is still room in the second, and raises RecursionError there.

import { innerLevel } from "../python/stack_charge.js";

/**
 * @import { Isolation } from "../../core/options.ts"
 * @import { InterpreterExports } from "./pyodide.ts"
 */

/**
 * The stack in linear memory, in bytes. Where Python code calls itself through C code (`__call__`, `lru_cache`, `sorted`), a
 * byte of it goes with at most 3.4 bytes of V8's: 984 KiB in a thread, 3800 KiB in a child process.
 *
 * @type {Readonly<Record<Isolation, number>>}
 */
const LIMIT_BYTES = { thread: 232 * 1024, process: 480 * 1024 };

/** What is left of it where C code calls itself and nothing else. */
const INNER_BYTES = { thread: 80 * 1024, process: 160 * 1024 };

/**
 * Limits the stack. It applies to all further calls from JavaScript, since each gets a new thread state of CPython, which
 * reads the limits of the stack.
 *
 * @before-guest a guest is opened with it
 * @param {InterpreterExports} exports
 * @param {Isolation} isolation
 */
export function limitStack(exports, isolation) {
  const base = exports.emscripten_stack_get_base();
  exports.emscripten_stack_set_limits(base, base - LIMIT_BYTES[isolation]);
  innerLevel.value = base - LIMIT_BYTES[isolation] + INNER_BYTES[isolation];
}
