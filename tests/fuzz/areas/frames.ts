/** Frames on a pipe. */
import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { frame, FrameReader } from "../../../core/frames.ts";
import { readFrames } from "../../_read_frames.ts";
import { type Area, claim, plainArea } from "../area.ts";
import { concat, cut } from "../bytes.ts";

const MAX_BYTES = 64;

interface Sent {
  readonly kind: number;
  readonly payload: Uint8Array;
}

const sentFrame: fc.Arbitrary<Sent> = fc.record({
  kind: fc.nat({ max: 255 }),
  payload: fc.uint8Array({ maxLength: MAX_BYTES - 1 }),
});
const sentFrames = fc.array(sentFrame, { maxLength: 8 });
const places = fc.array(fc.nat(), { maxLength: 20 });
const badLength = fc.oneof(
  fc.constantFrom(0, MAX_BYTES + 1, 2 ** 31, 2 ** 32 - 1),
  fc.integer({ min: MAX_BYTES + 1, max: 2 ** 32 - 1 }),
);

function write({ kind, payload }: Sent): Uint8Array {
  return frame(kind, payload);
}

function asRead({ kind, payload }: Sent): number[] {
  return [kind, ...payload];
}

function headerOf(length: number): Uint8Array {
  const header = new Uint8Array(4);
  new DataView(header.buffer).setUint32(0, length);
  return header;
}

/** Frames of the pipe to a child process. */
export const framesArea: Area = plainArea("frames", [
  claim(
    "FrameReader returns what frame() wrote, however it is cut",
    fc.property(sentFrames, places, (sent, at) => {
      const { frames, refused } = readFrames(
        MAX_BYTES,
        cut(concat(sent.map(write)), at),
      );
      assertEquals(refused, false);
      assertEquals(frames, sent.map(asRead));
    }),
  ),
  claim(
    "FrameReader returns no truncated frame",
    fc.property(sentFrames, sentFrame, fc.nat(), (sent, last, at) => {
      const bytes = write(last);
      const part = bytes.subarray(0, at % bytes.length);
      const { frames } = readFrames(MAX_BYTES, [
        concat([...sent.map(write), part]),
      ]);
      assertEquals(frames, sent.map(asRead));
    }),
  ),
  claim(
    "FrameReader reads duplicated and reordered frames one by one",
    fc.property(
      sentFrames.chain((sent) =>
        fc.array(fc.constantFrom(...sent, { kind: 1, payload: headerOf(9) }))
      ),
      places,
      (sent, at) => {
        const { frames } = readFrames(
          MAX_BYTES,
          cut(concat(sent.map(write)), at),
        );
        assertEquals(frames, sent.map(asRead));
      },
    ),
  ),
  claim(
    "FrameReader refuses an oversized or empty frame by its header alone, and everything after it",
    fc.property(
      sentFrames,
      badLength,
      fc.uint8Array({ minLength: 1 }),
      (sent, length, rest) => {
        const reader = new FrameReader(MAX_BYTES);
        for (const one of sent) {
          assertEquals(reader.push(write(one)).length, 1);
        }
        for (const chunk of [headerOf(length), rest, write(ANY)]) {
          assert(refuses(reader, chunk));
        }
      },
    ),
  ),
  claim(
    "FrameReader reads or refuses any bytes, within its cap, and in the same way for every cut",
    fc.property(fc.uint8Array({ maxLength: 300 }), places, (bytes, at) => {
      const whole = readFrames(MAX_BYTES, [bytes]);
      const pieces = readFrames(MAX_BYTES, cut(bytes, at));
      assertEquals(pieces.refused, whole.refused);
      for (const one of pieces.frames) {
        assert(one.length >= 1 && one.length <= MAX_BYTES);
      }
      // A refusal also drops earlier frames of the same chunk.
      if (!whole.refused) assertEquals(pieces.frames, whole.frames);
    }),
    1_000,
  ),
]);

const ANY: Sent = { kind: 1, payload: new Uint8Array([1]) };

/** Whether a reader refuses a chunk. */
function refuses(reader: FrameReader, chunk: Uint8Array): boolean {
  try {
    reader.push(chunk);
    return false;
  } catch (error) {
    return error instanceof RangeError;
  }
}
