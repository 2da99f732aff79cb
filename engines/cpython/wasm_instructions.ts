/**
 * The instructions of WebAssembly, as far as it takes to go from one to the next.
 *
 * @module
 */
import { END, fault, type Reader } from "./wasm_reader.ts";

export const BLOCK = 0x02;
export const LOOP = 0x03;
export const IF = 0x04;
const TRY = 0x06;
const TRY_TABLE = 0x1f;
/** Ends a `try`. */
export const DELEGATE = 0x18;
export const MEMORY_GROW = 0x40;

/** What follows an instruction. */
type Immediate =
  | "none"
  | "index"
  | "two"
  | "blockType"
  | "memory"
  | "f32"
  | "f64"
  | "table"
  | "types"
  | "catches";

/** Instructions that are followed by something, by their first byte. */
const IMMEDIATES: ReadonlyMap<number, Immediate> = new Map([
  ...each("blockType", BLOCK, LOOP, IF, TRY),
  ...each("index", 0x07, 0x08, 0x09, 0x0c, 0x0d, 0x10, 0x12, DELEGATE),
  ...each("two", 0x11, 0x13),
  ...each("table", 0x0e),
  ...each("types", 0x1c),
  ...each("catches", TRY_TABLE),
  ...each("index", ...range(0x20, 0x26)),
  ...each("memory", ...range(0x28, 0x3e)),
  // Signed numbers are as long as unsigned ones.
  ...each("index", 0x3f, MEMORY_GROW, 0x41, 0x42),
  ...each("f32", 0x43),
  ...each("f64", 0x44),
  ...each("index", 0xd0, 0xd2),
]);
/** Instructions that nothing follows, of one byte. */
const PLAIN: ReadonlySet<number> = new Set([
  ...[0x00, 0x01, 0x05, 0x0a, END, 0x0f, 0x19, 0x1a, 0x1b],
  ...range(0x45, 0xc4),
  0xd1,
]);
/** Instructions that begin what ends with `end`, apart from loops. */
export const BEGINS: ReadonlySet<number> = new Set([
  BLOCK,
  IF,
  TRY,
  TRY_TABLE,
]);
/** The first byte of instructions with a number of their own. */
export const MORE = 0xfc;
const VECTOR = 0xfd;
/** How many indices follow an instruction of two bytes whose first is `0xfc`. */
const MORE_INDICES = [0, 0, 0, 0, 0, 0, 0, 0, 2, 1, 2, 1, 2, 1, 2, 1, 1, 1];

function each(
  immediate: Immediate,
  ...codes: readonly number[]
): [number, Immediate][] {
  return codes.map((code) => [code, immediate]);
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

/** An instruction. */
export interface Instruction {
  /** Its first byte. */
  readonly code: number;
  /** Its number, if the byte is {@linkcode MORE}. */
  readonly more?: number | undefined;
}

/**
 * Reads an instruction with what follows it.
 *
 * @param reader Where it is
 * @returns The instruction
 * @throws {Error} If it is unknown
 */
export function readInstruction(reader: Reader): Instruction {
  const code = reader.byte();
  return { code, more: skipImmediate(reader, code) };
}

/**
 * Skips the local variables of a function, with which it begins.
 *
 * @param reader Where the function is
 */
export function skipLocals(reader: Reader): void {
  for (let left = reader.u32(); left > 0; left--) {
    reader.u32();
    reader.byte();
  }
}

function skipImmediate(reader: Reader, code: number): number | undefined {
  if (code === MORE) return skipMore(reader);
  if (code === VECTOR) skipVector(reader);
  else skipImmediateOf(reader, code);
  return undefined;
}

function skipImmediateOf(reader: Reader, code: number): void {
  switch (IMMEDIATES.get(code)) {
    case "index":
    case "blockType":
      return skipNumber(reader);
    case "two":
      skipNumber(reader);
      return skipNumber(reader);
    case "memory":
      return skipMemory(reader);
    case "f32":
      return void reader.bytes(4);
    case "f64":
      return void reader.bytes(8);
    case "table":
      return skipNumbers(reader, reader.u32() + 1);
    case "types":
      return skipNumbers(reader, reader.u32());
    case "catches":
      return skipCatches(reader);
  }
  if (!PLAIN.has(code)) throw unknown(code, reader);
}

/** Skips a number in LEB128, with or without a sign. */
function skipNumber(reader: Reader): void {
  while (reader.byte() >= 128);
}

function skipNumbers(reader: Reader, count: number): void {
  for (let left = count; left > 0; left--) skipNumber(reader);
}

/** Skips an alignment and an offset. */
function skipMemory(reader: Reader): void {
  if ((reader.u32() & 0x40) !== 0) throw fault("it has several memories");
  skipNumber(reader);
}

/** Skips what `try_table` catches, and where. */
function skipCatches(reader: Reader): void {
  skipNumber(reader);
  for (let left = reader.u32(); left > 0; left--) {
    const hasTag = reader.byte() < 2;
    skipNumbers(reader, hasTag ? 2 : 1);
  }
}

function skipMore(reader: Reader): number {
  const code = reader.u32();
  const indices = MORE_INDICES[code];
  if (indices === undefined) throw unknown(`${MORE} ${code}`, reader);
  skipNumbers(reader, indices);
  return code;
}

function skipVector(reader: Reader): void {
  const code = reader.u32();
  if (code <= 11 || code === 92 || code === 93) return skipMemory(reader);
  if (code === 12 || code === 13) return void reader.bytes(16);
  if (code >= 21 && code <= 34) return void reader.byte();
  if (code >= 84 && code <= 91) {
    skipMemory(reader);
    reader.byte();
  }
}

function unknown(code: number | string, reader: Reader): Error {
  return fault(`the instruction ${code} is unknown`, reader.at);
}
