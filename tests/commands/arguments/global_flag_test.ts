import { assertEquals, assertThrows } from "@std/assert";
import { readGlobals } from "../../../commands/arguments/global_flag.ts";
import { UsageError } from "../../../commands/arguments/usage_error.ts";

Deno.test("readGlobals() reads JSON, and keeps large integers exact", () => {
  assertEquals(
    readGlobals([
      "a=1",
      'b={"k=": [null, true, 0.5, "x"]}',
      "c=123456789012345678901",
      "d=1e30",
      "a=2",
    ]),
    {
      a: 2,
      b: { "k=": [null, true, 0.5, "x"] },
      c: 123456789012345678901n,
      d: 1e30,
    },
  );
  assertEquals(Object.keys(readGlobals(["__proto__=1"])), ["__proto__"]);
});

Deno.test("readGlobals() refuses a value that is not a name, = and JSON", () => {
  for (
    const [pair, rule] of [
      ["a", "have a name, = and JSON"],
      ["=1", "have a name, = and JSON"],
      ["a=", "be JSON after ="],
      ["a=text", 'text is quoted: a="text"'],
    ]
  ) {
    assertThrows(() => readGlobals([String(pair)]), UsageError, rule);
  }
});
