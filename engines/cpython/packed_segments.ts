/**
 * The initial memory of the interpreter, as an installation has it: the number of segments; for each one its offset in the
 * memory and its length in bytes; then the bytes of all segments, one after another. All numbers are unsigned, have 32 bits,
 * and are little-endian.
 *
 * @module
 */
import { concatenate } from "../../core/concatenate.ts";
import type { Segment } from "./initial_memory.ts";

/** The bytes of a number. */
const NUMBER_BYTES = 4;

/**
 * Packs segments of memory.
 *
 * @param segments The segments
 * @returns The contents of `segments.bin`
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * const segments = [{ offset: 1024, bytes: Uint8Array.of(1, 2) }];
 * assertEquals(unpackSegments(packSegments(segments)), segments);
 * ```
 */
export function packSegments(
  segments: readonly Segment[],
): Uint8Array<ArrayBuffer> {
  const head = numbers([
    segments.length,
    ...segments.flatMap(({ offset, bytes }) => [offset, bytes.length]),
  ]);
  return concatenate([head, ...segments.map(({ bytes }) => bytes)]);
}

/**
 * Unpacks segments of memory.
 *
 * @param packed The contents of `segments.bin`
 * @returns The segments, as views of it
 * @throws {Error} If it is damaged
 */
export function unpackSegments(
  packed: Uint8Array<ArrayBuffer>,
): readonly Segment[] {
  const count = numberAt(packed, 0);
  const segments: Segment[] = [];
  let at = NUMBER_BYTES * (1 + 2 * count);
  for (let i = 0; i < count; i++) {
    const entry = NUMBER_BYTES * (1 + 2 * i);
    const end = at + numberAt(packed, entry + NUMBER_BYTES);
    if (end > packed.length) throw damaged("ends early");
    const bytes = packed.subarray(at, end);
    segments.push({ offset: numberAt(packed, entry), bytes });
    at = end;
  }
  if (at !== packed.length) throw damaged("has more than its parts");
  return segments;
}

function numbers(values: readonly number[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(NUMBER_BYTES * values.length);
  const view = new DataView(bytes.buffer);
  values.forEach((value, i) => view.setUint32(NUMBER_BYTES * i, value, true));
  return bytes;
}

function numberAt(bytes: Uint8Array, at: number): number {
  if (at + NUMBER_BYTES > bytes.length) throw damaged("ends early");
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(at, true);
}

function damaged(how: string): Error {
  return new Error(`Cannot read a file of the installation as it ${how}`);
}
