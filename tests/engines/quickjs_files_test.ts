/** `fs`, `path` and imports of a JavaScript guest, compared with their models. */
import "../_ask_worker_options.ts";
import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { posix } from "node:path";
import nodeFs from "node:fs";
import { createSandbox, type Sandbox } from "../../mod.ts";
import { rewriteImports } from "../../engines/quickjs/static_imports.js";

async function withGuest(
  test: (valueOf: (code: string) => Promise<unknown>) => Promise<void>,
): Promise<void> {
  await using sandbox: Sandbox = await createSandbox({
    language: "javascript",
    isolation: "thread",
  });
  await test(async (code) => {
    const result = await sandbox.run(code, { limits: { timeoutMs: 60_000 } });
    assert(result.status === "ok", Deno.inspect(result));
    return result.value;
  });
}

/** The operations that both run, in `base`; errors are recorded as they are thrown. */
const SCRIPT = `
  const seen = [];
  const at = (name) => base + "/" + name;
  const bytes = (text) => Uint8Array.from(text, (it) => it.charCodeAt(0));
  const note = (what) => seen.push(what);
  const attempt = (act) => {
    try { note(act() ?? null); } catch (error) {
      note([error.name, error.code, error.errno, error.syscall, error.message].map((it) => it === undefined ? "" : String(it).replaceAll(base, "BASE")));
    }
  };
  fs.writeFileSync(at("a"), "grüß €😀");
  attempt(() => fs.readFileSync(at("a"), "utf8"));
  attempt(() => [...fs.readFileSync(at("a"))]);
  for (const encoding of ["latin1", "base64", "base64url", "hex", "ascii", "UTF-8"]) {
    attempt(() => fs.readFileSync(at("a"), { encoding }));
    attempt(() => { fs.writeFileSync(at("b"), fs.readFileSync(at("a"), encoding), encoding); });
    attempt(() => [...fs.readFileSync(at("b"))]);
  }
  attempt(() => { fs.writeFileSync(at("bad"), bytes("a\\xff\\xc3\\xe2\\x82z\\xf0\\x9f\\x98\\xed\\xa0\\x80\\xc0\\x80")); });
  // Where Deno uses another system call than Node, or has an error of its own.
  const code = (act) => { try { act(); } catch (error) { note(error.code); } };
  attempt(() => fs.readFileSync(at("bad"), "utf8"));
  attempt(() => fs.readFileSync(at("a")).toString());
  attempt(() => fs.readFileSync(at("no")));
  code(() => fs.readFileSync(base));
  attempt(() => fs.readFileSync(at("a/b")));
  attempt(() => fs.writeFileSync(at("no/a"), ""));
  attempt(() => fs.writeFileSync(base, ""));
  attempt(() => fs.appendFileSync(at("a"), "!"));
  attempt(() => fs.writeFileSync(at("a"), "x", { flag: "wx" }));
  attempt(() => fs.statSync(at("a")).size);
  attempt(() => [fs.statSync(base).isDirectory(), fs.lstatSync(at("a")).isFile(), fs.statSync(at("a")).isSymbolicLink()]);
  attempt(() => fs.statSync(at("no")));
  attempt(() => fs.statSync(at("no"), { throwIfNoEntry: false }));
  attempt(() => fs.mkdirSync(at("d")));
  attempt(() => fs.mkdirSync(at("d")));
  attempt(() => fs.mkdirSync(at("x/y/z")));
  attempt(() => fs.mkdirSync(at("x/y/z"), { recursive: true }).replace(base, ""));
  attempt(() => fs.mkdirSync(at("x/y/z"), { recursive: true }));
  fs.writeFileSync(at("x/y/f"), "1");
  attempt(() => fs.readdirSync(at("x")).sort());
  attempt(() => fs.readdirSync(at("x"), { recursive: true }).sort());
  attempt(() => fs.readdirSync(at("x/y"), { withFileTypes: true }).map((it) => [it.name, it.isFile(), it.isDirectory()]).sort());
  code(() => fs.readdirSync(at("a")));
  code(() => fs.readdirSync(at("no")));
  attempt(() => fs.rmdirSync(at("x")));
  attempt(() => fs.rmdirSync(at("a")));
  attempt(() => fs.unlinkSync(at("no")));
  attempt(() => fs.renameSync(at("a"), at("x/y")));
  attempt(() => fs.renameSync(at("x"), at("a")));
  attempt(() => fs.renameSync(at("x"), at("d")));
  attempt(() => fs.renameSync(at("no"), at("d")));
  attempt(() => fs.renameSync(at("d"), at("d/y/in")));
  attempt(() => fs.renameSync(at("b"), at("c")));
  attempt(() => fs.copyFileSync(at("c"), at("e")));
  code(() => fs.copyFileSync(at("no"), at("e")));
  attempt(() => fs.truncateSync(at("e"), 2));
  attempt(() => [...fs.readFileSync(at("e"))]);
  attempt(() => fs.truncateSync(at("e"), 4));
  attempt(() => [...fs.readFileSync(at("e"))]);
  attempt(() => [fs.existsSync(at("e")), fs.existsSync(at("no")), fs.existsSync(at("e/x"))]);
  attempt(() => fs.accessSync(at("no")));
  code(() => fs.rmSync(at("no")));
  attempt(() => fs.rmSync(at("no"), { force: true }));
  attempt(() => fs.rmSync(at("d"), { recursive: true }));
  attempt(() => fs.readdirSync(base).sort());
  attempt(() => { const made = fs.mkdtempSync(at("t-")); return [made.length - base.length, fs.statSync(made).isDirectory()]; });
`;

Deno.test("fs behaves as Node's does, including its errors", async () => {
  const base = await Deno.makeTempDir();
  try {
    const source = `export default (fs, base) => {${SCRIPT}; return seen; };`;
    const { default: onHost } = await import(
      `data:text/javascript,${encodeURIComponent(source)}`
    );
    const expected: unknown[] = onHost(nodeFs, base);
    await withGuest(async (valueOf) => {
      const seen = await valueOf(
        `(function (base) {${SCRIPT}; return seen; })("/work")`,
      );
      assert(Array.isArray(seen));
      assertEquals(seen.length, expected.length);
      const differences = seen.map((one, at) => ({ at, one, on: expected[at] }))
        .filter(({ one, on }) => JSON.stringify(one) !== JSON.stringify(on));
      assertEquals(differences, []);
    });
  } finally {
    await Deno.remove(base, { recursive: true });
  }
});

Deno.test("fs accepts callbacks and returns promises", () =>
  withGuest(async (valueOf) => {
    assertEquals(
      await valueOf(`
        const calls = [];
        const call = (name, ...args) => new Promise((done) => fs[name](...args, (...given) => {
          calls.push([name, ...given.map((it) => it?.code ?? it ?? null)]); done();
        }));
        await call("writeFile", "a", "1");
        await call("readFile", "a", "utf8");
        await call("readFile", "no");
        await call("exists", "a");
        const promises = [fs.promises.readFile("a", "utf8"), fs.readFile("a", "utf8"), fs.promises.unlink("a"), fs.rm("a").catch((error) => error.code)];
        [calls, await Promise.all(promises), fs.promises === require("fs/promises")]`),
      [
        [
          ["writeFile", null, null],
          ["readFile", null, "1"],
          ["readFile", "ENOENT"],
          ["exists", true],
        ],
        ["1", "1", null, "ENOENT"],
        true,
      ],
    );
  }));

Deno.test("path returns what Node's returns for POSIX", () =>
  withGuest(async (valueOf) => {
    const name = fc.constantFrom(".", "..", "a", "b.c", ".d", "e.", "...");
    const path = fc.tuple(
      fc.constantFrom("", "/"),
      fc.array(name, { minLength: 1, maxLength: 4 }),
    ).map(([start, names]) => start + names.join("/"));
    const paths = fc.sample(fc.tuple(path, path), 300);
    const seen = await valueOf(`
      const path = require("node:path");
      ${
      JSON.stringify(paths)
    }.map(([a, b]) => [path.normalize(a), path.join(a, b), path.resolve("/x", a, b),
        path.dirname(a), path.basename(a), path.basename(a, ".c"), path.extname(a), path.relative("/" + a, "/" + b),
        path.isAbsolute(a), /\\.\\.\\/*$/.test(a) || JSON.stringify(path.parse(a))])`);
    assertEquals(
      seen,
      paths.map(([a, b]) => [
        posix.normalize(a),
        posix.join(a, b),
        posix.resolve("/x", a, b),
        posix.dirname(a),
        posix.basename(a),
        posix.basename(a, ".c"),
        posix.extname(a),
        posix.relative(`/${a}`, `/${b}`),
        posix.isAbsolute(a),
        // Deno finds an extension in "/..", where Node finds none.
        /\.\.\/*$/.test(a) || JSON.stringify(posix.parse(a)),
      ]),
    );
  }));

Deno.test("text of any kind is read from a file as it was written", () =>
  withGuest(async (valueOf) => {
    const texts = fc.sample(fc.string({ unit: "binary", maxLength: 50 }), 100);
    // Reads end in the middle of characters, at any start.
    for (let i = 0; i < 4; i++) {
      texts.push("x".repeat(i) + "a€😀é".repeat(3000));
    }
    assertEquals(
      await valueOf(
        `${
          JSON.stringify(texts)
        }.map((text) => (fs.writeFileSync("t", text), fs.readFileSync("t", "utf8")))`,
      ),
      texts.map((text) => text.toWellFormed()),
    );
  }));

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
  const runs: readonly (readonly [code: string, value: unknown])[] = [
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
  for (const [code, value] of runs) {
    const result = await sandbox.run(code, { filename: "main.js" });
    assert(result.status === "ok", `${code}: ${Deno.inspect(result)}`);
    assertEquals(result.value, value, code);
  }
  const failures: readonly (readonly [code: string, message: string])[] = [
    ["require('./other.mjs')", "awaits at its top level"],
    [
      "import { nope } from './a.mjs'",
      "does not provide an export named 'nope'",
    ],
    ["import './nope.js'", "add --file nope.js:nope.js"],
    ["import x from 'npm:y'", "loads no modules from registries"],
    ["require('node:nope')", "No such built-in module: node:nope"],
  ];
  for (const [code, message] of failures) {
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

Deno.test("a program is the file that its name says, and in no listing", async () => {
  await using sandbox = await createSandbox({ language: "javascript" });
  const read = "const fs = require('fs');\n" +
    "const text = fs.readFileSync(__filename, 'utf8');\n" +
    "[text, fs.existsSync(__filename), fs.statSync(__filename).size, fs.readdirSync('.')]";
  for (const code of [read, `${read};`]) {
    const result = await sandbox.run(code);
    assertEquals(result.status === "ok" && result.value, [
      code,
      true,
      code.length,
      [],
    ]);
    assertEquals(result.files, []);
  }
  const changed = await sandbox.run(
    "fs.appendFileSync(__filename, '//x'); [fs.readFileSync(__filename, 'utf8').slice(-3), fs.readdirSync('.').length]",
  );
  assertEquals(changed.status === "ok" && changed.value, ["//x", 1]);
  const removed = await sandbox.run(
    "fs.unlinkSync(__filename); fs.existsSync(__filename)",
  );
  assertEquals(removed.status === "ok" && removed.value, false);
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
