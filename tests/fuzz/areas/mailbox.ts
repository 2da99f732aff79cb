/** The mailbox, between the supervisor's half and the workers' own. */
import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { Mailbox } from "../../../core/mailbox.ts";
import { type Area, claim, type OpenArea } from "../area.ts";
import { toGuest } from "../message_arbitraries.ts";
import { importChannel } from "../worker_channel.ts";

const MAX_BYTES = 20_000;

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

/** What is told to a worker. */
export const mailboxArea: Area = {
  name: "mailbox",
  async open(): Promise<OpenArea> {
    const { listen } = await importChannel();
    return {
      claims: [
        claim(
          "a worker takes out what was put in, message after message",
          fc.property(fc.array(toGuest, { maxLength: 8 }), (messages) => {
            const mailbox = new Mailbox(MAX_BYTES);
            for (const message of messages) {
              mailbox.post(message);
              assertEquals<unknown>(listen(mailbox.buffer), message);
            }
          }),
        ),
        claim(
          "messages that nobody took yet wait, and come whole and in order",
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
          "an oversized message is refused and leaves what was there",
          fc.property(toGuest, oversized, (message, text) => {
            const mailbox = new Mailbox(MAX_BYTES);
            mailbox.post(message);
            assertThrows(() => mailbox.post(text), RangeError);
            assertEquals<unknown>(listen(mailbox.buffer), message);
            assertEquals(mailbox.buffer.byteLength <= 12 + MAX_BYTES, true);
          }),
        ),
        claim(
          "whatever a guest scribbles into it, the next message is whole",
          fc.property(
            fc.uint8Array({ maxLength: 200 }),
            fc.nat({ max: 4_000 }),
            toGuest,
            (bytes, at, message) => {
              const mailbox = new Mailbox(MAX_BYTES);
              new Uint8Array(mailbox.buffer).set(
                bytes.subarray(0, 4_096 - at),
                at,
              );
              mailbox.post(message);
              assertEquals<unknown>(listen(mailbox.buffer), message);
            },
          ),
        ),
      ],
      [Symbol.asyncDispose]: () => Promise.resolve(),
    };
  },
};
