/** Messages between the host and a child process. */
import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  childFrame,
  childFrames,
  KIND,
  parseReport,
  TOKEN_BYTES,
} from "../../../sandbox/process/child_protocol.ts";
import { frame } from "../../../core/frames.ts";
import { type Area, claim, plainArea } from "../area.ts";
import { concat, cut } from "../bytes.ts";
import { CHILD_COMMANDS, CHILD_REPORTS } from "../message_arbitraries.ts";

const MAX_BYTES = 200;

const token = fc.uint8Array({ minLength: TOKEN_BYTES, maxLength: TOKEN_BYTES })
  .map((bytes) => Uint8Array.from(bytes));
const sent = fc.array(
  fc.record({
    kind: fc.constantFrom(...Object.values(KIND)),
    payload: fc.uint8Array({ maxLength: MAX_BYTES }),
  }),
  { maxLength: 6 },
);
const places = fc.array(fc.nat(), { maxLength: 20 });

interface Heard {
  readonly frames: number[][];
  readonly error: unknown;
}

async function hear(
  chunks: readonly Uint8Array[],
  expected: Uint8Array<ArrayBuffer>,
): Promise<Heard> {
  const frames: number[][] = [];
  const stream = ReadableStream.from(chunks);
  try {
    const heard = childFrames(stream, MAX_BYTES, expected.toHex());
    for await (const { kind, payload } of heard) {
      frames.push([kind, ...payload]);
    }
    return { frames, error: undefined };
  } catch (error) {
    return { frames, error };
  }
}

function assertOwnError(error: unknown): void {
  const isOwn = error instanceof RangeError || error instanceof TypeError;
  assert(error === undefined || isOwn, `${error}`);
}

const report = fc.oneof(...Object.values<fc.Arbitrary<object>>(CHILD_REPORTS));
const command = fc.oneof(
  ...Object.values<fc.Arbitrary<object>>(CHILD_COMMANDS),
);

/** The pipes of a child process. */
export const childProtocolArea: Area = plainArea("child-protocol", [
  claim(
    "childFrames() returns what childFrame() wrote, however it is cut",
    fc.asyncProperty(token, sent, places, async (own, frames, at) => {
      const bytes = frames.map(({ kind, payload }) =>
        childFrame(kind, own, payload)
      );
      const heard = await hear(cut(concat(bytes), at), own);
      assertEquals(heard, {
        frames: frames.map(({ kind, payload }) => [kind, ...payload]),
        error: undefined,
      });
    }),
  ),
  claim(
    "garbage before a frame never yields a frame without the token",
    fc.asyncProperty(
      token,
      fc.uint8Array({ minLength: 1, maxLength: 60 }),
      sent,
      places,
      async (own, garbage, frames, at) => {
        const bytes = frames.map(({ kind, payload }) =>
          childFrame(kind, own, payload)
        );
        const all = concat([garbage, ...bytes]);
        const heard = await hear(cut(all, at), own);
        assertOwnError(heard.error);
        assertEquals(heard.frames, []);
      },
    ),
  ),
  claim(
    "a frame with any other token is refused, and all after it",
    fc.asyncProperty(
      token,
      token,
      sent,
      places,
      async (own, other, frames, at) => {
        fc.pre(own.toHex() !== other.toHex());
        const first = childFrame(KIND.guest, own, new Uint8Array([1]));
        const forged = frames.map(({ kind, payload }) =>
          childFrame(kind, other, payload)
        );
        const last = childFrame(KIND.guest, own, new Uint8Array([2]));
        const all = concat([first, ...forged, last]);
        const heard = await hear(cut(all, at), own);
        assertEquals(
          heard.frames.length,
          // The refusal also drops earlier frames of the same chunk.
          forged.length === 0 ? 2 : heard.frames.length && 1,
        );
        assertEquals(heard.error instanceof TypeError, forged.length > 0);
      },
    ),
  ),
  claim(
    "a token with one bit changed, or cut short, is refused",
    fc.asyncProperty(
      token,
      fc.nat({ max: 8 * TOKEN_BYTES - 1 }),
      fc.nat({ max: TOKEN_BYTES - 1 }),
      async (own, bit, length) => {
        const at = bit >> 3;
        const changed = own.with(at, (own[at] ?? 0) ^ (1 << (bit & 7)));
        const frames = [
          childFrame(KIND.guest, changed, new Uint8Array(5)),
          frame(KIND.guest, own.subarray(0, length)),
        ];
        for (const one of frames) {
          const heard = await hear([one], own);
          assertEquals(heard.frames, []);
          assert(heard.error instanceof TypeError);
        }
      },
    ),
  ),
  claim(
    "parseReport() reads every report",
    fc.property(report, (one) => {
      assertEquals<unknown>(parseReport(JSON.stringify(one)), one);
    }),
  ),
  claim(
    "parseReport() never throws, and reads nothing that is cut",
    fc.property(
      fc.oneof(fc.string({ unit: "binary" }), fc.json()),
      report,
      fc.nat(),
      (text, one, at) => {
        const parsed = parseReport(text);
        assert(parsed === undefined || "type" in parsed);
        const whole = JSON.stringify(one);
        assertEquals(parseReport(whole.slice(0, at % whole.length)), undefined);
      },
    ),
  ),
  claim(
    "a command survives JSON unchanged",
    fc.property(command, (one) => {
      assertEquals<unknown>(JSON.parse(JSON.stringify(one)), one);
    }),
  ),
]);
