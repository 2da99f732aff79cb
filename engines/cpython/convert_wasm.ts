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
import { enlargeFrame } from "./enlarge_frame.ts";
import { pollLoops } from "./poll_loops.ts";
import { fault, leb, Reader, text } from "./wasm_reader.ts";

/** A part of the initial memory. */
export interface Segment {
  /** Where it goes, in bytes from the start of the memory. */
  readonly offset: number;
  /** What goes there. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** A converted interpreter. */
export interface ConvertedWasm {
  /** The module. It imports its memory. */
  readonly module: Uint8Array<ArrayBuffer>;
  /** The contents of the initial memory, to be written in this order. The rest is zeros. */
  readonly segments: readonly Segment[];
  /** The size of the initial memory, in pages of 64 KiB. */
  readonly initialPages: number;
}

/** The bytes of a page of memory. */
export const PAGE_BYTES = 65_536;
/** The maximum of the imported memory in pages. A memory of a sandbox may have this maximum or a lower one. */
export const MAX_PAGES = 65_536;

/** The names of the imported memory. */
const MEMORY_IMPORT = { module: "host", name: "memory" } as const;
/** The names of the memory that is shared with the supervisor. */
const CONTROL_IMPORT = { module: "host", name: "control" } as const;

/** `\0asm` and version 1. */
const MAGIC = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];

/** The names of the additional exports, as Emscripten has them. */
const EXPORTED = {
  table: "__indirect_function_table",
  stackPointer: "__stack_pointer",
} as const;
/** The type of the stack pointer. */
const I32 = 0x7f;

/** The function that evaluates Python code. */
const EVALUATOR = "_PyEval_EvalFrameDefault";
/** The number of the part of the custom section "name" that names functions. */
const FUNCTION_NAMES = 1;

/** Numbers of sections. */
const CUSTOM = 0;
const CODE = 10;
const TABLES = 4;
const GLOBALS = 6;
const EXPORTS = 7;
const IMPORTS = 2;
const MEMORIES = 5;
const DATA = 11;
const DATA_COUNT = 12;
/** All sections that are not custom, in the order in which they have to be. 13 are the tags of exceptions. */
const ORDER = [
  1,
  IMPORTS,
  3,
  4,
  MEMORIES,
  13,
  6,
  7,
  8,
  9,
  DATA_COUNT,
  10,
  DATA,
];

/** Kinds of imports. */
const FUNCTION = 0;
const TABLE = 1;
const MEMORY = 2;
const GLOBAL = 3;
const TAG = 4;

/** Kinds of data segments. */
const ACTIVE = 0;
const PASSIVE = 1;

interface Section {
  readonly id: number;
  readonly body: Uint8Array<ArrayBuffer>;
}

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
    : readData(new Reader(data.body), initialPages * PAGE_BYTES);
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
    if (id === 1 && imports === undefined) {
      add(IMPORTS, ...addMemory(Uint8Array.of(0), initialPages));
    }
  }
  return { module: concatenate(parts), segments, initialPages };
}

/** The index of the function that evaluates code, if the module names its functions. */
function findEvaluator(wasm: Uint8Array<ArrayBuffer>): number | undefined {
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

/** How many functions a module imports. */
function countImported(imports: Section | undefined): number {
  if (imports === undefined) return 0;
  const reader = new Reader(imports.body);
  let functions = 0;
  const count = reader.u32();
  for (let i = 0; i < count; i++) {
    if (skipImport(reader, i) === FUNCTION) functions++;
  }
  return functions;
}

/** The body of a function, as a view. */
function functionBody(
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

/** Reads the sections. Custom ones are checked and left out. */
function readSections(wasm: Uint8Array<ArrayBuffer>): readonly Section[] {
  if (!MAGIC.every((byte, i) => wasm[i] === byte)) {
    throw fault("it does not begin as WebAssembly does");
  }
  const reader = new Reader(wasm, MAGIC.length);
  const sections: Section[] = [];
  let place = -1;
  while (!reader.isAtEnd) {
    const { at } = reader;
    const id = reader.byte();
    const body = reader.bytes(reader.u32());
    if (id === CUSTOM) {
      const name = new Reader(body);
      name.bytes(name.u32());
      continue;
    }
    const next = ORDER.indexOf(id);
    if (next < 0) throw fault(`section ${id} is unknown`, at);
    if (next <= place) throw fault(`section ${id} is out of order`, at);
    place = next;
    sections.push({ id, body });
  }
  if (sections[0]?.id !== 1) throw fault("it has no types");
  return sections;
}

/** Reads the only memory. Returns its initial size in pages. */
function readMemory(reader: Reader): number {
  const count = reader.u32();
  if (count !== 1) throw fault(`it has ${count} memories in place of 1`);
  const flags = reader.byte();
  // Others are memories that are shared, or have 64 bits.
  if (flags > 1) throw fault(`its memory has the unknown flags ${flags}`);
  const initial = reader.u32();
  const maximum = flags === 1 ? reader.u32() : MAX_PAGES;
  reader.end("the memory");
  if (initial > maximum || maximum > MAX_PAGES) {
    throw fault(`its memory has from ${initial} to ${maximum} pages`);
  }
  return initial;
}

function readData(reader: Reader, memoryBytes: number): readonly Segment[] {
  const count = reader.u32();
  const segments: Segment[] = [];
  for (let i = 0; i < count; i++) {
    const kind = reader.u32();
    if (kind === PASSIVE) {
      // Wizer empties them: their contents are in the memory that it saves.
      const length = reader.u32();
      if (length === 0) continue;
      throw fault(
        `data segment ${i} is passive and has ${length} bytes`,
        reader.at,
      );
    }
    if (kind !== ACTIVE) {
      throw fault(`data segment ${i} has the unknown kind ${kind}`, reader.at);
    }
    const offset = reader.offset();
    const bytes = reader.bytes(reader.u32());
    if (offset + bytes.length > memoryBytes) {
      throw fault(`data segment ${i} lies outside of the memory`, reader.at);
    }
    segments.push({ offset, bytes });
  }
  reader.end("the data");
  return segments;
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
    ...leb(MAX_PAGES),
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

/** Reads an import, and returns its kind. */
function skipImport(reader: Reader, index: number): number {
  reader.bytes(reader.u32());
  reader.bytes(reader.u32());
  const kind = reader.byte();
  switch (kind) {
    case FUNCTION:
      reader.u32();
      return kind;
    case TABLE: {
      reader.byte();
      const flags = reader.byte();
      reader.u32();
      if ((flags & 1) !== 0) reader.u32();
      return kind;
    }
    case GLOBAL:
      reader.bytes(2);
      return kind;
    case TAG:
      reader.byte();
      reader.u32();
      return kind;
    case MEMORY:
      throw fault("it imports a memory already");
    default:
      throw fault(`import ${index} has the unknown kind ${kind}`, reader.at);
  }
}
