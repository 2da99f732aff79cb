import { assertEquals } from "@std/assert";
import { scanPython } from "../../../commands/repl/python_scan.ts";

Deno.test("scanPython() takes whole statements for complete", () => {
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

Deno.test("scanPython() waits for what has to be closed", () => {
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

Deno.test("scanPython() waits for more of a block", () => {
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
