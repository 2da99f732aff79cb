/**
 * Reads the initial memory of the interpreter: its size, and what is in it.
 *
 * @module
 */
import { MAX_WASM_PAGES } from "../worker/shared_values.js";
import { fault, type Reader } from "./wasm_reader.ts";

/** A part of the initial memory. */
export interface Segment {
  /** Where it goes, in bytes from the start of the memory. */
  readonly offset: number;
  /** What goes there. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Kinds of data segments. */
const ACTIVE = 0;
const PASSIVE = 1;

/** Reads the only memory. Returns its initial size in pages. */
export function readMemory(reader: Reader): number {
  const count = reader.u32();
  if (count !== 1) throw fault(`it has ${count} memories in place of 1`);
  const flags = reader.byte();
  // Others are memories that are shared, or have 64 bits.
  if (flags > 1) throw fault(`its memory has the unknown flags ${flags}`);
  const initial = reader.u32();
  const maximum = flags === 1 ? reader.u32() : MAX_WASM_PAGES;
  reader.end("the memory");
  if (initial > maximum || maximum > MAX_WASM_PAGES) {
    throw fault(`its memory has from ${initial} to ${maximum} pages`);
  }
  return initial;
}

/** Reads the segments of data, which lie in a memory of so many bytes. */
export function readData(
  reader: Reader,
  memoryBytes: number,
): readonly Segment[] {
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
