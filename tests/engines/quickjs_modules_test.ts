/** Imports of a JavaScript guest. */
import "../_ask_worker_options.ts";
import { assert, assertEquals } from "@std/assert";
import { createSandbox, type Sandbox } from "../../mod.ts";
import { rewriteImports } from "../../engines/quickjs/static_imports.js";
import { withGuest } from "./quickjs_values.ts";

Deno.test("imports of every form return what require returns", () =>
  withGuest(async (valueOf) => {
    assertEquals(
      await valueOf(`#!/usr/bin/env node
"use strict"; // A comment: import nothing from "nowhere"
/* And
   another */ import fs1 from "fs";
import * as all from 'node:fs'
import fs2, { readFileSync as read, default as fs3, } from "node:fs";
import {
  join, // two
  sep,
} from "path";
import "node:path";
import defaultPromises, { readFile } from "fs/promises";
const dynamic = await import("node:fs/promises");
const line = new Error().stack.match(/main\\.js:(\\d+)/)[1];
[fs1 === fs, all === fs, fs2 === fs, fs3 === fs, read === fs.readFileSync, join("a", "b") + sep,
 readFile === defaultPromises.readFile, dynamic.default === defaultPromises, dynamic.readFile === readFile, line]`),
      [true, true, true, true, true, "a/b/", true, true, true, "14"],
    );
  }));

Deno.test("a missing module is reported as missing", () =>
  withGuest(async (valueOf) => {
    assertEquals(
      await valueOf(`
        const seen = [];
        for (const name of ["./a.js", "/b", "lodash", "__proto__", "constructor"]) {
          try { require(name); } catch (error) { seen.push(error.message); }
          try { await import(name); } catch (error) { seen.push(error.message); }
        }
        [seen.length, seen.filter((one) => !/^Cannot find (?:module|package) '.*(?:--file|--mount)/.test(one))]`),
      [10, []],
    );
  }));

Deno.test("rewriteImports() keeps everything at the top that is not an import", () => {
  for (
    const code of [
      "",
      "x = 1; import a from 'fs';",
      "import('fs')",
      "import.meta",
      "`\nimport a from 'fs'\n`",
      "important from 'fs'",
      "import a fr 'fs'",
      "/* import a from 'fs'",
      "// import a from 'fs'",
    ]
  ) assertEquals(rewriteImports(code), code);
  assertEquals(
    rewriteImports("import a,\n  { b as c }\nfrom 'x'; rest()"),
    'var a = require("x", "import").default, { b: c } = require("x", "import");\n\n rest()',
  );
});

/** Runs of one session, and their values. */
const RUNS: readonly (readonly [code: string, value: unknown])[] = [
  [
    "import A, { n, inc as more } from './a.mjs'; more(); [typeof A, n]",
    ["function", 2],
  ],
  // A later run sees the same names, which follow the module.
  ["more(); [typeof A, n]", ["function", 3]],
  ["const n = 'own'; n", "own"],
  ["import d from './d.json' with { type: 'json' }; d.a", 1],
  ["import c, { x } from './c.cjs'; [c.x, x, c.isMain]", [5, 5, false]],
  ["import * as all from './a.mjs'; Object.keys(all)", [
    "default",
    "inc",
    "n",
  ]],
  ["require('./a.mjs').n", 3],
  ["(await import('./wait.mjs')).v", 3],
  ["module.exports = { a: 1 }; require.main === module", true],
  ["[typeof exports, __dirname, __filename]", [
    "object",
    "/work",
    "/work/main.js",
  ]],
  ["return new.target === undefined", true],
  ["export const q = 5; export default q;", undefined],
  [
    "export {}; globalThis.meta = [import.meta.url, import.meta.main]",
    undefined,
  ],
  ["[meta[0].startsWith('file:///work/main'), meta[1]]", [true, true]],
];

/** Runs that fail, and a part of their messages. */
const FAILURES: readonly (readonly [code: string, message: string])[] = [
  ["require('./other.mjs')", "awaits at its top level"],
  [
    "import { nope } from './a.mjs'",
    "does not provide an export named 'nope'",
  ],
  ["import './nope.js'", "add --file nope.js:nope.js"],
  ["import x from 'npm:y'", "loads no modules from registries"],
  ["require('node:nope')", "No such built-in module: node:nope"],
];

Deno.test("scripts of a session import modules, and are modules where they export", async () => {
  await using sandbox: Sandbox = await createSandbox({
    language: "javascript",
    isolation: "thread",
    files: {
      "a.mjs":
        "export let n = 1; export function inc() { n++; } export default class A {}",
      "d.json": '{"a":1}',
      "c.cjs": "exports.x = 5; exports.isMain = require.main === module;",
      "wait.mjs": "export const v = await Promise.resolve(3);",
      "other.mjs": "export const v = await Promise.resolve(4);",
    },
  });
  for (const [code, value] of RUNS) {
    const result = await sandbox.run(code, { filename: "main.js" });
    assert(result.status === "ok", `${code}: ${Deno.inspect(result)}`);
    assertEquals(result.value, value, code);
  }
  for (const [code, message] of FAILURES) {
    const result = await sandbox.run(code);
    assert(result.status === "error", code);
    assert(result.error.message.includes(message), result.error.message);
  }
});

Deno.test("rewriteImports() leaves out the attributes of an import", () => {
  assertEquals(
    rewriteImports('import a from "./a.json" with { type: "json" };a'),
    'require("./a.json", "import", {"a":"default"});a',
  );
});

Deno.test("rewriteImports() takes linear time", () => {
  for (
    const part of ["import ", "/*", "import {", "import a, ", "'", "// x\n"]
  ) {
    const code = part.repeat(50_000);
    assertEquals(rewriteImports(code).length > 0, true);
  }
});

Deno.test("a chain of modules that is too long is an error, and the sandbox goes on", async () => {
  await using sandbox: Sandbox = await createSandbox({
    language: "javascript",
    isolation: "thread",
  });
  const result = await sandbox.run(`
    for (let i = 0; i < 1500; i++) {
      fs.writeFileSync("m" + i + ".mjs", "require('/work/m" + (i + 1) + ".mjs'); export const v = 1;");
    }
    fs.writeFileSync("m1500.mjs", "export const v = 2;");
    require("./m0.mjs").v`);
  assert(result.status === "error", Deno.inspect(result));
  assertEquals(result.error.name, "RangeError");
  const after = await sandbox.run("1 + 1");
  assert(after.status === "ok" && after.value === 2);
});

Deno.test("an error in an imported module says where that was written", async () => {
  await using sandbox = await createSandbox({
    language: "typescript",
    files: {
      "lib.ts":
        "enum Level { Low }\nexport class P { constructor(private x: number) {} }\nexport function go(): void {\n  const o: any = { x: Level.Low };\n  o.a.b.c();\n}\n",
    },
  });
  for (
    const code of [
      "import { go } from './lib.ts';\ngo();",
      "(await import('./lib.ts')).go();",
    ]
  ) {
    const result = await sandbox.run(code);
    const traceback = result.status === "error" ? result.error.traceback : "";
    assert(traceback.includes("/work/lib.ts:5:6"), traceback);
  }
});
