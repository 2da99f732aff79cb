import { assertEquals } from "@std/assert";
import { recognizeLanguage } from "../../../commands/arguments/recognize_language.ts";

const PYTHON = [
  "",
  "1 + 1",
  "print('hi')",
  "x = 5",
  "x = [1, 2]\nx[0] // 2",
  "def f(x: int) -> int:\n    return x",
  "import os, sys\nsys.argv",
  "from a.b import (c,\n d)",
  "import numpy as np",
  "source = '''\nconst a = 1;\nconsole.log(a)\n'''",
  'js = "console.log(1)"',
  "# const x = 1\nx = 1",
  "async def main():\n    await f()",
  "for i in range(3): print(i)",
  "d = {\n  'a': 1,\n}",
  "f = lambda x: x\nif f(1): pass",
  "class A: pass",
  "let = 5\nlet",
  "match x:\n    case 1:\n        print(1)",
  "@decorator\ndef f(): ...",
  "s = 'a => b'",
];

const JAVASCRIPT = [
  "console.log(1)",
  "const x = 1",
  "let { a } = { a: 1 };",
  "var fs = require('fs');",
  "import fs from 'node:fs';\nfs.readFileSync('x')",
  "import { readFile } from 'fs/promises'",
  "import './side.js'",
  "export default function () {}",
  "function f() { return 1 }\nf()",
  "async function main() {}\nmain();",
  "[1, 2].map((x) => x * 2)",
  "for (let i = 0; i < 3; i++) { f(i) }",
  "if (x) {\n  y()\n}",
  "throw new Error('bad')",
  "'use strict';\nprocess.stdout.write('a')",
  "// comment\n1 + 1",
  "/* comment */ 1",
  "await Promise.all([])",
  "new Date().getTime()",
  "const code = `def f():\n    pass`; console.log(code)".replace("def", "x"),
];

const TYPESCRIPT = [
  "const x: number = 1",
  "interface A { a: string }\nconst x = 1;",
  "type A = { b: number };\nlet a = 1;",
  "function f(a: string): string { return a }",
  "const f = (a: number) => a",
  "enum Colour { Red }\nconsole.log(Colour.Red)",
  "import type { A } from './a.ts';\nconst b = 1;",
  "const a = {} as const;",
];

Deno.test("recognizeLanguage() takes code for Python that may be Python", () => {
  for (const code of PYTHON) {
    assertEquals(recognizeLanguage(code), "python", code);
  }
});

Deno.test("recognizeLanguage() recognizes JavaScript", () => {
  for (const code of JAVASCRIPT) {
    assertEquals(recognizeLanguage(code), "javascript", code);
  }
});

Deno.test("recognizeLanguage() recognizes TypeScript", () => {
  for (const code of TYPESCRIPT) {
    assertEquals(recognizeLanguage(code), "typescript", code);
  }
});
