/**
 * The sections of a WebAssembly module, and its imports.
 *
 * @module
 */
import { fault, Reader } from "./wasm_reader.ts";

/** `\0asm` and version 1. */
export const MAGIC = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];

/** Numbers of sections. */
export const CUSTOM = 0;
export const TYPES = 1;
export const IMPORTS = 2;
export const TABLES = 4;
export const MEMORIES = 5;
export const GLOBALS = 6;
export const EXPORTS = 7;
export const CODE = 10;
export const DATA = 11;
export const DATA_COUNT = 12;
/** All sections that are not custom, in the order in which they have to be. 13 are the tags of exceptions. */
const ORDER = [
  TYPES,
  IMPORTS,
  3,
  TABLES,
  MEMORIES,
  13,
  GLOBALS,
  EXPORTS,
  8,
  9,
  DATA_COUNT,
  CODE,
  DATA,
];

/** Kinds of imports. */
const FUNCTION = 0;
export const TABLE = 1;
export const MEMORY = 2;
export const GLOBAL = 3;
const TAG = 4;

/** A section that is not custom. */
export interface Section {
  readonly id: number;
  readonly body: Uint8Array<ArrayBuffer>;
}

/** Reads the sections. Custom ones are checked and left out. */
export function readSections(
  wasm: Uint8Array<ArrayBuffer>,
): readonly Section[] {
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
  if (sections[0]?.id !== TYPES) throw fault("it has no types");
  return sections;
}

/** How many functions a module imports. */
export function countImported(imports: Section | undefined): number {
  if (imports === undefined) return 0;
  const reader = new Reader(imports.body);
  let functions = 0;
  const count = reader.u32();
  for (let i = 0; i < count; i++) {
    if (skipImport(reader, i) === FUNCTION) functions++;
  }
  return functions;
}

/** Reads an import, and returns its kind. */
export function skipImport(reader: Reader, index: number): number {
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
