import { assertEquals } from "@std/assert";
import walls from "../../tools/lint/walls.ts";

/** The rules that a file breaks, in the order of its lines. */
function broken(path: string, source: string): string[] {
  const root = new URL("../../", import.meta.url);
  // With an absolute path, as `deno lint` passes it, and with a relative one.
  const [relative, absolute] = [path, new URL(path, root).pathname]
    .map((name) =>
      Deno.lint.runPlugin(walls, decodeURIComponent(name), source)
        .sort((a, b) => a.range[0] - b.range[0])
        .map((diagnostic) => diagnostic.id)
    );
  assertEquals(relative, absolute);
  return relative ?? [];
}

/** Each case is a path, a source, and the rules that it breaks. */
function cases(rows: readonly [string, string, ...string[]][]): void {
  for (const [path, source, ...rules] of rows) {
    const expected = rules.map((rule) => `walls/${rule}`);
    assertEquals(broken(path, source), expected, `${path}: ${source}`);
  }
}

Deno.test("one-way-imports refuses an import against the order", () => {
  const rule = "one-way-imports";
  cases([
    ["core/a.ts", `import { a } from "../engines/b.ts";`, rule],
    ["core/a.ts", `import type { A } from "../sandbox/b.ts";`, rule],
    ["core/a.ts", `export { a } from "../mod.ts";`, rule],
    ["core/a.ts", `import { a } from "./../engines/b.ts";`, rule],
    ["engines/quickjs/engine.ts", `import("../../sandbox/a.ts");`, rule],
    ["sandbox/a.ts", `import { a } from "../mod.ts";`, rule],
    ["sandbox/a.ts", `import { a } from "../tests/a.ts";`, rule],
    ["sandbox/a.ts", `import { a } from "../tools/a.ts";`, rule],
    ["mod.ts", `export { a } from "./servers/a.ts";`, rule],
    ["mod.ts", `export { a } from "./commands/a.ts";`, rule],
    ["mod.ts", `import { main } from "./cli.ts";`, rule],
    ["sandbox/a.ts", `import("../cli.ts");`, rule],
    ["servers/a.ts", `import { a } from "../commands/b.ts";`, rule],
    ["commands/a.ts", `import { a } from "../cli.ts";`, rule],
    ["engines/quickjs/worker.js", `import "../../sandbox/a.js";`, rule],
  ]);
});

Deno.test("one-way-imports accepts an import along the order", () => {
  cases([
    ["core/a.ts", `import { b } from "./b.ts";`],
    ["engines/quickjs/engine.ts", `import { b } from "../../core/b.ts";`],
    ["engines/a.ts", `import source from "./a.js" with { type: "text" };`],
    ["sandbox/a.ts", `const a = await import("../engines/registry.ts");`],
    ["sandbox/a.ts", `const a = await import(name);`],
    ["mod.ts", `export { a } from "./sandbox/a.ts";`],
    ["mod.ts", `import("./cli.ts");`],
    ["servers/a.ts", `import { a } from "../mod.ts";`],
    ["cli.ts", `import { run } from "./commands/run.ts";`],
    ["tests/core/a_test.ts", `import { a } from "../../cli.ts";`],
    ["bench/mod.ts", `import { a } from "../sandbox/a.ts";`],
    ["sandbox/a.ts", `import { parseArgs } from "@std/cli/parse-args";`],
  ]);
});

Deno.test("room-faces refuses an import past the face of a room", () => {
  const rule = "room-faces";
  cases([
    ["sandbox/a.ts", `import { a } from "./pool/lease.ts";`, rule],
    ["sandbox/a.ts", `import type { A } from "./pool/lease.ts";`, rule],
    ["sandbox/a.ts", `export { a } from "./pool/lease.ts";`, rule],
    ["sandbox/a.ts", `const a = await import("./pool/lease.ts");`, rule],
    ["sandbox/start/a.ts", `import { a } from "../pool/lease.ts";`, rule],
    ["sandbox/start/a.ts", `import { a } from "../snapshot/a.ts";`, rule],
    ["mod.ts", `export { a } from "./sandbox/pool/pool.ts";`, rule],
    ["commands/a.ts", `import { a } from "../sandbox/start/a.ts";`, rule],
    ["servers/mcp/a.ts", `import "../../sandbox/host_requests/a.ts";`, rule],
    ["tools/a.ts", `import { a } from "../sandbox/process/a.ts";`, rule],
    ["bench/a.ts", `import { a } from "../sandbox/thread/a.ts";`, rule],
    ["sandbox/a.ts", `import "./host_requests/mounts/a.ts";`, rule],
    ["sandbox/host_requests/a.ts", `import "./network/a.ts";`, rule],
    ["sandbox/host_requests/mounts/a.ts", `import "../network/a.ts";`, rule],
    // An exception holds for one file.
    ["commands/a.ts", `import "../sandbox/process/child_process.ts";`, rule],
    ["cli.ts", `import "./sandbox/process/process_link.ts";`, rule],
  ]);
});

Deno.test("room-faces accepts a face, the own room, the room around it, and the exceptions", () => {
  cases([
    ["sandbox/a.ts", `import { a } from "./pool/mod.ts";`],
    ["sandbox/pool/a.ts", `import { a } from "./lease.ts";`],
    ["sandbox/host_requests/a.ts", `import "./network/mod.ts";`],
    ["sandbox/host_requests/network/a.ts", `import "../host_requests.ts";`],
    ["sandbox/a.ts", `import { a } from "./link.ts";`],
    ["commands/a.ts", `import { a } from "../sandbox/mod.ts";`],
    ["cli.ts", `import { a } from "./sandbox/process/child_process.ts";`],
    ["sandbox/start/start_worker.ts", `import("../thread/thread_link.ts");`],
    ["tests/sandbox/a_test.ts", `import "../../sandbox/pool/lease.ts";`],
  ]);
});

Deno.test("pure-core refuses every import that is not relative", () => {
  cases([
    ["core/a.ts", `import { a } from "npm:fast-check@4";`, "pure-core"],
    ["core/a.ts", `import { a } from "node:util";`, "pure-core"],
    ["core/a.ts", `import { a } from "fast-check";`, "pure-core"],
    ["core/a.ts", `import { a } from "https://example.com/";`, "pure-core"],
    ["core/a.ts", `const a = import("jsr:@std/assert");`, "pure-core"],
    ["core/a.ts", `import { b } from "./b.ts";`],
    ["engines/a.ts", `import { a } from "npm:fast-check@4";`],
    ["tests/core/a_test.ts", `import { a } from "fast-check";`],
  ]);
});

Deno.test("platform refuses Deno outside its files", () => {
  cases([
    ["core/a.ts", `Deno.readTextFile("x");`, "platform"],
    ["engines/a.ts", `const { args } = Deno;`, "platform"],
    ["sandbox/sandbox.ts", `globalThis.Deno.cwd();`, "platform"],
    ["sandbox/sandbox.ts", `(Deno as object);`, "platform"],
    ["mod.ts", `typeof Deno;`, "platform"],
    ["sandbox/sandbox.ts", `import { open } from "node:fs";`, "platform"],
    ["sandbox/sandbox.ts", `import fs from "fs/promises";`, "platform"],
    ["sandbox/host.ts", `Deno.readTextFile("x");`],
    ["commands/run.ts", `Deno.args;`],
    ["cli.ts", `Deno.args;`],
    ["sandbox/sandbox.ts", `let a: Deno.ChildProcess;`],
    ["sandbox/sandbox.ts", `let a: typeof Deno;`],
    ["sandbox/sandbox.ts", `const a = "Deno";`],
    ["engines/worker/realm.js", `delete globalThis.Deno;`],
    ["engines/pyodide/guest/a.js", `Deno;`],
    ["sandbox/thread/broker.js", `Deno;`],
    ["tests/a_test.ts", `Deno.test("a", () => {});`],
    ["tools/a.ts", `Deno.args;`],
  ]);
});

Deno.test("platform refuses processes and workers outside their files", () => {
  cases([
    ["sandbox/host.ts", `new Deno.Command("deno");`, "platform"],
    ["commands/run.ts", `new Deno["Command"]("deno");`, "platform"],
    ["commands/run.ts", `import "node:child_process";`, "platform"],
    ["sandbox/sandbox.ts", `new Worker("a");`, "platform"],
    ["core/a.ts", `new Worker("a");`, "platform"],
    [
      "sandbox/process/process_link.ts",
      `import { Worker } from "node:worker_threads";`,
      "platform",
    ],
    ["sandbox/process/child_process.ts", `new Deno.Command("deno");`],
    ["sandbox/thread/thread_worker.ts", `new Worker("a");`],
    [
      "sandbox/thread/thread_worker.ts",
      `import { Worker } from "node:worker_threads";`,
    ],
    ["sandbox/thread/broker.js", `new Worker("a");`],
  ]);
});

Deno.test("platform refuses to exit outside the entries", () => {
  cases([
    ["commands/run.ts", `Deno.exit(1);`, "platform"],
    ["commands/run.ts", `globalThis.Deno.exit(1);`, "platform"],
    ["commands/run.ts", `process.exit(1);`, "platform"],
    ["sandbox/host.ts", `Deno.exit(1);`, "platform"],
    ["cli.ts", `Deno.exit(1);`],
    ["sandbox/process/child.ts", `Deno.exit(1);`],
    ["bench/mod.ts", `Deno.exit(1);`],
  ]);
});

Deno.test("no-console refuses the console in library code", () => {
  cases([
    ["core/a.ts", `console.log(1);`, "no-console"],
    ["sandbox/a.ts", `const log = console.error;`, "no-console"],
    ["mod.ts", `console.log(1);`, "no-console"],
    ["cli.ts", `console.log(1);`],
    ["commands/run.ts", `console.log(1);`],
    ["examples/a.ts", `console.log(1);`],
    ["engines/javascript/guest/a.js", `console.log(1);`],
  ]);
});

Deno.test("named-exports refuses defaults and stars", () => {
  cases([
    ["core/a.ts", `export default 1;`, "named-exports"],
    ["core/a.ts", `const a = 1; export { a as default };`, "named-exports"],
    ["mod.ts", `export * from "./core/a.ts";`, "named-exports"],
    ["mod.ts", `export * as a from "./core/a.ts";`, "named-exports"],
    ["tests/a.ts", `export default 1;`, "named-exports"],
    ["core/a.ts", `export const a = 1;`],
    ["core/a.ts", `export function a(): void {}`],
    ["mod.ts", `export { a, type B } from "./core/a.ts";`],
    ["tools/lint/walls.ts", `export default {};`],
    ["engines/pyodide/guest/a.js", `export default {};`],
  ]);
});

Deno.test("captured-intrinsics refuses names that a guest may have replaced", () => {
  const rule = "captured-intrinsics";
  const file = "engines/pyodide/worker.js";
  const late = (code: string): [string, string, string] => [
    file,
    `import { a, b, NativeMap } from "./a.js"; export function f(x) { ${code} }`,
    rule,
  ];
  cases([
    // Globals, in any expression.
    late("return new Uint8Array(8);"),
    late("return Promise;"),
    late("return typeof Atomics;"),
    late("return { a: JSON };"),
    late("return { JSON };"),
    late("return globalThis.a;"),
    late("return a(String, x);"),
    late("return `${structuredClone}`;"),
    late("class A extends Map {} return A;"),
    late("x ??= performance;"),
    // Methods of prototypes.
    ...["slice", "push", "map", "then", "decode", "set", "get", "call", "test"]
      .map((name) => late(`return x.${name}(1);`)),
    late("return x?.at(0);"),
    late("return a.b.slice;".replace("slice", "slice()")),
    late("return 'abc'.split();"),
    late("return NativeMap.groupBy(x);"),
    // Getters.
    late("return x.buffer;"),
    late("return x.a.byteLength;"),
    late("const { byteOffset } = x; return byteOffset;"),
    // Iteration.
    late("for (const y of x) a(y);"),
    late("return a(...x);"),
    late("return [...x];"),
    late("const [y] = x; return y;"),
    late("return x instanceof NativeMap;"),
    // In any place of a function.
    [file, "export const f = (x) => x.slice();", rule],
    [file, "export const f = ([x]) => x;", rule],
    [file, "export class A { #f(x) { return () => x.slice(); } }", rule],
    ["engines/worker/channel.js", "export const f = () => JSON;", rule],
    ["engines/quickjs/guest.js", "export const f = () => JSON;", rule],
    ["engines/wasi/new_one.js", "export const f = () => JSON;", rule],
  ]);
});

Deno.test("captured-intrinsics accepts captured names, and code that runs before a guest", () => {
  const file = "engines/pyodide/worker.js";
  const early = (code: string): [string, string] => [
    file,
    `import { a, push, JSON } from "./a.js"; const { parse: Map } = a; ${code}`,
  ];
  cases([
    early(
      "export const b = new Set([1].map((x) => x));".replace("(x) => x", "a"),
    ),
    early("for (const x of [1]) a(x);"),
    early("export function f(x) { return push(x, JSON, Map); }"),
    early("export function f(Set) { return new Set(); }"),
    early("export function f(x) { return x.own(x.JSON, { Set: x.Promise }); }"),
    early("export function f(x) { return { ...x, ...a(x) }; }"),
    early("export function f({ size, ...rest }) { return a(size, rest); }"),
    early("export class A { #slice() {} f(x) { return this.#slice(x); } }"),
    early(
      "/** Does. @before-guest why */ export function f(x) { x.push(Set); }",
    ),
    early("// Does.\n// @before-guest why\nconst f = (x) => x.push(Set);"),
    early("class A {\n// @before-guest why\nconstructor(x) { x.push(Set); } }"),
    ["engines/pyodide/guest/a.js", "export const f = () => JSON;"],
    ["engines/pyodide/builder.js", "export const f = () => JSON;"],
    ["engines/pyodide/engine.ts", "export const f = (): unknown => JSON;"],
    ["sandbox/thread/broker.js", "export const f = () => JSON;"],
  ]);
});

Deno.test("captured-intrinsics limits @before-guest to a function's own statements, and requires a reason", () => {
  const file = "engines/pyodide/worker.js";
  const rule = "captured-intrinsics";
  cases([
    [
      file,
      "/** @before-guest why */ export function f(x) { x.push(); return () => x.pop(); }",
      rule,
    ],
    [file, "/** @before-guest */ export function f(x) { x.push(); }", rule],
    [
      file,
      "/** @before-guest why */ const a = 1; export function f(x) { x.push(a); }",
      rule,
    ],
    [
      file,
      "/** @before-guest why */ export function f() {} export function g(x) { x.push(); }",
      rule,
    ],
  ]);
});
