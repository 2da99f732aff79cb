import { assertEquals, assertThrows } from "@std/assert";
import {
  type JsonValue,
  run,
  type RunResult,
  toJson,
  Tuple,
  type Value,
} from "../../mod.ts";
import { resultToJson } from "../../core/result_json.ts";
import { okResult, resultOf } from "../commands/_results.ts";

/** Asserts that JSON represents it exactly: no part is undefined, tagged, or an instance of a class. */
function assertIsJson(data: unknown): void {
  assertEquals(JSON.parse(JSON.stringify(data)), data);
}

const VALUES: readonly (readonly [Value, JsonValue])[] = [
  [null, null],
  [true, true],
  ["", ""],
  ["a\0\ud800\u2028", "a\0\ud800\u2028"],
  [0.1, 0.1],
  [2 ** 53, 2 ** 53],
  [2n ** 64n, { $bigint: "18446744073709551616" }],
  [-1n, { $bigint: "-1" }],
  [NaN, { $number: "NaN" }],
  [Infinity, { $number: "Infinity" }],
  [-Infinity, { $number: "-Infinity" }],
  [-0, { $number: "-0" }],
  [new Uint8Array([104, 105]), { $bytes: "aGk=" }],
  [new Uint8Array(0), { $bytes: "" }],
  [new Date(1.5e12), { $date: "2017-07-14T02:40:00.000Z" }],
  [new Date(-8.64e15), { $date: "-271821-04-20T00:00:00.000Z" }],
  [[], []],
  [{}, {}],
  [Tuple.of<Value>(1, [2n]), { $tuple: [1, [{ $bigint: "2" }]] }],
  [Tuple.of<Value>(), { $tuple: [] }],
  [new Set([1, NaN]), { $set: [1, { $number: "NaN" }] }],
  [{ $set: [1] }, { $map: { $set: [1] } }],
  [{ $map: { $map: 1 } }, { $map: { $map: { $map: { $map: 1 } } } }],
  [{ $a: 1, b: 2 }, { $a: 1, b: 2 }],
  [{ toJSON: "text", then: 1 }, { toJSON: "text", then: 1 }],
];

Deno.test("toJson() gives every kind of value a form that JSON can represent", async () => {
  for (const [value, plain] of VALUES) {
    const json = toJson(okResult({ value }));
    assertEquals(json.value, plain);
    assertIsJson(json);
    assertEquals((await Response.json(json).json()).value, plain);
    // Also inside a container of each kind.
    assertEquals(toJson(okResult({ value: [value] })).value, [plain]);
    assertEquals(toJson(okResult({ value: { k: value } })).value, { k: plain });
  }
});

Deno.test("toJson() omits an undefined value, and keeps null", () => {
  const without = toJson(okResult({ value: undefined, repr: "<module>" }));
  assertEquals(["value" in without, without.repr], [false, "<module>"]);
  assertEquals("value" in toJson(okResult({ value: null })), true);
});

Deno.test("toJson() keeps a key __proto__ a key", () => {
  const value: Value = JSON.parse('{"__proto__": {"a": {"__proto__": 1}}}');
  const json = toJson(okResult({ value }));
  assertEquals(
    JSON.stringify(json.value),
    '{"__proto__":{"a":{"__proto__":1}}}',
  );
  assertEquals(Object.getPrototypeOf(json.value), Object.prototype);
});

Deno.test("toJson() accepts the deepest possible value, of each container", () => {
  const wrappers: ((value: Value) => Value)[] = [
    (value) => [value],
    (value) => ({ k: value }),
    (value) => new Set([value]),
    (value) => Tuple.of<Value>(value),
  ];
  for (const wrap of wrappers) {
    let value: Value = 1;
    for (let depth = 0; depth < 1_000; depth++) value = wrap(value);
    JSON.stringify(toJson(okResult({ value })));
  }
});

const ERROR = { name: "E", message: "m", traceback: "t", line: 3 };
const STATUSES: readonly RunResult[] = [
  okResult({ value: 1 }),
  resultOf({ status: "error", error: { ...ERROR, exitCode: 3 } }),
  resultOf({ status: "timeout", recoverable: true }),
  resultOf({ status: "cancelled", recoverable: false }),
  resultOf({ status: "memory", recoverable: false }),
  resultOf({ status: "memory", recoverable: true, error: ERROR }),
  resultOf({ status: "output", value: 5n, truncated: ["stdout"] }),
  resultOf({ status: "output", value: undefined, repr: "…" }),
  resultOf({ status: "crashed", reason: "gone" }),
];

Deno.test("toJson() keeps the fields of each status", () => {
  for (const result of STATUSES) {
    const json = toJson(result);
    assertIsJson(json);
    assertEquals(Object.keys(json)[0], "status");
    assertEquals(json.status, result.status);
    assertEquals(
      [json.error, json.recoverable, json.reason, json.truncated],
      [
        "error" in result ? result.error : undefined,
        "recoverable" in result ? result.recoverable : undefined,
        "reason" in result ? result.reason : undefined,
        result.truncated,
      ],
    );
  }
});

Deno.test("toJson() omits missing measurements", () => {
  const base = okResult({ value: 1 });
  const usage = { ...base.usage, cpuMs: undefined, peakMemoryBytes: undefined };
  const json = toJson({ ...base, usage });
  assertEquals("cpuMs" in json.usage || "peakMemoryBytes" in json.usage, false);
  assertIsJson(json);
  const requests = [{ method: "GET", url: "http://a/", bytes: 1, ms: 2 }];
  assertEquals(
    toJson({ ...base, usage: { ...base.usage, requests } }).usage.requests,
    requests,
  );
});

Deno.test("toJson() encodes bytes of displays in base64", () => {
  const displays = [
    { "text/html": "<p>", "image/png": new Uint8Array([1, 2]) },
  ];
  const json = toJson({ ...okResult({ value: 1 }), displays });
  assertEquals(json.displays, [
    { "text/html": "<p>", "image/png": { base64: "AQI=" } },
  ]);
  assertIsJson(json);
});

Deno.test("toJson() lists files by name and size, with their content on request", () => {
  const content = new TextEncoder().encode("hi");
  const files = [{ path: "a", bytes: 2, content }, { path: "b", bytes: 9 }];
  const result = { ...okResult({ value: 1 }), files };
  assertEquals(toJson(result).files, [
    { path: "a", bytes: 2 },
    { path: "b", bytes: 9 },
  ]);
  const json = toJson(result, { fileContents: true });
  assertEquals(json.files, [
    { path: "a", bytes: 2, content: { base64: "aGk=" } },
    { path: "b", bytes: 9 },
  ]);
  assertIsJson(json);
});

Deno.test("toJson() shares no mutable object with the result", () => {
  const value: Value = { list: [1] };
  const result = { ...okResult({ value }), truncated: ["stdout"] as const };
  const json = toJson(result);
  value.list = 2;
  assertEquals(json.value, { list: [1] });
  assertEquals((json.truncated as unknown) === result.truncated, false);
});

Deno.test("toJson() returns what --json prints", () => {
  for (const result of STATUSES) {
    assertEquals(JSON.parse(resultToJson(result)), toJson(result));
  }
});

Deno.test("toJson() refuses a promise of a result", () => {
  const notAwaited = Promise.resolve(okResult({ value: 1 })) as unknown;
  assertThrows(
    () => toJson(notAwaited as RunResult),
    TypeError,
    "Cannot turn result into JSON as it must be the result of a run: current value is a promise (await it first)",
  );
  assertThrows(() => toJson(null as unknown as RunResult), TypeError, "null");
});

Deno.test("toJson() accepts the values of guests in both languages", async () => {
  const python = await run(
    "import datetime\n{'s': {1}, 't': (1, 2**70), 'b': b'x', 'n': float('nan'), 'd': datetime.datetime(2020, 1, 1)}",
    { language: "python" },
  );
  assertEquals((await Response.json(toJson(python)).json()).value, {
    s: { $set: [1] },
    t: { $tuple: [1, { $bigint: "1180591620717411303424" }] },
    b: { $bytes: "eA==" },
    n: { $number: "NaN" },
    d: { $date: "2020-01-01T00:00:00.000Z" },
  });
  const javascript = await run(
    "fs.writeFileSync('a', 'b'); ({ big: 1n, set: new Set([-0]), bytes: new Uint8Array(1) })",
    { language: "javascript" },
  );
  const json = toJson(javascript, { fileContents: true });
  assertEquals(json.value, {
    big: { $bigint: "1" },
    set: { $set: [0] },
    bytes: { $bytes: "AA==" },
  });
  assertEquals(json.files, [
    { path: "a", bytes: 1, content: { base64: "Yg==" } },
  ]);
});
