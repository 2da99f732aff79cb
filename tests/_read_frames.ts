/**
 * Reads frames from chunks.
 *
 * @module
 */
import { assert } from "@std/assert";
import { FrameReader } from "../core/frames.ts";

/** Reads frames of limited length, until the reader refuses one. */
export function readFrames(
  maxBytes: number,
  chunks: readonly Uint8Array[],
): { frames: number[][]; refused: boolean } {
  const reader = new FrameReader(maxBytes);
  const frames: number[][] = [];
  try {
    for (const chunk of chunks) {
      frames.push(...reader.push(chunk).map((bytes) => [...bytes]));
    }
    return { frames, refused: false };
  } catch (error) {
    assert(error instanceof RangeError, `${error}`);
    return { frames, refused: true };
  }
}
