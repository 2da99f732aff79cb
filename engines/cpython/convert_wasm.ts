/**
 * Converts the interpreter's WebAssembly for our use:
 *
 * - Custom sections (names of functions, producers, features of the target) are left out. V8 does not need them.
 * - The table of functions and the stack pointer become exports, so that functions which call themselves can be charged for
 *   what they take of V8's stack (`engines/python/stack_charge.js`).
 * - The function that evaluates Python code gets a larger stack frame (`enlarge_frame.ts`).
 * - The memory becomes an import, `host.memory`. Each sandbox gives a memory with its own exact maximum, which the guest
 *   cannot exceed, although its memory grows by an instruction and not through JavaScript. The export stays.
 * - The data segments are taken out, because they are memory that a sandbox replaces by a snapshot in most cases, and V8
 *   would copy them for each instance. Only empty segments may be passive: the instructions that read one do not refer to
 *   it then, since V8 refuses them in a module that does not declare its number of segments.
 *
 * Nothing else changes: an index of a function, a type or a memory means the same as before.
 *
 * @module
 */
import { concatenate } from "../../core/concatenate.ts";
import { MAX_WASM_PAGES, WASM_PAGE_BYTES } from "../worker/shared_values.js";
import { enlargeFrame } from "./enlarge_frame.ts";
import { findEvaluator, functionBody } from "./find_evaluator.ts";
import { readData, readMemory, type Segment } from "./initial_memory.ts";
import { pollLoops } from "./poll_loops.ts";
import { fault, leb, Reader, text } from "./wasm_reader.ts";
import {
  CODE,
  countImported,
  DATA,
  DATA_COUNT,
  EXPORTS,
  GLOBAL,
  GLOBALS,
  IMPORTS,
  MAGIC,
  MEMORIES,
  MEMORY,
  readSections,
  skipImport,
  TABLE,
  TABLES,
  TYPES,
} from "./wasm_sections.ts";

/** A converted interpreter. */
export interface ConvertedWasm {
  /** The module. It imports its memory. */
  readonly module: Uint8Array<ArrayBuffer>;
  /** The contents of the initial memory, to be written in this order. The rest is zeros. */
  readonly segments: readonly Segment[];
  /** The size of the initial memory, in pages of 64 KiB. */
  readonly initialPages: number;
}

/** The names of the imported memory. */
const MEMORY_IMPORT = { module: "host", name: "memory" } as const;
/** The names of the memory that is shared with the supervisor. */
const CONTROL_IMPORT = { module: "host", name: "control" } as const;

/** The names of the additional exports, as Emscripten has them. */
const EXPORTED = {
  table: "__indirect_function_table",
  stackPointer: "__stack_pointer",
} as const;
/** The type of the stack pointer. */
const I32 = 0x7f;

/**
 * Converts the interpreter's WebAssembly.
 *
 * @param wasm The module as it is in the package
 * @returns The module that imports its memory, and the memory
 * @throws {Error} If it is damaged, or uses its memory in a way that this conversion does not know
 */
export function convertWasm(wasm: Uint8Array<ArrayBuffer>): ConvertedWasm {
  const sections = readSections(wasm);
  const memories = sections.find(({ id }) => id === MEMORIES);
  if (memories === undefined) throw fault("it has no memory of its own");
  const initialPages = readMemory(new Reader(memories.body));
  const data = sections.find(({ id }) => id === DATA);
  const segments = data === undefined
    ? []
    : readData(new Reader(data.body), initialPages * WASM_PAGE_BYTES);
  const imports = sections.find(({ id }) => id === IMPORTS);
  const globals = sections.find(({ id }) => id === GLOBALS);
  const stackPointer = globals === undefined
    ? undefined
    : findStackPointer(new Reader(globals.body));
  const hasTable = sections.some(({ id, body }) =>
    id === TABLES && new Reader(body).u32() > 0
  );
  const parts: Uint8Array<ArrayBuffer>[] = [Uint8Array.from(MAGIC)];
  const add = (id: number, ...body: Uint8Array<ArrayBuffer>[]): void => {
    const size = body.reduce((sum, { length }) => sum + length, 0);
    parts.push(Uint8Array.from([id, ...leb(size)]), ...body);
  };
  const evaluator = findEvaluator(wasm);
  for (const { id, body } of sections) {
    if ([MEMORIES, DATA, DATA_COUNT].includes(id)) continue;
    if (id === CODE) {
      const changed = body.slice();
      if (evaluator !== undefined) {
        enlargeFrame(functionBody(changed, evaluator - countImported(imports)));
      }
      add(id, pollLoops(changed));
      continue;
    }
    // Where a module has no imports, they follow its types.
    if (id === IMPORTS) add(id, ...addMemory(body, initialPages));
    else if (id === EXPORTS) {
      add(id, ...addExports(body, { hasTable, stackPointer }));
    } else add(id, body);
    if (id === TYPES && imports === undefined) {
      add(IMPORTS, ...addMemory(Uint8Array.of(0), initialPages));
    }
  }
  return { module: concatenate(parts), segments, initialPages };
}

/** Adds the memory to the imports. Indices of functions do not change by it. */
function addMemory(
  body: Uint8Array<ArrayBuffer>,
  initialPages: number,
): Uint8Array<ArrayBuffer>[] {
  const reader = new Reader(body);
  const count = reader.u32();
  const { at } = reader;
  for (let i = 0; i < count; i++) skipImport(reader, i);
  reader.end("the imports");
  const entry = [
    ...text(MEMORY_IMPORT.module),
    ...text(MEMORY_IMPORT.name),
    MEMORY,
    1, // There is a maximum.
    ...leb(initialPages),
    ...leb(MAX_WASM_PAGES),
    ...text(CONTROL_IMPORT.module),
    ...text(CONTROL_IMPORT.name),
    MEMORY,
    3, // It is shared, and there is a maximum.
    1,
    1,
  ];
  return [
    Uint8Array.from(leb(count + 2)),
    body.subarray(at),
    Uint8Array.from(entry),
  ];
}

/**
 * The index of the stack pointer: the only global that is mutable and an integer. The interpreter
 * imports no globals, which would come first.
 */
function findStackPointer(reader: Reader): number | undefined {
  const count = reader.u32();
  if (count === 0) return undefined;
  const type = reader.byte();
  const isMutable = reader.byte() === 1;
  // The linker declares it first.
  return type === I32 && isMutable ? 0 : undefined;
}

/** Adds the table of functions and the stack pointer to the exports. */
function addExports(
  body: Uint8Array<ArrayBuffer>,
  { hasTable, stackPointer }: {
    readonly hasTable: boolean;
    readonly stackPointer: number | undefined;
  },
): Uint8Array<ArrayBuffer>[] {
  const reader = new Reader(body);
  const count = reader.u32();
  const added = [
    ...hasTable ? [[...text(EXPORTED.table), TABLE, 0]] : [],
    ...stackPointer === undefined
      ? []
      : [[...text(EXPORTED.stackPointer), GLOBAL, ...leb(stackPointer)]],
  ];
  return [
    Uint8Array.from(leb(count + added.length)),
    body.subarray(reader.at),
    Uint8Array.from(added.flat()),
  ];
}
