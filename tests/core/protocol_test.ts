import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  type FromGuest,
  maxMessageChars,
  parseFromGuest,
  SERVICES,
} from "../../core/protocol.ts";

const MAX_CHARS = 10_000;

function parse(message: unknown): FromGuest | undefined {
  return parseFromGuest(JSON.stringify(message), MAX_CHARS);
}

const OUTCOME = {
  run: 1,
  status: "ok",
  value: undefined,
  repr: undefined,
  tooLarge: false,
  error: undefined,
  reason: undefined,
  cut: [],
  broken: false,
  cpuMs: undefined,
  memoryBytes: undefined,
  changed: false,
};

const count = fc.nat();
const plainText = fc.string({ unit: "binary", maxLength: 50 });

const guestError = fc.record({
  name: plainText,
  message: plainText,
  traceback: plainText,
  line: count,
  column: count,
  exitCode: fc.integer(),
}, { requiredKeys: ["name", "message", "traceback"] });

/** Every message that a worker may send. */
const message: fc.Arbitrary<object> = fc.oneof(
  fc.record({ type: fc.constantFrom("loaded", "ready", "closed", "opened") }),
  fc.record({ type: fc.constant("failed"), reason: plainText }),
  fc.record({
    type: fc.constant("output"),
    run: count,
    fd: fc.constantFrom(1, 2),
    text: plainText,
  }),
  fc.record({
    type: fc.constant("ask"),
    run: count,
    ask: count,
    service: fc.constantFrom(...SERVICES),
    request: plainText,
    data: fc.option(fc.base64String(), { nil: undefined }),
  }),
  fc.record({
    type: fc.constant("filed"),
    file: count,
    error: plainText,
    data: fc.base64String(),
    bytes: count,
    entries: fc.array(fc.tuple(plainText, count)),
    next: count,
  }, { requiredKeys: ["type", "file"] }),
  fc.record({
    type: fc.constant("done"),
    run: count,
    status: fc.constantFrom(
      "ok",
      "error",
      "memory",
      "interrupted",
      "crashed",
    ),
    value: plainText,
    repr: plainText,
    tooLarge: fc.boolean(),
    error: guestError,
    reason: plainText,
    cut: fc.subarray(["stdout", "stderr", "value"]),
    broken: fc.boolean(),
    cpuMs: fc.double({ min: 0, max: 1e9, noNaN: true }),
    memoryBytes: count,
    changed: fc.boolean(),
  }, { requiredKeys: ["type", "run", "status"] }),
);

/** What a message parses to, flat again. */
function flatten(parsed: FromGuest | undefined): Record<string, unknown> {
  assert(parsed !== undefined);
  if (parsed.type === "filed") return { type: "filed", ...parsed.answer };
  if (parsed.type === "done") return { type: "done", ...parsed.outcome };
  return parsed.type === "ask" ? { type: "ask", ...parsed.ask } : { ...parsed };
}

function assertTyped(parsed: FromGuest | undefined): void {
  if (parsed?.type === "output") {
    assert(Number.isSafeInteger(parsed.run) && parsed.run >= 0);
    assert(parsed.fd === 1 || parsed.fd === 2);
    assertEquals(typeof parsed.text, "string");
  } else if (parsed?.type === "done") {
    const { outcome: { run, status, value, cut, cpuMs, memoryBytes, error } } =
      parsed;
    assert(Number.isSafeInteger(run) && run >= 0);
    assertEquals(typeof status, "string");
    assert(value === undefined || typeof value === "string");
    for (const one of cut) {
      assert(["stdout", "stderr", "value"].includes(one));
    }
    for (const amount of [cpuMs, memoryBytes]) {
      assert(amount === undefined || (amount >= 0 && amount < Infinity));
    }
    if (error !== undefined) {
      assertEquals(typeof error.name, "string");
      assertEquals(typeof error.message, "string");
      assertEquals(typeof error.traceback, "string");
    }
  }
}

Deno.test("parseFromGuest() reads every message", () => {
  fc.assert(fc.property(message, (sent) => {
    const text = JSON.stringify(sent);
    const read = flatten(parseFromGuest(text, text.length));
    for (const [name, value] of Object.entries(JSON.parse(text))) {
      assertEquals(read[name], value, name);
    }
  }));
});

Deno.test("parseFromGuest() fills in what an outcome leaves out", () => {
  assertEquals(parse({ type: "done", run: 1, status: "ok" }), {
    type: "done",
    outcome: { ...OUTCOME, status: "ok" },
  });
});

Deno.test("parseFromGuest() takes nothing but text of bounded length", () => {
  const text = JSON.stringify({ type: "ready" });
  assertEquals(parseFromGuest(text, text.length), { type: "ready" });
  assertEquals(parseFromGuest(text, text.length - 1), undefined);
  for (
    const data of [{ type: "ready" }, null, undefined, 1, new Uint8Array(1), [
      text,
    ]]
  ) {
    assertEquals(parseFromGuest(data, MAX_CHARS), undefined);
  }
});

Deno.test("parseFromGuest() does not throw on anything, and what it reads has its type", () => {
  fc.assert(fc.property(
    fc.oneof(
      fc.anything(),
      fc.string({ unit: "binary" }),
      fc.json(),
      fc.json({ maxDepth: 3 }).map((json) =>
        `{"type":"done","run":1,"status":"ok","error":${json},"cut":${json},"cpuMs":${json},"value":${json}}`
      ),
    ),
    (data) => assertTyped(parseFromGuest(data, MAX_CHARS)),
  ));
});

Deno.test("parseFromGuest() reads no truncated message", () => {
  fc.assert(fc.property(message, fc.nat(), (sent, place) => {
    const text = JSON.stringify(sent);
    const part = text.slice(0, place % text.length);
    assertEquals(parseFromGuest(part, MAX_CHARS), undefined);
  }));
});

Deno.test("parseFromGuest() reads a message with odd members by the rest of it", () => {
  fc.assert(fc.property(
    message,
    fc.dictionary(
      fc.constantFrom(
        "__proto__",
        "constructor",
        "then",
        "toString",
        "status",
        "run",
        "type",
        "error",
        "cut",
      ),
      fc.jsonValue({ maxDepth: 2 }),
    ),
    (sent, odd) => assertTyped(parse({ ...sent, ...odd })),
  ));
});

Deno.test("parseFromGuest() refuses forgeries", () => {
  const forgeries: readonly unknown[] = [
    {},
    [],
    null,
    "ready",
    { type: "exit" },
    { type: "open" },
    { type: ["ready"] },
    { type: "output", run: 1, fd: 0, text: "x" },
    { type: "output", run: 1, fd: 3, text: "x" },
    { type: "output", run: 1, fd: "1", text: "x" },
    { type: "output", run: -1, fd: 1, text: "x" },
    { type: "output", run: 1.5, fd: 1, text: "x" },
    { type: "output", run: 2 ** 53, fd: 1, text: "x" },
    { type: "output", run: 1, fd: 1, text: ["x"] },
    { type: "ask", run: 1, ask: 1, service: "stdin" },
    { type: "ask", run: "1", ask: 1, service: "stdin", request: "" },
    { type: "ask", run: 1, ask: -1, service: "stdin", request: "" },
    { type: "ask", run: 1, ask: 1, service: "toString", request: "" },
    { type: "ask", run: 1, ask: 1, service: "stdin", request: {} },
    { type: "done", run: 1 },
    { type: "done", run: 1, status: "timeout" },
    { type: "done", run: 1, status: "toString" },
    { type: "done", run: null, status: "ok" },
  ];
  for (const forgery of forgeries) {
    assertEquals(parse(forgery), undefined, JSON.stringify(forgery));
  }
});

Deno.test("parseFromGuest() drops what is odd within an outcome", () => {
  const parsed = parse({
    type: "done",
    run: 1,
    status: "error",
    value: { toString: "x" },
    repr: 5,
    tooLarge: "yes",
    broken: 1,
    error: { name: 5, message: null, line: 1.5, column: "2", exitCode: 3 },
    cut: ["stdout", "everything", { length: 1 }],
    cpuMs: -1,
    memoryBytes: "1e9",
  });
  assertEquals(parsed, {
    type: "done",
    outcome: {
      ...OUTCOME,
      status: "error",
      error: { name: "Error", message: "", traceback: "", exitCode: 3 },
      cut: ["stdout"],
    },
  });
});

Deno.test("parseFromGuest() pollutes no prototype", () => {
  parseFromGuest(
    '{"type":"done","run":1,"status":"ok","__proto__":{"polluted":1},"error":{"__proto__":{"polluted":1}}}',
    MAX_CHARS,
  );
  assertEquals("polluted" in {}, false);
});

Deno.test("parseFromGuest() survives what is nested too deeply", () => {
  const deep = "[".repeat(1_000_000);
  assertEquals(
    parseFromGuest(
      `{"type":"done","run":1,"status":"ok","cut":${deep}`,
      2 ** 24,
    ),
    undefined,
  );
});

Deno.test("maxMessageChars() has room for the longest message within the limits", () => {
  const limits = { outputBytes: 100, valueBytes: 1_000 };
  const longest = JSON.stringify({
    type: "done",
    run: Number.MAX_SAFE_INTEGER,
    status: "error",
    // A value of control characters is escaped twice.
    value: JSON.stringify("\u0001".repeat(limits.valueBytes / 6)),
    repr: "\u0001".repeat(limits.valueBytes),
    error: {
      name: "x",
      message: "\u0001".repeat(100_000),
      traceback: "x".repeat(200_000),
    },
  });
  assert(longest.length <= maxMessageChars(limits));
});
