import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { measureJson } from "../../../../servers/mcp/http/measure_json.ts";

interface Size {
  readonly depth: number;
  readonly values: number;
}

/** Measures the data itself: an empty list counts as a list with a value. */
function measure(data: unknown): Size {
  if (typeof data !== "object" || data === null) return { depth: 0, values: 1 };
  const inner = Object.values(data).map(measure);
  const values = inner.reduce((sum, one) => sum + one.values, 0);
  return {
    depth: 1 + Math.max(0, ...inner.map(({ depth }) => depth)),
    values: 1 + Math.max(1, values),
  };
}

Deno.test("measureJson() returns the size of the parsed data", () => {
  fc.assert(
    fc.property(
      fc.jsonValue(),
      fc.integer({ min: 0, max: 4 }),
      (data, indent) => {
        const text = JSON.stringify(data, null, indent);
        const bytes = new TextEncoder().encode(text);
        assertEquals(measureJson(bytes), measure(JSON.parse(text)));
      },
    ),
  );
});

Deno.test("measureJson() ends for any bytes", () => {
  fc.assert(fc.property(fc.uint8Array(), (bytes) => {
    const { depth, values } = measureJson(bytes);
    assert(depth <= bytes.length && values <= bytes.length + 1);
  }));
});

Deno.test("measureJson() counts the content of strings as text", () => {
  const bytes = new TextEncoder().encode('"[[[\\"[,,\\\\"');
  assertEquals(measureJson(bytes), { depth: 0, values: 1 });
});
