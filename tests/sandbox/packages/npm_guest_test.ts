/** Packages of npm as guests see them, in a thread and in a process. */
import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import type { Isolation } from "../../../core/options.ts";
import type { PackageSet } from "../../../core/packages.ts";
import type { RunResult, Sandbox, SandboxOptions } from "../../../mod.ts";
import { createPoolWith, createWith } from "../../_packages.ts";
import { NpmPlace } from "./_npm_place.ts";
import { makeNpmPackage, serveNpm } from "./_npm_registry.ts";

const PACKAGES = await Promise.all([
  makeNpmPackage("plain@1.0.0", {
    "index.js":
      "module.exports = { kind: 'plain', file: __filename, add: (a, b) => a + b };",
    "lib/deep.js": "exports.deep = require('./sibling');",
    "lib/sibling.json": '{ "data": [1, "ü"] }',
    "folder/index.js": "exports.folder = true;",
  }, { dependencies: { left: "1" } }),
  makeNpmPackage("left@1.0.0", {
    "index.js": "exports.left = require('right').name;",
  }, {
    dependencies: { right: "1" },
  }),
  makeNpmPackage("right@1.0.0", {
    "index.js":
      "exports.name = 'right'; exports.left = () => require('left').left;",
  }, { dependencies: { left: "1" } }),
  makeNpmPackage("dual@2.0.0", {
    "esm.js": `
      import data from "./data.json" with { type: "json" };
      import { own } from "#own";
      export const kind = "esm";
      export { data, own };
      export default function dual() {}
      export const url = import.meta.url;`,
    "cjs.cjs": "exports.kind = 'cjs';",
    "own.js": "export const own = 'own';",
    "data.json": '{ "a": 1 }',
    "sub/a.js": "export const sub = 'a';",
    "hidden.js": "export {};",
  }, {
    type: "module",
    exports: {
      ".": { import: "./esm.js", require: "./cjs.cjs" },
      "./sub/*": "./sub/*.js",
      "./sub/private": null,
      "./package.json": "./package.json",
    },
    imports: { "#own": { default: "./own.js" } },
  }),
  makeNpmPackage("cycle-a@1.0.0", {
    "index.js":
      "import { b } from 'cycle-b'; export const a = () => 'a' + b();",
  }, { type: "module", dependencies: { "cycle-b": "1" } }),
  makeNpmPackage("cycle-b@1.0.0", {
    "index.js":
      "import { a } from 'cycle-a'; export const b = () => 'b'; export { a };",
  }, { type: "module", dependencies: { "cycle-a": "1" } }),
  makeNpmPackage("node-user@1.0.0", {
    "index.js": `
      const { EventEmitter } = require("events");
      const path = require("node:path");
      const fs = require("fs");
      exports.emits = new EventEmitter() instanceof EventEmitter;
      exports.join = path.join("a", "b");
      exports.write = () => { fs.writeFileSync("/work/made.txt", "made"); return fs.readFileSync("/work/made.txt", "utf8"); };
      exports.spawn = () => require("node:child_process").spawn("ls");
      exports.fail = () => { throw new TypeError("from the package"); };`,
  }, { dependencies: { events: "1" } }),
  makeNpmPackage("events@1.0.0", {
    "index.js": "throw new Error('replaced');",
  }),
  makeNpmPackage(
    "@a/scoped@1.0.0",
    { "main.mjs": "export const scoped = 1;" },
    {
      main: "main.mjs",
    },
  ),
  makeNpmPackage("shared@1.0.0", { "index.js": "exports.version = 1;" }),
  makeNpmPackage("shared@2.0.0", { "index.js": "exports.version = 2;" }),
  makeNpmPackage("uses-old@1.0.0", {
    "index.js": "exports.version = require('shared').version;",
  }, { dependencies: { shared: "^1" } }),
  makeNpmPackage("broken@1.0.0", { "index.js": "export const = 1;" }, {
    type: "module",
  }),
  makeNpmPackage("wants@1.0.0", {
    "index.js":
      "exports.found = (() => { try { require('absent'); } catch (error) { return error.code; } })();",
  }),
  makeNpmPackage("evil@1.0.0", {
    "index.js":
      "exports.up = () => require('../plain@1.0.0/index.js').kind; exports.out = () => require('../../../../etc/passwd');",
  }),
]);
const NAMES = [
  ...[
    "plain",
    "dual",
    "cycle-a",
    "node-user",
    "@a/scoped",
    "shared@2",
    "uses-old",
  ],
  ...["broken", "wants", "evil"],
].map((name) => `npm:${name}`);

/** Makes the packages, once for each test. */
async function withSet(
  work: (set: PackageSet) => Promise<void>,
): Promise<void> {
  using place = new NpmPlace();
  await using registry = serveNpm(PACKAGES);
  const set = await place.prepare(NAMES, registry);
  if (set === undefined) throw new Error("There is no set");
  await work(set);
}

function test(
  name: string,
  work: (open: (options?: SandboxOptions) => Promise<Sandbox>) => Promise<void>,
): void {
  for (const isolation of ["thread", "process"] satisfies Isolation[]) {
    Deno.test(`${name} (${isolation})`, () =>
      withSet((set) =>
        work((options) =>
          createWith(set, { language: "javascript", isolation, ...options })
        )
      ));
  }
}

function valueOf(result: RunResult): unknown {
  if (result.status !== "ok") throw new Error(JSON.stringify(result));
  return result.value;
}

function errorOf(result: RunResult): string {
  if (result.status !== "error") throw new Error(JSON.stringify(result));
  return `${result.error.message}\n${result.error.traceback}`;
}

test("packages are there for import, import() and require", async (open) => {
  await using sandbox = await open();
  assertEquals(
    valueOf(
      await sandbox.run(`
        import plain, { add } from "plain";
        import { kind, data, own, url } from "dual";
        import { scoped } from "@a/scoped";
        const { sub } = await import("dual/sub/a");
        [plain.kind, add(1, 2), kind, data.a, own, scoped, sub, url,
         require("dual").kind, require("plain/lib/deep").deep.data, require("plain/folder").folder,
         require.resolve("plain"), plain === require("plain"), require("dual/package.json").version]`),
    ),
    [
      ...["plain", 3, "esm", 1, "own", 1, "a"],
      "file:///node_modules/dual@2.0.0/esm.js",
      ...["cjs", [1, "ü"], true, "/node_modules/plain@1.0.0/index.js", true],
      "2.0.0",
    ],
  );
});

test("a program in files imports packages from its modules", async (open) => {
  await using sandbox = await open({
    files: {
      "own.js": "export { kind } from 'dual'; export { a } from 'cycle-a';",
      "own.cjs":
        "module.exports = require('uses-old').version + require('shared').version;",
    },
  });
  assertEquals(
    valueOf(
      await sandbox.run(`
        import { kind, a } from "./own.js";
        import sum from "./own.cjs";
        [kind, a(), sum]`),
    ),
    ["esm", "ab", 3],
  );
});

test("TypeScript imports packages, and types from them", async (open) => {
  await using sandbox = await open({ language: "typescript" });
  assertEquals(
    valueOf(
      await sandbox.run(`
        import type { Nothing } from "plain";
        import { type Other, kind } from "dual";
        const text: string = kind;
        text`),
    ),
    "esm",
  );
});

test("a package has the guest's modules of Node, and no others", async (open) => {
  await using sandbox = await open();
  const result = await sandbox.run(`
    const user = require("node-user");
    let message;
    try { user.spawn(); } catch (error) { message = error.message; }
    [user.emits, user.join, user.write(), message, require("events") === require("node:events")]`);
  const [emits, join, made, message, same] = valueOf(result) as unknown[];
  assertEquals([emits, join, made, same], [true, "a/b", "made", true]);
  assertStringIncludes(`${message}`, "the sandbox runs no other programs");
});

test("a failure in a package names its file", async (open) => {
  await using sandbox = await open();
  assertMatch(
    errorOf(await sandbox.run(`require("node-user").fail()`)),
    /from the package\n.*\/node_modules\/node-user@1\.0\.0\/index\.js:9/s,
  );
  assertMatch(
    errorOf(await sandbox.run(`await import("broken")`)),
    /node_modules\/broken@1\.0\.0\/index\.js/,
  );
});

test("what packages do not have is not found", async (open) => {
  await using sandbox = await open();
  const cases = [
    [`await import("absent")`, "add --with npm:absent (in the API: packages)"],
    [`require("@b/absent/deep")`, "add --with npm:@b/absent"],
    [
      `await import("npm:absent@2")`,
      'add --with npm:absent (in the API: packages), and import it as "absent"',
    ],
    [
      `require("dual/hidden.js")`,
      "Package subpath './hidden.js' is not defined",
    ],
    [
      `require("dual/sub/private")`,
      "Package subpath './sub/private' is not defined",
    ],
    [
      `require("plain/absent")`,
      "Cannot find module 'plain/absent' required by",
    ],
    [`require("evil").out()`, "Cannot find module '../../../../etc/passwd'"],
    [`require("constructor")`, "Cannot find module 'constructor'"],
    [`require("__proto__")`, "Cannot find module '__proto__'"],
    [`require("left")`, "Cannot find module 'left'"],
  ] as const;
  for (const [code, message] of cases) {
    assertStringIncludes(errorOf(await sandbox.run(code)), message);
  }
  assertEquals(
    valueOf(await sandbox.run(`require("wants").found`)),
    "MODULE_NOT_FOUND",
  );
});

test("a guest that changes packages changes its own only", async (open) => {
  await using first = await open();
  await first.run(`
    require("plain").kind = "changed";
    fs.mkdirSync("/node_modules/plain@1.0.0", { recursive: true });
    fs.writeFileSync("/node_modules/plain@1.0.0/index.js", "module.exports = { kind: 'written' }");`);
  await using second = await open();
  assertEquals(valueOf(await second.run(`require("plain").kind`)), "plain");
});

Deno.test("sandboxes of a pool have the packages of npm", () =>
  withSet(async (set) => {
    await using pool = await createPoolWith(set, {
      language: "javascript",
      isolation: "thread",
      size: 1,
    });
    for (let i = 0; i < 3; i++) {
      await using sandbox = await pool.acquire();
      assertEquals(
        valueOf(
          await sandbox.run(
            `const before = globalThis.seen; globalThis.seen = 1; [require("plain").kind, before]`,
          ),
        ),
        ["plain", null],
      );
    }
  }));

Deno.test("a package that is larger than the guest's memory ends its run", async () => {
  using place = new NpmPlace();
  const big = await makeNpmPackage("big@1.0.0", {
    "index.js": `exports.text = "${"x".repeat(2 ** 24)}";`,
    "big.mjs": `export const text = "${"x".repeat(2 ** 24)}";`,
  });
  await using registry = serveNpm([big]);
  const set = await place.prepare(["npm:big"], registry);
  if (set === undefined) throw new Error("There is no set");
  for (const name of ["big", "big/big.mjs"]) {
    await using sandbox = await createWith(set, {
      language: "javascript",
      isolation: "thread",
      limits: { memoryBytes: 2 ** 25 },
    });
    const result = await sandbox.run(`await import("${name}")`);
    assertEquals(result.status, "memory", JSON.stringify(result));
  }
});
