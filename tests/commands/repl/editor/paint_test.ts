import { assertEquals } from "@std/assert";
import { paint, paintValue } from "../../../../commands/repl/editor/paint.ts";
import fc from "../../../fast_check.ts";

Deno.test("paint() colours keywords, strings and numbers", () => {
  const styled = (text: string, language: "python" | "javascript"): unknown =>
    paint(text, language).filter(({ style }) => style !== "").map((one) =>
      one.text
    );
  assertEquals(styled("def f(x): return None # x", "python"), [
    "def",
    "return",
    "None",
    "# x",
  ]);
  assertEquals(styled("f'a' + b\"c\" + 0x1f + 1.5e3", "python"), [
    "f'a'",
    'b"c"',
    "0x1f",
    "1.5e3",
  ]);
  assertEquals(styled("const a = `b ${1}` // c", "javascript"), [
    "const",
    "`b ${1}`",
    "// c",
  ]);
  assertEquals(styled("x1 + define.if + return_", "python"), []);
  assertEquals(styled("'open", "python"), ["'open"]);
});

Deno.test("paint() keeps the text", () => {
  fc.assert(fc.property(fc.string(), fc.boolean(), (text, isPython) => {
    const spans = paint(text, isPython ? "python" : "typescript");
    assertEquals(spans.map((span) => span.text).join(""), text);
  }));
});

Deno.test("threat: a value with control characters at a prompt", () => {
  assertEquals(
    paintValue("'\x1b]0;x\x07' \x9b", "python"),
    "\x1b[32m'\\x1b]0;x\\x07'\x1b[0m \\x9b",
  );
});
