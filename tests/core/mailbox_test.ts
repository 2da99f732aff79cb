import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { createMailboxBuffer, postToMailbox } from "../../core/mailbox.ts";

const HEADER_BYTES = 8;

/** Takes the message out, as a worker does. */
function take(buffer: SharedArrayBuffer): unknown {
  const header = new Int32Array(buffer, 0, 2);
  assertEquals(Atomics.exchange(header, 0, 0), 1);
  const bytes = new Uint8Array(buffer, HEADER_BYTES, header[1]).slice();
  return JSON.parse(new TextDecoder().decode(bytes));
}

Deno.test("postToMailbox() puts in what a worker takes out", () => {
  const buffer = createMailboxBuffer(100_000);
  fc.assert(fc.property(fc.json(), (json) => {
    const message: unknown = JSON.parse(json);
    postToMailbox(buffer, message);
    assertEquals(take(buffer), message);
  }));
});

Deno.test("postToMailbox() lets the buffer grow as far as it has to", () => {
  const buffer = createMailboxBuffer(1_000_000);
  const emptyBytes = buffer.byteLength;
  assert(emptyBytes < 100_000, `${emptyBytes}`);
  postToMailbox(buffer, "x".repeat(100_000));
  assertEquals(take(buffer), "x".repeat(100_000));
  assertEquals(buffer.byteLength, HEADER_BYTES + 100_002);
  // What was longer before is not seen again.
  postToMailbox(buffer, "y");
  assertEquals(take(buffer), "y");
});

Deno.test("postToMailbox() refuses a message that is larger than the mailbox", () => {
  const buffer = createMailboxBuffer(10_000);
  postToMailbox(buffer, "x".repeat(9_998));
  assertEquals(take(buffer), "x".repeat(9_998));
  assertThrows(
    () => postToMailbox(buffer, "x".repeat(9_999)),
    RangeError,
    "Cannot post to mailbox as a message must have at most 10000 bytes: current value is 10001",
  );
  assertEquals(Atomics.load(new Int32Array(buffer, 0, 1), 0), 0);
});

Deno.test("postToMailbox() keeps lone surrogates", () => {
  const buffer = createMailboxBuffer(1_000);
  postToMailbox(buffer, { code: "'\ud800'" });
  assertEquals(take(buffer), { code: "'\ud800'" });
});

Deno.test("postToMailbox() wakes whoever waits", async () => {
  const buffer = createMailboxBuffer(1_000);
  const waiting = Atomics.waitAsync(new Int32Array(buffer, 0, 1), 0, 0, 10_000);
  postToMailbox(buffer, 1);
  assertEquals(await waiting.value, "ok");
});

Deno.test("postToMailbox() does not believe what a guest wrote into the buffer", () => {
  const buffer = createMailboxBuffer(1_000);
  new Uint8Array(buffer).fill(255);
  postToMailbox(buffer, { type: "run" });
  assertEquals(take(buffer), { type: "run" });
});
