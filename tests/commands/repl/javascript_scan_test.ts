import { assertEquals } from "@std/assert";
import { scanJavaScript } from "../../../commands/repl/javascript_scan.ts";

Deno.test("scanJavaScript() reports whole statements as complete", () => {
  const cases = [
    "1 + 1",
    "x = { a: 1 }",
    "`a${b}`",
    "`a${{ a: `${1}` }.a}`",
    "`\\``",
    "`$$${1}`",
    "/[/\"(]/.test('a')",
    "x = /`/",
    "return /(/",
    "a / b / c",
    "a = 'cut off (",
    "// foo (",
    "/* ( */",
    "x++",
    "5.",
    "a?.b",
    "class A {\n}",
    "foo)",
    "const s = 'it(s'",
  ];
  for (const code of cases) {
    assertEquals(scanJavaScript(code), "complete", code);
  }
});

Deno.test("scanJavaScript() reports open brackets and unfinished expressions as incomplete", () => {
  const cases = [
    "f(",
    "x = {",
    "`a",
    "`a${`x`",
    "/* foo",
    "/*/",
    "x +",
    "x =>",
    "a.",
    "let x = 1,",
    "x = y ? 1 :",
    "if (a)",
    "for (const a of b)",
    "if (/\\)/.test(a)) {",
    "class A {\n",
  ];
  for (const code of cases) assertEquals(scanJavaScript(code), "open", code);
});

Deno.test("scanJavaScript() reports where a clause may follow", () => {
  for (const code of ["if (a) { b }", "try { a }\ncatch { b }"]) {
    assertEquals(scanJavaScript(code), "block", code);
  }
});
