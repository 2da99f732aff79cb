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
import {
  BEGINS,
  DELEGATE,
  IF,
  LOOP,
  readInstruction,
  skipLocals,
} from "./wasm_instructions.ts";
import { END, leb, Reader } from "./wasm_reader.ts";

/** The index of the memory that is shared with the supervisor. */
const CONTROL_MEMORY = 1;

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

/** Calls, direct and indirect. */
const CALLS: ReadonlySet<number> = new Set([0x10, 0x11, 0x12, 0x13]);
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
  skipLocals(reader);
  const places: number[] = [];
  const open: Open[] = [];
  for (;;) {
    const { code } = readInstruction(reader);
    const inner = open.at(-1);
    if (code === LOOP) open.push({ loopAt: reader.at, takesLong: false });
    else if (BEGINS.has(code)) {
      open.push({ loopAt: undefined, takesLong: false });
    } else if (CALLS.has(code)) {
      if (inner !== undefined) inner.takesLong = true;
    } // A `delegate` ends a `try`, too.
    else if (code === END || code === DELEGATE) {
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
