import { assertEquals } from "@std/assert";
import { resultToJson, valueToPlain } from "../../core/result_json.ts";
import { Tuple, type Value } from "../../core/value.ts";
import { okResult, resultOf } from "../commands/_results.ts";

Deno.test("valueToPlain() keeps values that JSON can represent", () => {
  const value = { a: [1, 1.5, "x", null, true], "": {}, $a: 1, b: 2 };
  assertEquals(valueToPlain(value), value);
});

Deno.test("valueToPlain() marks values that JSON cannot represent", () => {
  const cases: readonly (readonly [Value, unknown])[] = [
    [2n ** 64n, { $bigint: "18446744073709551616" }],
    [NaN, { $number: "NaN" }],
    [-Infinity, { $number: "-Infinity" }],
    [-0, { $number: "-0" }],
    [new Uint8Array([104, 105]), { $bytes: "aGk=" }],
    [new Date(0), { $date: "1970-01-01T00:00:00.000Z" }],
    [Tuple.of<Value>(1, 2n), { $tuple: [1, { $bigint: "2" }] }],
    [new Set([1]), { $set: [1] }],
    [{ $set: [1] }, { $map: { $set: [1] } }],
  ];
  for (const [value, plain] of cases) assertEquals(valueToPlain(value), plain);
});

Deno.test("valueToPlain() keeps a key __proto__ a key", () => {
  const value: Value = JSON.parse('{"__proto__": {"a": 1}}');
  assertEquals(JSON.stringify(valueToPlain(value)), '{"__proto__":{"a":1}}');
});

Deno.test("valueToPlain() accepts the deepest possible value", () => {
  let value: Value = [];
  for (let depth = 1; depth < 1_000; depth++) value = [value];
  assertEquals(JSON.stringify(valueToPlain(value)).length, 2_000);
});

Deno.test("resultToJson() returns one line with the status first", () => {
  const json = resultToJson(okResult({ value: 45, stdout: "a\nb" }));
  assertEquals(json.startsWith('{"status":"ok"'), true);
  assertEquals(json.includes("\n"), false);
  assertEquals(JSON.parse(json).value, 45);
});

Deno.test("resultToJson() omits a value that cannot be encoded", () => {
  const json = resultToJson(okResult({ value: undefined, repr: "<module>" }));
  assertEquals("value" in JSON.parse(json), false);
  assertEquals(JSON.parse(json).repr, "<module>");
});

Deno.test("resultToJson() keeps errors and their places", () => {
  const error = { name: "E", message: "m", traceback: "t", line: 3 };
  const json = resultToJson(resultOf({ status: "error", error }));
  assertEquals(JSON.parse(json).error, error);
});

Deno.test("threat: guest text in JSON that controls a terminal", () => {
  const json = resultToJson(okResult({ stdout: "\x9b2J\u202e\x1b]0;x\x07" }));
  assertEquals(/[\p{Cc}\p{Bidi_Control}]/u.test(json), false);
  assertEquals(JSON.parse(json).stdout, "\x9b2J\u202e\x1b]0;x\x07");
});
