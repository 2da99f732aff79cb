/** Messages of a worker. */
import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { parseFromGuest } from "../../../core/parse_from_guest.ts";
import { type FromGuest, SERVICES } from "../../../core/protocol.ts";
import { type Area, claim, plainArea } from "../area.ts";
import { fromGuest } from "../message_arbitraries.ts";

const MAX_CHARS = 10_000;

const STATUSES = ["ok", "error", "memory", "interrupted", "crashed"];
const CUT = ["stdout", "stderr", "value", "displays"];

/** Names of messages, and names that collide with properties of objects. */
const NAMES = [
  "__proto__",
  "constructor",
  "then",
  "toString",
  "type",
  "run",
  "status",
  "error",
  "cut",
  "value",
  "cpuMs",
  "text",
  "fd",
  "data",
];

function assertTyped(parsed: FromGuest | undefined): void {
  if (parsed === undefined) return;
  assertEquals(Object.getPrototypeOf(parsed), Object.prototype);
  switch (parsed.type) {
    case "failed":
      return assertEquals(typeof parsed.reason, "string");
    case "output":
      assert(parsed.fd === 1 || parsed.fd === 2);
      assertEquals(typeof parsed.text, "string");
      return assertCount(parsed.run);
    case "display":
      for (const [mime, content] of Object.entries(parsed.display)) {
        assert(/^[\w.+-]+\/[\w.+-]+$/.test(mime), mime);
        assert(typeof content === "string" || content instanceof Uint8Array);
      }
      return assertCount(parsed.run);
    case "request":
      assertCount(parsed.request.run);
      assertCount(parsed.request.id);
      assert(SERVICES.includes(parsed.request.service));
      assertOptional(parsed.request.data, "string");
      return assertEquals(typeof parsed.request.body, "string");
    case "fileResponse":
      assertCount(parsed.response.id);
      assertOptional(parsed.response.error, "string");
      assertOptional(parsed.response.data, "string");
      assertOptional(parsed.response.bytes, "number");
      return assertOptional(parsed.response.next, "number");
    case "done":
      return assertOutcome(parsed.outcome);
    default:
      assertEquals(Object.keys(parsed), ["type"]);
  }
}

function assertOutcome(
  outcome: Extract<FromGuest, { type: "done" }>["outcome"],
): void {
  const { run, status, value, repr, reason, cut, error } = outcome;
  assertCount(run);
  assert(STATUSES.includes(status), status);
  for (const text of [value, repr, reason]) assertOptional(text, "string");
  for (const one of cut) assert(CUT.includes(one), one);
  for (const amount of [outcome.cpuMs, outcome.memoryBytes]) {
    assert(amount === undefined || (amount >= 0 && amount < Infinity));
  }
  for (const flag of [outcome.broken, outcome.tooLarge, outcome.changed]) {
    assertEquals(typeof flag, "boolean");
  }
  if (error === undefined) return;
  const { name, message, traceback, ...rest } = error;
  for (const text of [name, message, traceback]) {
    assertEquals(typeof text, "string");
  }
  for (const number of Object.values(rest)) assert(Number.isInteger(number));
}

function assertOptional(value: unknown, type: string): void {
  assert(value === undefined || typeof value === type, Deno.inspect(value));
}

function assertCount(value: unknown): void {
  assert(Number.isSafeInteger(value) && Number(value) >= 0, `${value}`);
}

const nearlyDone = fc.json({ maxDepth: 3 }).map((json) =>
  `{"type":"done","run":1,"status":"ok","error":${json},"cut":${json},"cpuMs":${json},"value":${json}}`
);

/** Messages of a worker. */
export const messagesArea: Area = plainArea("messages", [
  claim(
    "parseFromGuest() reads every message, up to its limit",
    fc.property(fromGuest, ({ sent, read }) => {
      const text = JSON.stringify(sent);
      assertEquals(parseFromGuest(text, text.length), read);
      assertEquals(parseFromGuest(text, text.length - 1), undefined);
    }),
    500,
  ),
  claim(
    "parseFromGuest() reads no truncated message",
    fc.property(fromGuest, fc.nat(), ({ sent }, at) => {
      const text = JSON.stringify(sent);
      const part = text.slice(0, at % text.length);
      assertEquals(parseFromGuest(part, MAX_CHARS), undefined);
    }),
  ),
  claim(
    "parseFromGuest() never throws, and returns values of its type",
    fc.property(
      fc.oneof(
        fc.anything(),
        fc.string({ unit: "binary" }),
        fc.json(),
        nearlyDone,
      ),
      (data) => assertTyped(parseFromGuest(data, MAX_CHARS)),
    ),
    500,
  ),
  claim(
    "parseFromGuest() drops odd members of a message and reads the rest",
    fc.property(
      fromGuest,
      fc.dictionary(fc.constantFrom(...NAMES), fc.jsonValue({ maxDepth: 2 })),
      ({ sent }, odd) => {
        const text = JSON.stringify({ ...sent, ...odd });
        assertTyped(parseFromGuest(text, MAX_CHARS));
        assertEquals("polluted" in {}, false);
      },
    ),
    500,
  ),
  claim(
    "parseFromGuest() reads a message with a change, or refuses it",
    fc.property(
      fromGuest,
      fc.nat(),
      fc.nat({ max: 3 }),
      fc.constantFrom("", '"', "{", "}", "[", ",", ":", "\\", "1e999", "-"),
      ({ sent }, at, removed, put) => {
        const text = JSON.stringify(sent);
        const start = at % (text.length + 1);
        const changed = text.slice(0, start) + put +
          text.slice(start + removed);
        assertTyped(parseFromGuest(changed, MAX_CHARS));
      },
    ),
    1_000,
  ),
]);
