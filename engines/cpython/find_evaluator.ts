/**
 * Finds the function of the interpreter that evaluates Python code, by its name.
 *
 * @module
 */
import { fault, Reader } from "./wasm_reader.ts";
import { CUSTOM, MAGIC } from "./wasm_sections.ts";

/** The function that evaluates Python code. */
const EVALUATOR = "_PyEval_EvalFrameDefault";
/** The number of the part of the custom section "name" that names functions. */
const FUNCTION_NAMES = 1;

/** The index of the function that evaluates code, if the module names its functions. */
export function findEvaluator(
  wasm: Uint8Array<ArrayBuffer>,
): number | undefined {
  try {
    return findFunction(wasm, EVALUATOR);
  } catch {
    // A custom section may hold anything.
    return undefined;
  }
}

/** The index of a function, by the names that the module has in a custom section. */
function findFunction(
  wasm: Uint8Array<ArrayBuffer>,
  wanted: string,
): number | undefined {
  const reader = new Reader(wasm, MAGIC.length);
  while (!reader.isAtEnd) {
    const id = reader.byte();
    const section = new Reader(reader.bytes(reader.u32()));
    if (id !== CUSTOM || section.text() !== "name") continue;
    while (!section.isAtEnd) {
      const kind = section.byte();
      const names = new Reader(section.bytes(section.u32()));
      if (kind !== FUNCTION_NAMES) continue;
      for (let left = names.u32(); left > 0; left--) {
        const index = names.u32();
        if (names.text() === wanted) return index;
      }
    }
  }
  return undefined;
}

/** The body of a function, as a view. */
export function functionBody(
  code: Uint8Array<ArrayBuffer>,
  index: number,
): Uint8Array<ArrayBuffer> {
  const reader = new Reader(code);
  const count = reader.u32();
  for (let i = 0; i < count; i++) {
    const body = reader.bytes(reader.u32());
    if (i === index) return body;
  }
  throw fault(`it has no code of function ${index}`);
}
