import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { Mailbox } from "../../core/mailbox.ts";

const HEADER_BYTES = 12;

/** Takes the message out, as a worker does. */
function take({ buffer }: Mailbox): unknown {
  const header = new Int32Array(buffer, 0, 3);
  const bytes = new Uint8Array(buffer, HEADER_BYTES, header[1]).slice();
  assertEquals(Atomics.exchange(header, 0, 0), 1);
  Atomics.notify(header, 0);
  return JSON.parse(new TextDecoder().decode(bytes));
}

Deno.test("Mailbox.post() puts in what a worker takes out", () => {
  const mailbox = new Mailbox(100_000);
  fc.assert(fc.property(fc.json(), (json) => {
    const message: unknown = JSON.parse(json);
    mailbox.post(message);
    assertEquals(take(mailbox), message);
  }));
});

Deno.test("Mailbox.post() lets the buffer grow as far as it has to", () => {
  const mailbox = new Mailbox(1_000_000);
  const emptyBytes = mailbox.buffer.byteLength;
  assert(emptyBytes < 100_000, `${emptyBytes}`);
  mailbox.post("x".repeat(100_000));
  assertEquals(take(mailbox), "x".repeat(100_000));
  assertEquals(mailbox.buffer.byteLength, HEADER_BYTES + 100_002);
  // What was longer before is not seen again.
  mailbox.post("y");
  assertEquals(take(mailbox), "y");
});

Deno.test("Mailbox.post() refuses a message that is larger than the mailbox", () => {
  const mailbox = new Mailbox(10_000);
  mailbox.post("x".repeat(9_998));
  assertEquals(take(mailbox), "x".repeat(9_998));
  assertThrows(
    () => mailbox.post("x".repeat(9_999)),
    RangeError,
    "Cannot post to mailbox as a message must have at most 10000 bytes: current value is 10001",
  );
  assertEquals(Atomics.load(new Int32Array(mailbox.buffer, 0, 1), 0), 0);
});

Deno.test("Mailbox.post() keeps lone surrogates", () => {
  const mailbox = new Mailbox(1_000);
  mailbox.post({ code: "'\ud800'" });
  assertEquals(take(mailbox), { code: "'\ud800'" });
});

Deno.test("Mailbox.post() wakes whoever waits", async () => {
  const mailbox = new Mailbox(1_000);
  const waiting = Atomics.waitAsync(
    new Int32Array(mailbox.buffer, 0, 1),
    0,
    0,
    10_000,
  );
  mailbox.post(1);
  assertEquals(await waiting.value, "ok");
});

Deno.test("Mailbox.post() does not believe what a guest wrote into the buffer", () => {
  const mailbox = new Mailbox(1_000);
  new Uint8Array(mailbox.buffer).fill(255);
  mailbox.post({ type: "run" });
  assertEquals(take(mailbox), { type: "run" });
});

Deno.test("Mailbox.post() has a message wait until the one before it is taken out", async () => {
  const mailbox = new Mailbox(1_000);
  const header = new Int32Array(mailbox.buffer, 0, 1);
  // Waiting for shared memory alone does not keep a program alive.
  const alive = setInterval(() => {}, 10_000);
  for (const message of [1, 2, 3]) mailbox.post(message);
  for (const message of [1, 2, 3]) {
    const next = Atomics.waitAsync(header, 0, 0, 10_000);
    if (message > 1 && next.async) assertEquals(await next.value, "ok");
    assertEquals(take(mailbox), message);
  }
  clearInterval(alive);
});

Deno.test("Mailbox.post() puts an attachment behind the message", () => {
  const mailbox = new Mailbox(1_000);
  mailbox.post({ a: 1 }, new Uint8Array([1, 2, 3]));
  const header = new Int32Array(mailbox.buffer, 0, 3);
  assertEquals([...header], [1, 7, 3]);
  assertEquals(
    [...new Uint8Array(mailbox.buffer, HEADER_BYTES + 7, 3)],
    [1, 2, 3],
  );
  assertEquals(take(mailbox), { a: 1 });
});

Deno.test("Mailbox.isOverdue tells when more waits than an engine leaves unread", () => {
  const MiB = 2 ** 20;
  const bytes = new Uint8Array(MiB);
  const mailbox = new Mailbox(2 * MiB);
  // The first of them is delivered, and waits no longer.
  for (let i = 0; i <= 255; i++) mailbox.post("", bytes);
  assertEquals(mailbox.isOverdue, false);
  mailbox.post("", bytes);
  assertEquals(mailbox.isOverdue, true);
  const many = new Mailbox(1_000);
  for (let i = 0; i <= 1100; i++) many.post("");
  assertEquals(many.isOverdue, false);
  many.post("");
  assertEquals(many.isOverdue, true);
});
