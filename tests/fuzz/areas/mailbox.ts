/** The mailbox, between the supervisor's half and the workers' own. */
import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { createMailboxBuffer, postToMailbox } from "../../../core/mailbox.ts";
import { type Area, claim, type OpenArea } from "../area.ts";
import { toGuest } from "../message_arbitraries.ts";
import { importChannel } from "../worker_channel.ts";

const MAX_BYTES = 20_000;

const oversized = fc.integer({ min: MAX_BYTES, max: 10 * MAX_BYTES })
  .map((length) => "x".repeat(length));

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
            const buffer = createMailboxBuffer(MAX_BYTES);
            for (const message of messages) {
              postToMailbox(buffer, message);
              assertEquals<unknown>(listen(buffer), message);
            }
          }),
        ),
        claim(
          "of messages that nobody took the last counts, and is whole",
          fc.property(
            fc.array(toGuest, { minLength: 1, maxLength: 5 }),
            (messages) => {
              const buffer = createMailboxBuffer(MAX_BYTES);
              for (const message of messages) postToMailbox(buffer, message);
              assertEquals<unknown>(listen(buffer), messages.at(-1));
            },
          ),
        ),
        claim(
          "an oversized message is refused and leaves what was there",
          fc.property(toGuest, oversized, (message, text) => {
            const buffer = createMailboxBuffer(MAX_BYTES);
            postToMailbox(buffer, message);
            assertThrows(() => postToMailbox(buffer, text), RangeError);
            assertEquals<unknown>(listen(buffer), message);
            assertEquals(buffer.byteLength <= 8 + MAX_BYTES, true);
          }),
        ),
        claim(
          "whatever a guest scribbles into it, the next message is whole",
          fc.property(
            fc.uint8Array({ maxLength: 200 }),
            fc.nat({ max: 4_000 }),
            toGuest,
            (bytes, at, message) => {
              const buffer = createMailboxBuffer(MAX_BYTES);
              new Uint8Array(buffer).set(bytes.subarray(0, 4_096 - at), at);
              postToMailbox(buffer, message);
              assertEquals<unknown>(listen(buffer), message);
            },
          ),
        ),
      ],
      [Symbol.asyncDispose]: () => Promise.resolve(),
    };
  },
};
