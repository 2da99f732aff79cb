import { assertEquals, assertThrows } from "@std/assert";
import { frame, frameHead, FrameReader } from "../../core/frames.ts";
import { readFrames } from "../_read_frames.ts";

const MAX_BYTES = 64;

Deno.test("frame() writes a length, the kind and the payload", () => {
  assertEquals(
    frame(7, new Uint8Array([1, 2])),
    new Uint8Array([0, 0, 0, 3, 7, 1, 2]),
  );
  assertEquals(frame(0, new Uint8Array(0)), new Uint8Array([0, 0, 0, 1, 0]));
});

Deno.test("FrameReader.push() refuses an empty or oversized frame by its header alone", () => {
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

Deno.test("frameHead() returns what frame() writes before the payload", () => {
  const payload = new Uint8Array([1, 2, 3]);
  assertEquals(
    new Uint8Array([...frameHead(7, payload.byteLength), ...payload]),
    frame(7, payload),
  );
});

Deno.test("FrameReader.push() accepts a frame of the maximum length", () => {
  const payload = new Uint8Array(MAX_BYTES - 1).fill(9);
  assertEquals(readFrames(MAX_BYTES, [frame(1, payload)]).frames, [[
    1,
    ...payload,
  ]]);
  assertEquals(
    readFrames(MAX_BYTES, [frame(1, new Uint8Array(MAX_BYTES))]).refused,
    true,
  );
});

Deno.test("FrameReader.push() returns frames that later chunks do not change", () => {
  const reader = new FrameReader(MAX_BYTES);
  const chunk = frame(1, new Uint8Array([5]));
  const [first] = reader.push(chunk);
  chunk.fill(0);
  reader.push(frame(2, new Uint8Array([6])));
  assertEquals(first, new Uint8Array([1, 5]));
});
