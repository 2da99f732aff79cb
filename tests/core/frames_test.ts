import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { frame, FrameReader } from "../../core/frames.ts";

const MAX_BYTES = 64;

interface Sent {
  readonly kind: number;
  readonly payload: Uint8Array;
}

const sentFrame: fc.Arbitrary<Sent> = fc.record({
  kind: fc.integer({ min: 0, max: 255 }),
  payload: fc.uint8Array({ maxLength: MAX_BYTES - 1 }),
});

function join(parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

/** Cuts bytes at these places. */
function cut(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const at = [...places.map((place) => place % (bytes.length + 1))]
    .sort((a, b) => a - b);
  return [...at, bytes.length].map((end, i) =>
    bytes.subarray(at[i - 1] ?? 0, end)
  );
}

/** What a reader makes of some chunks, with all that it read before it refused. */
function read(
  chunks: readonly Uint8Array[],
): { frames: number[][]; refused: boolean } {
  const reader = new FrameReader(MAX_BYTES);
  const frames: number[][] = [];
  try {
    for (const chunk of chunks) {
      frames.push(...reader.push(chunk).map((bytes) => [...bytes]));
    }
    return { frames, refused: false };
  } catch (error) {
    assert(error instanceof RangeError);
    return { frames, refused: true };
  }
}

Deno.test("frame() writes a length, the kind and the payload", () => {
  assertEquals(
    frame(7, new Uint8Array([1, 2])),
    new Uint8Array([0, 0, 0, 3, 7, 1, 2]),
  );
  assertEquals(frame(0, new Uint8Array(0)), new Uint8Array([0, 0, 0, 1, 0]));
});

Deno.test("FrameReader.push() gives back what frame() was given, however it is cut", () => {
  fc.assert(fc.property(
    fc.array(sentFrame, { maxLength: 8 }),
    fc.array(fc.nat(), { maxLength: 20 }),
    (sent, places) => {
      const bytes = join(sent.map(({ kind, payload }) => frame(kind, payload)));
      const { frames, refused } = read(cut(bytes, places));
      assertEquals(refused, false);
      assertEquals(frames, sent.map(({ kind, payload }) => [kind, ...payload]));
    },
  ));
});

Deno.test("FrameReader.push() keeps a truncated frame to itself", () => {
  fc.assert(fc.property(sentFrame, fc.nat(), ({ kind, payload }, place) => {
    const bytes = frame(kind, payload);
    const { frames } = read([bytes.subarray(0, place % bytes.length)]);
    assertEquals(frames, []);
  }));
});

Deno.test("FrameReader.push() reads a duplicated frame twice", () => {
  fc.assert(fc.property(sentFrame, ({ kind, payload }) => {
    const bytes = frame(kind, payload);
    const one = [kind, ...payload];
    assertEquals(read([bytes, bytes]).frames, [one, one]);
  }));
});

Deno.test("FrameReader.push() refuses a frame that is empty or too long by its header alone", () => {
  for (const length of [0, MAX_BYTES + 1, 2 ** 31, 2 ** 32 - 1]) {
    const header = new Uint8Array(4);
    new DataView(header.buffer).setUint32(0, length);
    const error = assertThrows(
      () => new FrameReader(MAX_BYTES).push(header),
      RangeError,
    );
    assertEquals(
      error.message,
      `Cannot read frame as it must have 1 to ${MAX_BYTES} bytes: current value is ${length}`,
    );
  }
});

Deno.test("FrameReader.push() takes a frame of the greatest length", () => {
  const payload = new Uint8Array(MAX_BYTES - 1).fill(9);
  assertEquals(read([frame(1, payload)]).frames, [[1, ...payload]]);
  assertEquals(read([frame(1, new Uint8Array(MAX_BYTES))]).refused, true);
});

Deno.test("FrameReader.push() reads or refuses any bytes, and depends on no cut", () => {
  fc.assert(fc.property(
    fc.uint8Array({ maxLength: 300 }),
    fc.array(fc.nat(), { maxLength: 20 }),
    (bytes, places) => {
      const whole = read([bytes]);
      const pieces = read(cut(bytes, places));
      assertEquals(pieces.refused, whole.refused);
      for (const one of pieces.frames) {
        assert(one.length >= 1 && one.length <= MAX_BYTES);
      }
      // A refusal takes the frames before it in the same chunk along.
      if (!whole.refused) assertEquals(pieces.frames, whole.frames);
    },
  ));
});

Deno.test("FrameReader.push() hands out frames that later chunks do not change", () => {
  const reader = new FrameReader(MAX_BYTES);
  const chunk = frame(1, new Uint8Array([5]));
  const [first] = reader.push(chunk);
  chunk.fill(0);
  reader.push(frame(2, new Uint8Array([6])));
  assertEquals(first, new Uint8Array([1, 5]));
});
