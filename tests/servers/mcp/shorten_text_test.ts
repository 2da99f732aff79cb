import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { edgesOf, foldRepeats } from "../../../servers/mcp/shorten_text.ts";

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}

Deno.test("edgesOf() keeps head and tail, and counts what is between them", () => {
  fc.assert(fc.property(
    fc.string({ unit: "binary", maxLength: 80 }).filter((text) =>
      text.isWellFormed()
    ),
    fc.integer({ min: 1, max: 20 }),
    (text, edgeBytes) => {
      const edges = edgesOf(text, edgeBytes);
      if (edges === undefined) {
        assert(bytesOf(text) <= 2 * edgeBytes);
        return;
      }
      const { head, tail, leftOutBytes } = edges;
      assert(text.startsWith(head) && text.endsWith(tail));
      assert(head.isWellFormed() && tail.isWellFormed());
      assert(bytesOf(head) <= edgeBytes && bytesOf(tail) <= edgeBytes);
      assertEquals(
        bytesOf(head) + leftOutBytes + bytesOf(tail),
        bytesOf(text),
      );
    },
  ));
});

Deno.test("edgesOf() cuts at line ends if they are near", () => {
  assertEquals(edgesOf("first\nsecond\nthird\nfourth", 9), {
    head: "first\n",
    tail: "fourth",
    leftOutBytes: 13,
  });
});

Deno.test("foldRepeats() shows a block of lines three times, and counts the others", () => {
  const block = ["  File a, line 1", "    f()", "  File b, line 2", "    g()"];
  const lines = (times: number): string[] => Array(times).fill(block).flat();
  const text = ["Traceback:", ...lines(50), "RecursionError"].join("\n");
  assertEquals(
    foldRepeats(text),
    [
      "Traceback:",
      ...lines(3),
      "  [the last 4 lines repeated 47 more times]",
      "RecursionError",
    ].join("\n"),
  );
  assertEquals(
    foldRepeats("a\na\na\na\na"),
    [
      "a",
      "a",
      "a",
      "  [the last line repeated 2 more times]",
    ].join("\n"),
  );
  for (
    const short of ["", "a", "a\na\na", ["x", ...lines(3), "y"].join("\n")]
  ) {
    assertEquals(foldRepeats(short), short);
  }
});
