import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  cutText,
  jsonBytes,
  shortenResult,
  takeWithin,
} from "../../../servers/mcp/shorten_result.ts";

const RUN = { status: "ok", stdout: "", stderr: "", files: [], truncated: [] };

function bytesOf(plain: unknown): number {
  return new TextEncoder().encode(JSON.stringify(plain)).length;
}

Deno.test("jsonBytes() returns the length of a text as JSON", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => {
    assertEquals(jsonBytes(text), bytesOf(text));
  }));
});

Deno.test("cutText() keeps as much of the beginning as the limit allows, and never half a character", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "binary", maxLength: 60 }),
      fc.integer({ min: 2, max: 80 }),
      (text, maxBytes) => {
        const cut = cutText(text, maxBytes);
        assert(text.startsWith(cut) && cut.isWellFormed());
        assert(bytesOf(cut) <= maxBytes);
        if (cut === text) return;
        const next = String.fromCodePoint(text.codePointAt(cut.length) ?? 0);
        assert(bytesOf(cut + next) > maxBytes);
      },
    ),
  );
});

Deno.test("takeWithin() keeps as many items as the limit allows", () => {
  const items = ["aaa", "bbb", "ccc"];
  assertEquals(takeWithin(items, 20), items);
  assertEquals(takeWithin(items, bytesOf(["aaa", "bbb"]) + 1), ["aaa", "bbb"]);
  assertEquals(takeWithin(items, 5), []);
  assertEquals(takeWithin([], 0), []);
});

Deno.test("shortenResult() leaves a run within the limit as it is, with any file names", () => {
  const plain = {
    ...RUN,
    value: { $map: { length: 1 } },
    repr: "x",
    error: { name: "E", line: 3 },
    truncated: ["stdout"],
    usage: { wallMs: 1 },
  };
  assertEquals(shortenResult(plain), plain);
});

Deno.test("shortenResult() shortens a run over the limit, and says so", () => {
  const long = "\x01".repeat(2 ** 20);
  const fitting = shortenResult({
    ...RUN,
    stdout: long,
    stderr: long,
    repr: long,
    value: [long],
    files: Array.from({ length: 10_000 }, () => ({ path: "p".repeat(100) })),
    error: { name: "E", message: long, traceback: long },
    truncated: ["stdout"],
  });
  assert(bytesOf(fitting) < 4 * 2 ** 20, `${bytesOf(fitting)}`);
  assertEquals(fitting.value, undefined);
  assertEquals(fitting.truncated, [
    "stdout",
    "stderr",
    "repr",
    "files",
    "error",
    "value",
  ]);
});
