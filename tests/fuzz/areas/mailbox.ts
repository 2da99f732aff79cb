/** The mailbox, between the supervisor's half and the workers' own. */
import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { Mailbox } from "../../../core/mailbox.ts";
import { type Area, type Claim, claim, type OpenArea } from "../area.ts";
import { toGuest } from "../message_arbitraries.ts";
import {
  importChannel,
  Listener,
  type WorkerChannel,
} from "../worker_channel.ts";

const MAX_BYTES = 20_000;
const FULL = 1;

/** Texts of about the length of one piece, or of several. */
const longText = fc.integer({ min: 65_000, max: 200_000 })
  .map((length) => "x".repeat(length));

/** Writes by a guest, with their place: often the mark for a full mailbox, which random bytes would hardly hit. */
const scribble = fc.oneof(
  fc.tuple(fc.uint8Array({ maxLength: 200 }), fc.nat({ max: 70_000 })),
  fc.tuple(fc.uint8Array({ maxLength: 20 }), fc.constant(0)),
  fc.uint8Array({ maxLength: 20 }).map((rest) =>
    [Uint8Array.of(FULL, 0, 0, 0, ...rest), 0] as const
  ),
);

function scribbleInto(
  { buffer }: Mailbox,
  [bytes, at]: readonly [Uint8Array, number],
): void {
  const whole = new Uint8Array(buffer);
  const from = Math.min(at, whole.length);
  whole.set(bytes.subarray(0, whole.length - from), from);
}

const oversized = fc.integer({ min: MAX_BYTES, max: 10 * MAX_BYTES })
  .map((length) => "x".repeat(length));

/** Waits until there is something to take out. */
async function untilFull({ buffer }: Mailbox): Promise<void> {
  const state = new Int32Array(buffer, 0, 1);
  for (let turn = 0; Atomics.load(state, 0) === 0; turn++) {
    if (turn > 10_000) throw new Error("Nothing was put in");
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
}

/** What holds for messages. */
function orderClaims(
  listen: WorkerChannel["listen"],
  listener: Listener,
): readonly Claim[] {
  return [
    claim(
      "a worker takes out the posted messages one by one",
      fc.property(fc.array(toGuest, { maxLength: 8 }), (messages) => {
        const mailbox = new Mailbox(MAX_BYTES);
        for (const message of messages) {
          mailbox.post(message);
          assertEquals<unknown>(listen(mailbox.buffer), message);
        }
      }),
    ),
    claim(
      "messages that are not taken yet wait, and arrive whole and in order",
      fc.asyncProperty(
        fc.array(toGuest, { minLength: 1, maxLength: 5 }),
        async (messages) => {
          const mailbox = new Mailbox(MAX_BYTES);
          for (const message of messages) mailbox.post(message);
          for (const message of messages) {
            await untilFull(mailbox);
            assertEquals<unknown>(listen(mailbox.buffer), message);
          }
        },
      ),
    ),
    claim(
      "an oversized message is refused and leaves the mailbox unchanged",
      fc.property(toGuest, oversized, (message, text) => {
        const mailbox = new Mailbox(MAX_BYTES);
        mailbox.post(message);
        assertThrows(() => mailbox.post(text), RangeError);
        assertEquals<unknown>(listen(mailbox.buffer), message);
        assertEquals(mailbox.buffer.byteLength < 100_000, true);
      }),
    ),
    claim(
      "a message of any length arrives whole, in pieces",
      fc.asyncProperty(
        fc.array(fc.record({ text: longText }), { maxLength: 4 }),
        fc.array(toGuest, { maxLength: 4 }),
        async (long, short) => {
          const messages = [...long, ...short];
          const mailbox = new Mailbox(1_000_000);
          for (const message of messages) mailbox.post(message);
          assertEquals<unknown[]>(
            await listener.take(mailbox.buffer, messages.length),
            messages,
          );
        },
      ),
      20,
    ),
  ];
}

/** What holds for a guest that writes into the mailbox. */
function scribbleClaims(listen: WorkerChannel["listen"]): readonly Claim[] {
  return [
    claim(
      "after any writes of a guest into it, the next message is whole, unless the mailbox reports that it is full",
      fc.asyncProperty(scribble, toGuest, async (scribbled, message) => {
        const mailbox = new Mailbox(MAX_BYTES);
        const state = new Int32Array(mailbox.buffer, 0, 1);
        scribbleInto(mailbox, scribbled);
        const saysFull = state[0] === FULL;
        mailbox.post(message);
        if (saysFull) {
          // The guest's writes stay, until a worker takes them out as a message.
          assertEquals(state[0], FULL);
          Atomics.store(state, 0, 0);
          Atomics.notify(state, 0);
          await untilFull(mailbox);
        }
        assertEquals<unknown>(listen(mailbox.buffer), message);
      }),
    ),
    claim(
      "after any writes of a guest into it, a waiting worker is released when it is closed",
      fc.property(
        scribble,
        fc.array(fc.tuple(toGuest, scribble), { maxLength: 5 }),
        (scribbled, rest) => {
          const mailbox = new Mailbox(MAX_BYTES);
          const { buffer } = mailbox;
          scribbleInto(mailbox, scribbled);
          for (const [message, more] of rest) {
            mailbox.post(message);
            scribbleInto(mailbox, more);
          }
          mailbox.close({ type: "exit" });
          // No worker waits for it any more, and the last message is there for a worker that reads.
          assertEquals(Atomics.notify(new Int32Array(buffer, 0, 1), 0), 0);
          assertEquals<unknown>(listen(buffer), { type: "exit" });
          mailbox.post({ type: "exit" });
          assertEquals(new Int32Array(buffer, 0, 1)[0], 0);
          assertEquals(mailbox.isOverdue, false);
        },
      ),
    ),
  ];
}

/** A message to a worker. */
export const mailboxArea: Area = {
  name: "mailbox",
  async open(): Promise<OpenArea> {
    const { listen } = await importChannel();
    const listener = new Listener();
    return {
      claims: [...orderClaims(listen, listener), ...scribbleClaims(listen)],
      [Symbol.asyncDispose]: () => Promise.resolve(listener[Symbol.dispose]()),
    };
  },
};
