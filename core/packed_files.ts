/**
 * Many files in one, as guests read them: the length of an index in bytes, an unsigned number of 32 bits, little-endian; the
 * index, a JSON array of `[path, length]`; then the bytes of all files, one after another.
 *
 * @module
 */
import { concatenate } from "./concatenate.ts";

/** The bytes of the length. */
const INDEX_LENGTH_BYTES = 4;

/** A file. */
export interface PackedFile {
  /** Its path, with `/` between names. */
  readonly path: string;
  /** What it holds. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/**
 * Packs files.
 *
 * @param files The files
 * @returns The contents of the packed file
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
  const length = new Uint8Array(INDEX_LENGTH_BYTES);
  new DataView(length.buffer).setUint32(0, index.length, true);
  return concatenate([
    length,
    index,
    ...files.map(({ bytes }) => bytes),
  ]);
}

/**
 * Unpacks files.
 *
 * @param packed The contents of the packed file
 * @returns The files, as views of it
 * @throws {Error} If it is damaged
 */
export function unpackFiles(
  packed: Uint8Array<ArrayBuffer>,
): readonly PackedFile[] {
  if (packed.length < INDEX_LENGTH_BYTES) throw damaged("end early");
  const view = new DataView(packed.buffer, packed.byteOffset);
  let at = INDEX_LENGTH_BYTES + view.getUint32(0, true);
  const files: PackedFile[] = [];
  for (
    const [path, length] of readIndex(packed.subarray(INDEX_LENGTH_BYTES, at))
  ) {
    const end = at + length;
    if (end > packed.length) throw damaged("end early");
    files.push({ path, bytes: packed.subarray(at, end) });
    at = end;
  }
  if (at !== packed.length) throw damaged("have more than their parts");
  return files;
}

function readIndex(bytes: Uint8Array): readonly [string, number][] {
  let index: unknown;
  try {
    index = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw damaged("have no readable index");
  }
  const isEntry = (one: unknown): one is [string, number] =>
    Array.isArray(one) && typeof one[0] === "string" &&
    Number.isSafeInteger(one[1]) && one[1] >= 0;
  if (Array.isArray(index) && index.every(isEntry)) return index;
  throw damaged("have no readable index");
}

function damaged(how: string): Error {
  return new Error(`Cannot read packed files as they ${how}`);
}
