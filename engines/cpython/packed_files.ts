/**
 * The two files of an installation that have a format of our own. All numbers are unsigned, have 32 bits, and are
 * little-endian.
 *
 * - `segments.bin`, the initial memory: the number of segments; for each one its offset in the memory and its length in
 *   bytes; then the bytes of all segments, one after another.
 * - `mpl-data.bin`, matplotlib's data: the length of an index in bytes; the index, a JSON array of `[path, length]`; then
 *   the bytes of all files, one after another. The guest sees them below
 *   `/usr/local/lib/python315.zip/matplotlib/mpl-data`.
 *
 * @module
 */
import { concatenate } from "../../core/concatenate.ts";
import type { Segment } from "./initial_memory.ts";

/** The bytes of a number. */
const NUMBER_BYTES = 4;

/** A file of a package. */
export interface PackedFile {
  /** Its path, with `/` between names. */
  readonly path: string;
  /** What it holds. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

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

/**
 * Packs files.
 *
 * @param files The files
 * @returns The contents of `mpl-data.bin`
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * const files = [{ path: "fonts/a.ttf", bytes: Uint8Array.of(1, 2) }];
 * assertEquals(unpackFiles(packFiles(files)), files);
 * ```
 */
export function packFiles(
  files: readonly PackedFile[],
): Uint8Array<ArrayBuffer> {
  const index = new TextEncoder().encode(
    JSON.stringify(files.map(({ path, bytes }) => [path, bytes.length])),
  );
  return concatenate([
    numbers([index.length]),
    index,
    ...files.map(({ bytes }) => bytes),
  ]);
}

/**
 * Unpacks files.
 *
 * @param packed The contents of `mpl-data.bin`
 * @returns The files, as views of it
 * @throws {Error} If it is damaged
 */
export function unpackFiles(
  packed: Uint8Array<ArrayBuffer>,
): readonly PackedFile[] {
  let at = NUMBER_BYTES + numberAt(packed, 0);
  const files: PackedFile[] = [];
  for (const [path, length] of readIndex(packed.subarray(NUMBER_BYTES, at))) {
    const end = at + length;
    if (end > packed.length) throw damaged("ends early");
    files.push({ path, bytes: packed.subarray(at, end) });
    at = end;
  }
  if (at !== packed.length) throw damaged("has more than its parts");
  return files;
}

function readIndex(bytes: Uint8Array): readonly [string, number][] {
  let index: unknown;
  try {
    index = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw damaged("has no readable index");
  }
  const isEntry = (one: unknown): one is [string, number] =>
    Array.isArray(one) && typeof one[0] === "string" &&
    Number.isSafeInteger(one[1]) && one[1] >= 0;
  if (Array.isArray(index) && index.every(isEntry)) return index;
  throw damaged("has no readable index");
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
