/** Output, from a guest's writes to the host's record: both cut it at the same place. */
import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { parseFromGuest } from "../../../core/parse_from_guest.ts";
import { CappedText } from "../../../sandbox/capped_text.ts";
import { type Area, claim, type OpenArea } from "../area.ts";
import { type HeardChannel, importChannel } from "../worker_channel.ts";

interface Write {
  readonly fd: 1 | 2;
  readonly text: string;
}

const text = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 30 }),
  fc.string({ unit: "binary", maxLength: 30 }),
  // Long enough to be sent in batches, and to be counted by another path.
  fc.tuple(fc.constantFrom("a", "é", "東", "😀"), fc.nat({ max: 20_000 }))
    .map(([one, times]) => one.repeat(times)),
);
const writes: fc.Arbitrary<Write[]> = fc.array(
  fc.record({ fd: fc.constantFrom(1, 2), text }),
  { maxLength: 12 },
);
const cap = fc.oneof(fc.nat({ max: 60 }), fc.nat({ max: 40_000 }));

function bytesOf(kept: string): number {
  return new TextEncoder().encode(kept).byteLength;
}

/** What a worker sends about some writes. */
interface SentOutput {
  readonly sent: readonly Write[];
  readonly cut: readonly string[];
}

/** Returns a function that has a worker write. */
function senderOf(
  { Output, heard }: HeardChannel,
): (all: readonly Write[], maxBytes: number) => SentOutput {
  return (all, maxBytes) => {
    heard();
    const output = new Output(1, maxBytes);
    for (const one of all) output.write(one.fd, one.text);
    output.flush();
    const sent = heard().map((said) => {
      const message = parseFromGuest(said, 10_000_000);
      assert(message?.type === "output", said);
      return { fd: message.fd, text: message.text };
    });
    return { sent, cut: output.cut };
  };
}

/** Output of guests. */
export const outputArea: Area = {
  name: "output",
  async open(): Promise<OpenArea> {
    const send = senderOf(await importChannel());
    return {
      claims: [
        claim(
          "a worker sends the beginning of each stream, in order, and at most a character over its cap",
          fc.property(writes, cap, (all, maxBytes) => {
            const { sent, cut } = send(all, maxBytes);
            for (const fd of [1, 2] as const) {
              const whole = joined(all, fd);
              const kept = joined(sent, fd);
              assert(whole.startsWith(kept));
              const isOver = bytesOf(kept) > maxBytes;
              assert(
                !isOver || bytesOf([...kept].slice(0, -1).join("")) <= maxBytes,
              );
              const name = fd === 1 ? "stdout" : "stderr";
              assertEquals(cut.includes(name), isOver);
              assert(isOver || kept === whole);
            }
          }),
        ),
        claim(
          "the host cuts where the worker did",
          fc.property(writes, cap, (all, maxBytes) => {
            const { sent, cut } = send(all, maxBytes);
            for (const fd of [1, 2] as const) {
              const kept = new CappedText(maxBytes);
              for (const one of sent) if (one.fd === fd) kept.push(one.text);
              const isCut = cut.includes(fd === 1 ? "stdout" : "stderr");
              const said = joined(sent, fd);
              const expected = isCut ? [...said].slice(0, -1).join("") : said;
              assertEquals([kept.text, kept.cut], [expected, isCut]);
            }
          }),
        ),
        claim(
          "CappedText keeps the longest beginning within its cap",
          fc.property(writes, cap, (all, maxBytes) => {
            const kept = new CappedText(maxBytes);
            const pushed = all.map((one) => kept.push(one.text)).join("");
            const whole = all.map((one) => one.text).join("");
            assertEquals(kept.text, pushed);
            assert(whole.startsWith(kept.text));
            assert(bytesOf(kept.text) <= maxBytes);
            assertEquals(kept.cut, kept.text !== whole);
          }),
        ),
      ],
      [Symbol.asyncDispose]: () => Promise.resolve(),
    };
  },
};

function joined(all: readonly Write[], fd: 1 | 2): string {
  return all.filter((one) => one.fd === fd).map((one) => one.text).join("");
}
