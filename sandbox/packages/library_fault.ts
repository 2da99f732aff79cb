/**
 * Libraries of packages: WebAssembly that shares the memory of the interpreter. Their code is checked, because the limit of
 * memory is kept by the function of JavaScript through which the interpreter grows.
 *
 * @module
 */
import {
  MEMORY_GROW,
  MORE,
  readInstruction,
  skipLocals,
} from "../../engines/cpython/wasm_instructions.ts";
import { END, Reader } from "../../engines/cpython/wasm_reader.ts";
import {
  CODE,
  MAGIC,
  MEMORIES,
  readSections,
  TABLES,
} from "../../engines/cpython/wasm_sections.ts";
import { messageOf } from "../../core/errors.ts";

/** The number of `table.grow`, after its first byte. */
const TABLE_GROW = 15;

/** Whether a file is a library: it is named like one, and is WebAssembly. */
export function isLibrary(path: string, bytes: Uint8Array): boolean {
  return path.endsWith(".so") && MAGIC.every((byte, i) => bytes[i] === byte);
}

/**
 * Finds out why a library may not be linked.
 *
 * @param wasm The library
 * @returns What is wrong with it, as a predicate; `undefined` if nothing is
 */
export function libraryFault(
  wasm: Uint8Array<ArrayBuffer>,
): string | undefined {
  try {
    for (const { id, body } of readSections(wasm)) {
      if (id === MEMORIES) return "has a memory of its own";
      if (id === TABLES) return "has a table of its own";
      if (id === CODE && growsSomething(body)) {
        return "grows memory or tables without regard to the limit";
      }
    }
    return undefined;
  } catch (error) {
    const reason = messageOf(error).replace(/^.*? as /, "");
    return `cannot be checked: ${reason}`;
  }
}

function growsSomething(code: Uint8Array<ArrayBuffer>): boolean {
  const reader = new Reader(code);
  for (let left = reader.u32(); left > 0; left--) {
    const bytes = reader.u32();
    const end = reader.at + bytes;
    skipLocals(reader);
    let last = 0;
    while (reader.at < end) {
      const { code, more } = readInstruction(reader);
      if (code === MEMORY_GROW) return true;
      if (code === MORE && more === TABLE_GROW) return true;
      last = code;
    }
    if (reader.at !== end || last !== END) {
      throw new Error("Cannot check it as a function ends in an instruction");
    }
  }
  reader.end("the code");
  return false;
}
