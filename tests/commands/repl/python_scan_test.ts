import { assertEquals } from "@std/assert";
import { scanPython } from "../../../commands/repl/python_scan.ts";

Deno.test("scanPython() reports whole statements as complete", () => {
  const cases = [
    "1 + 1",
    "x[1:]",
    "f('(')",
    "# (",
    "x = 'it\\'s ('",
    "x = 'cut off (\n",
    "x = '''a\nb'''",
    '""" " """',
    "x = 1 + \\\n 2",
    "x = 1 # \\",
    "r'\\'",
    "iffy = 1",
    "await x",
    ")",
  ];
  for (const code of cases) assertEquals(scanPython(code), "complete", code);
});

Deno.test("scanPython() reports open brackets and strings as incomplete", () => {
  const cases = [
    "f(1,",
    "x = {'a':\n",
    "x = '''a",
    "rb\"\"\"a'''",
    "'''\\'''",
    "x = 1 + \\",
    "if f(",
  ];
  for (const code of cases) assertEquals(scanPython(code), "open", code);
});

Deno.test("scanPython() reports an open block as incomplete", () => {
  const cases = [
    "if x:",
    "if x: # why",
    "for i in x: print(i)",
    "def f():\n    return 1",
    "async def f():",
    "@decorator",
    "match x:\n case 1:\n  pass",
  ];
  for (const code of cases) assertEquals(scanPython(code), "block", code);
});
