import { assert, assertEquals } from "@std/assert";
import { parseFromGuest } from "../../core/parse_from_guest.ts";
import { type FromGuest, maxMessageChars } from "../../core/protocol.ts";
import { outcomeOf } from "../sandbox/_outcome.ts";

const MAX_CHARS = 10_000;

function parse(message: unknown): FromGuest | undefined {
  return parseFromGuest(JSON.stringify(message), MAX_CHARS);
}

const OUTCOME = outcomeOf({ value: undefined });

Deno.test("parseFromGuest() fills in the defaults of an outcome", () => {
  assertEquals(parse({ type: "done", run: 1, status: "ok" }), {
    type: "done",
    outcome: { ...OUTCOME, status: "ok" },
  });
});

Deno.test("parseFromGuest() accepts only text of bounded length", () => {
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
    { type: "display", run: 1 },
    { type: "display", run: -1, data: { "text/plain": "x" } },
    { type: "display", run: 1, data: { plain: "x" } },
    { type: "display", run: 1, data: ["text/plain"] },
    { type: "request", run: 1, id: 1, service: "stdin" },
    { type: "request", run: "1", id: 1, service: "stdin", body: "" },
    { type: "request", run: 1, id: -1, service: "stdin", body: "" },
    { type: "request", run: 1, id: 1, service: "toString", body: "" },
    { type: "request", run: 1, id: 1, service: "stdin", body: {} },
    { type: "done", run: 1 },
    { type: "done", run: 1, status: "timeout" },
    { type: "done", run: 1, status: "toString" },
    { type: "done", run: null, status: "ok" },
  ];
  for (const forgery of forgeries) {
    assertEquals(parse(forgery), undefined, JSON.stringify(forgery));
  }
});

Deno.test("parseFromGuest() drops invalid parts of an outcome", () => {
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

Deno.test("parseFromGuest() survives deep nesting", () => {
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
  const limits = {
    outputBytes: 100,
    valueBytes: 1_000,
    callBytes: 100,
    displayBytes: 100,
  };
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
