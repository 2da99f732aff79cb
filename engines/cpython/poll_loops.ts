/**
 * Has the interpreter look for a stop in the loops of its code.
 *
 * A worker that computes hears nothing. V8 ends its code at a time that was set before, but not at one that is decided
 * later, such as when a caller cancels a run. Loops therefore read the first integer of a second memory, which is shared with
 * the supervisor, and trap if it is not 0. A trap cannot be caught by the guest, and its instance is given up.
 *
 * Loops without another loop and without a call have no such look: they are bounded by the data that they go through, and
 * are the ones that numeric code spends its time in.
 *
 * @module
 */
import { concatenate } from "../../core/concatenate.ts";
import { END, fault, leb, Reader } from "./wasm_reader.ts";

/** The index of the memory that is shared with the supervisor. */
const CONTROL_MEMORY = 1;

const BLOCK = 0x02;
const LOOP = 0x03;
const IF = 0x04;
const NO_RESULT = 0x40;

/** `if (control[0] !== 0) trap` */
const POLL = Uint8Array.of(
  0x41, // i32.const 0
  0,
  0x28, // i32.load
  2 | 0x40, // aligned to 4 bytes, of a memory whose index follows
  CONTROL_MEMORY,
  0,
  IF,
  NO_RESULT,
  0x00, // unreachable
  END,
);

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
  ...each("blockType", BLOCK, LOOP, IF, 0x06),
  ...each("index", 0x07, 0x08, 0x09, 0x0c, 0x0d, 0x10, 0x12, 0x18),
  ...each("two", 0x11, 0x13),
  ...each("table", 0x0e),
  ...each("types", 0x1c),
  ...each("catches", 0x1f),
  ...each("index", ...range(0x20, 0x26)),
  ...each("memory", ...range(0x28, 0x3e)),
  // Signed numbers are as long as unsigned ones.
  ...each("index", 0x3f, 0x40, 0x41, 0x42),
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
/** Calls, direct and indirect. */
const CALLS: ReadonlySet<number> = new Set([0x10, 0x11, 0x12, 0x13]);
/** Instructions that begin what ends with `end`, apart from loops. */
const BEGINS: ReadonlySet<number> = new Set([BLOCK, IF, 0x06, 0x1f]);
const MORE = 0xfc;
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

/**
 * Adds the looks to all functions.
 *
 * @param code The section of the code
 * @returns The new section
 * @throws {Error} If it contains an instruction that is unknown
 */
export function pollLoops(
  code: Uint8Array<ArrayBuffer>,
): Uint8Array<ArrayBuffer> {
  const reader = new Reader(code);
  const count = reader.u32();
  const parts: Uint8Array<ArrayBuffer>[] = [Uint8Array.from(leb(count))];
  for (let i = 0; i < count; i++) {
    const body = pollBody(reader.bytes(reader.u32()));
    parts.push(Uint8Array.from(leb(body.length)), body);
  }
  reader.end("the code");
  return concatenate(parts);
}

/** Adds the looks to one function. */
function pollBody(body: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const places = findLoops(body);
  if (places.length === 0) return body;
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let from = 0;
  for (const place of places) {
    parts.push(body.subarray(from, place), POLL);
    from = place;
  }
  parts.push(body.subarray(from));
  return concatenate(parts);
}

/** A block, or a loop, that is open. */
interface Open {
  /** Where the code of a loop begins. */
  readonly loopAt: number | undefined;
  /** Whether it contains a loop or a call. */
  takesLong: boolean;
}

/** Where the code of the loops begins that contain a loop or a call, in ascending order. */
function findLoops(body: Uint8Array<ArrayBuffer>): readonly number[] {
  const reader = new Reader(body);
  for (let left = reader.u32(); left > 0; left--) {
    reader.u32();
    reader.byte();
  }
  const places: number[] = [];
  const open: Open[] = [];
  for (;;) {
    const code = reader.byte();
    skipImmediate(reader, code);
    const inner = open.at(-1);
    if (code === LOOP) open.push({ loopAt: reader.at, takesLong: false });
    else if (BEGINS.has(code)) {
      open.push({ loopAt: undefined, takesLong: false });
    } else if (CALLS.has(code)) {
      if (inner !== undefined) inner.takesLong = true;
    } // A `delegate` ends a `try`, too.
    else if (code === END || code === 0x18) {
      const ended = open.pop();
      // The last one ends the function.
      if (ended === undefined) break;
      const { loopAt, takesLong } = ended;
      if (loopAt !== undefined && takesLong) places.push(loopAt);
      const outer = open.at(-1);
      if (outer !== undefined && (loopAt !== undefined || takesLong)) {
        outer.takesLong = true;
      }
    }
  }
  reader.end("a function");
  return places.sort((a, b) => a - b);
}

function skipImmediate(reader: Reader, code: number): void {
  if (code === MORE) return skipMore(reader);
  if (code === VECTOR) return skipVector(reader);
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

function skipMore(reader: Reader): void {
  const code = reader.u32();
  const indices = MORE_INDICES[code];
  if (indices === undefined) throw unknown(`${MORE} ${code}`, reader);
  skipNumbers(reader, indices);
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
