import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { Mailbox } from "../../core/mailbox.ts";
import { collectUntil } from "../_collect_garbage.ts";
import { until } from "../security/_quiet.ts";

const HEADER_BYTES = 12;

/** Takes the message out, as a worker does. */
function take({ buffer }: Pick<Mailbox, "buffer">): unknown {
  const header = new Int32Array(buffer, 0, 3);
  const bytes = new Uint8Array(buffer, HEADER_BYTES, header[1]).slice();
  assertEquals(Atomics.exchange(header, 0, 0), 1);
  Atomics.notify(header, 0);
  return JSON.parse(new TextDecoder().decode(bytes));
}

/** Takes a message out, piece by piece, with its attachment. */
async function takeAll(
  { buffer }: Mailbox,
): Promise<[message: unknown, attachment: Uint8Array]> {
  const header = new Int32Array(buffer, 0, 3);
  const pieces: number[] = [];
  for (;;) {
    const full = Atomics.waitAsync(header, 0, 0, 10_000);
    if (full.async) assertEquals(await full.value, "ok");
    const [, messageBytes = 0, attachedBytes = 0] = header;
    const left = messageBytes + attachedBytes - pieces.length;
    const body = new Uint8Array(buffer, HEADER_BYTES);
    for (const byte of body.slice(0, left)) pieces.push(byte);
    Atomics.store(header, 0, 0);
    Atomics.notify(header, 0);
    if (pieces.length < messageBytes + attachedBytes) continue;
    const bytes = Uint8Array.from(pieces);
    return [
      JSON.parse(new TextDecoder().decode(bytes.subarray(0, messageBytes))),
      bytes.slice(messageBytes),
    ];
  }
}

Deno.test("Mailbox.post() stores a message that a worker takes out", () => {
  const mailbox = new Mailbox(100_000);
  fc.assert(fc.property(fc.json(), (json) => {
    const message: unknown = JSON.parse(json);
    mailbox.post(message);
    assertEquals(take(mailbox), message);
  }));
});

Deno.test("Mailbox.post() delivers a long message in pieces", async () => {
  const pieceBytes = new Mailbox(1_000).buffer.byteLength - HEADER_BYTES;
  const sizes = [-1, 0, 1].flatMap((more) => [
    [pieceBytes + more, 0],
    [2 * pieceBytes + more, pieceBytes],
    [100, 3 * pieceBytes + more],
    [pieceBytes - 50, 50 + more],
  ]);
  // Waiting for shared memory alone does not keep a program alive.
  const alive = setInterval(() => {}, 10_000);
  for (const [messageBytes = 0, attachedBytes = 0] of sizes) {
    const mailbox = new Mailbox(1_000_000);
    const text = "x".repeat(messageBytes - 2);
    const bytes = Uint8Array.from({ length: attachedBytes }, (_, i) => i);
    mailbox.post(text, bytes);
    mailbox.post("next");
    assertEquals(await takeAll(mailbox), [text, bytes]);
    assertEquals(await takeAll(mailbox), ["next", new Uint8Array(0)]);
    assertEquals(mailbox.isOverdue, false);
  }
  clearInterval(alive);
});

Deno.test("Mailbox.post() delivers what waits although no wake-up arrives", async () => {
  const mailbox = new Mailbox(1_000);
  const header = new Int32Array(mailbox.buffer, 0, 3);
  mailbox.post("first");
  mailbox.post("second");
  // As take(), but without Atomics.notify().
  Atomics.store(header, 0, 0);
  await until("the next message", () => Atomics.load(header, 0) === 1);
  assertEquals(take(mailbox), "second");
  mailbox.close();
});

Deno.test("threat: a guest enlarges its mailbox and fills it", () => {
  const { buffer } = new Mailbox(100_000_000);
  assert(buffer.byteLength < 100_000, `${buffer.byteLength}`);
  assertEquals([buffer.growable, buffer.maxByteLength], [
    false,
    buffer.byteLength,
  ]);
  assertThrows(() => buffer.grow(buffer.byteLength + 1), TypeError);
});

/** Makes a mailbox in a state that a guest set, with waiting messages, and optionally closes it. */
function abandon(state: number, close: boolean): WeakRef<SharedArrayBuffer> {
  const mailbox = new Mailbox(1_000_000);
  new Uint8Array(mailbox.buffer).fill(255);
  new Int32Array(mailbox.buffer, 0, 1)[0] = state;
  mailbox.post("x".repeat(100_000));
  mailbox.post("y");
  const kept = new WeakRef(mailbox.buffer);
  abandoned = new WeakRef(mailbox);
  if (close) {
    mailbox.close({ type: "exit" });
    MAILBOXES.push(mailbox);
  }
  return kept;
}

/** The mailbox that was abandoned last. */
let abandoned: WeakRef<Mailbox> | undefined;
/** Closed mailboxes that a caller still holds. */
const MAILBOXES: Mailbox[] = [];

for (const state of [1, 0, -1]) {
  Deno.test(`threat: Mailbox.close() releases a buffer that a guest left in state ${state}`, async () => {
    const kept = abandon(state, true);
    assert(await collectUntil(() => kept.deref() === undefined));
    assertEquals(MAILBOXES.at(-1)?.isOverdue, false);
  });
}

Deno.test("control: a full mailbox that is not closed keeps its buffer", async () => {
  const kept = abandon(1, false);
  assertEquals(await collectUntil(() => kept.deref() === undefined, 10), false);
  abandoned?.deref()?.close();
});

Deno.test("Mailbox.close() replaces waiting messages by its last one", () => {
  const mailbox = new Mailbox(1_000_000);
  const { buffer } = mailbox;
  mailbox.post("x".repeat(100_000));
  mailbox.post("y");
  mailbox.close({ type: "exit" });
  assertEquals(take({ buffer }), { type: "exit" });
  mailbox.post("z");
  mailbox.close("again");
  assertEquals(new Int32Array(buffer, 0, 1)[0], 0);
  assertThrows(() => mailbox.buffer, TypeError, "closed");
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

Deno.test("Mailbox.post() wakes a waiting worker", async () => {
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

Deno.test("Mailbox.post() does not trust what a guest wrote into the buffer", () => {
  const mailbox = new Mailbox(1_000);
  new Uint8Array(mailbox.buffer).fill(255);
  mailbox.post({ type: "run" });
  assertEquals(take(mailbox), { type: "run" });
});

Deno.test("Mailbox.post() waits while a guest marks the buffer as full", async () => {
  const mailbox = new Mailbox(1_000);
  const header = new Int32Array(mailbox.buffer, 0, 3);
  header[0] = 1;
  mailbox.post({ type: "run" });
  assertEquals([...header], [1, 0, 0]);
  Atomics.store(header, 0, 0);
  Atomics.notify(header, 0);
  const alive = setInterval(() => {}, 10_000);
  assertEquals(await takeAll(mailbox), [{ type: "run" }, new Uint8Array(0)]);
  clearInterval(alive);
});

Deno.test("Mailbox.post() waits until the previous message is taken out", async () => {
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

Deno.test("Mailbox.post() appends an attachment to the message", () => {
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

Deno.test("Mailbox.isOverdue is true when more messages wait than an engine leaves unread", () => {
  const MiB = 2 ** 20;
  const bytes = new Uint8Array(MiB);
  const mailbox = new Mailbox(2 * MiB);
  // The first message is delivered, and waits no longer.
  for (let i = 0; i <= 255; i++) mailbox.post("", bytes);
  assertEquals(mailbox.isOverdue, false);
  mailbox.post("", bytes);
  assertEquals(mailbox.isOverdue, true);
  const many = new Mailbox(1_000);
  for (let i = 0; i <= 1100; i++) many.post("");
  assertEquals(many.isOverdue, false);
  many.post("");
  assertEquals(many.isOverdue, true);
  mailbox.close();
  many.close();
});
