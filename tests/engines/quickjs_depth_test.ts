import "../_ask_worker_options.ts";
import { assert, assertEquals } from "@std/assert";
import {
  createSandbox,
  type Isolation,
  type SandboxOptions,
} from "../../mod.ts";
import { controls, LEVEL } from "../level.ts";
import { Weakened } from "../security/_without.ts";

/** Programs that recur until the stack ends, by the part of the engine that recurs. */
const DEEP: Readonly<Record<string, string>> = {
  "plain calls": "function f() { f(); } f()",
  "calls with spread arguments": "function f(...a) { f(...a); } f(1, 2, 3)",
  "apply()": "function f() { f.apply(null, arguments); } f(1)",
  "bind()": "function f() { f.bind(null)(); } f()",
  "constructors": "class A { constructor() { new A(); } } new A()",
  "map()": "function f() { [1].map(f); } f()",
  "sort()": "function f() { [1, 2].sort(f); } f()",
  "replace()": "function f() { 'a'.replace(/a/, f); } f()",
  "getters": "const o = { get x() { return this.x; } }; o.x",
  "a proxy": "const p = new Proxy({}, { get: (t, k, r) => r.x }); p.x",
  "proxies of proxies":
    "let p = {}; for (let i = 0; i < 100000; i++) p = new Proxy(p, {}); p.x",
  "toString()": "const o = { toString() { return '' + this; } }; '' + o",
  "valueOf()": "const o = { valueOf() { return +this; } }; +o",
  "templates":
    "const o = { [Symbol.toPrimitive]() { return `${o}`; } }; `${o}`",
  "iterators": "const o = { [Symbol.iterator]() { return [...o]; } }; [...o]",
  "generators": "function* g() { yield* g(); } [...g()]",
  "eval": "function f() { eval('f()'); } f()",
  "JSON.parse()": "JSON.parse('['.repeat(200000))",
  "JSON.parse() of objects": "JSON.parse('{\"a\":'.repeat(100000))",
  "JSON.stringify()":
    "let a = []; for (let i = 0; i < 200000; i++) a = [a]; JSON.stringify(a)",
  "toJSON()":
    "const o = { toJSON: () => JSON.stringify(o) }; JSON.stringify(o)",
  "flat()":
    "let a = []; for (let i = 0; i < 100000; i++) a = [a]; a.flat(Infinity)",
  "join()": "let a = []; for (let i = 0; i < 100000; i++) a = [a]; String(a)",
  "parentheses": "eval('('.repeat(100000))",
  "array literals": "eval('['.repeat(100000))",
  "blocks": "eval('{'.repeat(100000))",
  "operators": "eval('!'.repeat(100000) + '1')",
  "powers": "eval('1**'.repeat(100000) + '1')",
  "conditions": "eval('a?b:'.repeat(100000) + '1')",
  "arrow functions": "eval('a=>'.repeat(50000) + '1')",
  "classes": "eval('class A { static {'.repeat(20000))",
  "new": "eval('new '.repeat(100000) + 'x')",
  "nested templates": "eval('`${'.repeat(30000))",
  "object literals": "eval('({a:'.repeat(50000))",
  "groups of a pattern": "new RegExp('(?:'.repeat(100000))",
};

const ISOLATIONS: readonly Isolation[] = ["process", "thread"];

for (const isolation of ISOLATIONS) {
  Deno.test(`threat: a guest recurs until the stack ends, in a ${isolation}`, {
    ignore: !LEVEL.isolations.includes(isolation),
  }, async (t) => {
    await using sandbox = await createSandbox({
      language: "javascript",
      isolation,
      limits: { memoryBytes: 256 * 2 ** 20 },
    });
    // V8 optimizes the engine meanwhile, which changes what a call takes of its stack.
    const cases = Object.entries(DEEP);
    const again = cases.map(([name, code]) =>
      [`${name}, again`, code] as const
    );
    for (const [name, code] of [...cases, ...again]) {
      await t.step(name, async () => {
        const result = await sandbox.run(
          `(() => { try { ${code}; } catch (error) { return [error.name, error.message]; } })()`,
        );
        assertEquals(result.status === "ok" && result.value, [
          "RangeError",
          "Maximum call stack size exceeded",
        ], Deno.inspect(result));
      });
    }
  });
}

Deno.test("threat: a guest nests functions until the parser's stack ends", async () => {
  await using sandbox = await createSandbox({ language: "javascript" });
  const result = await sandbox.run("function f(){".repeat(20_000));
  assertEquals(result.status, "error");
  assertEquals((await sandbox.run("1")).status, "ok");
});

async function depth(
  isolation: Isolation,
  limits: { readonly stackBytes?: number } = {},
): Promise<number> {
  await using sandbox = await createSandbox({
    language: "javascript",
    isolation,
    limits,
  });
  const result = await sandbox.run(
    "let n = 0; function f() { n++; f(); }\ntry { f(); } catch {}\nn",
  );
  return result.status === "ok" ? Number(result.value) : 0;
}

Deno.test("a guest can recur deeply, and as deeply as its limit says", async () => {
  const most = await depth("process");
  assert(most >= 5_000, `${most}`);
  const thread = await depth("thread");
  assert(thread >= 900, `${thread}`);
  const few = await depth("process", { stackBytes: 64 * 1024 });
  assert(few > 200 && few < 400, `${few}`);
});

/** A program whose modules are loaded one within another, too deeply for the engine. */
const MODULES_WITHIN_MODULES = `const fs = require("fs");
for (let i = 0; i < 3000; i++) {
  fs.writeFileSync("/work/e" + i + ".mjs", 'import "./e' + (i + 1) + '.mjs";');
}
try { require("/work/e0.mjs"); } catch {}
"went on"`;

const WITHIN: SandboxOptions = {
  language: "javascript",
  isolation: "thread",
  limits: { memoryBytes: 256 * 2 ** 20 },
};

Deno.test("threat: a guest overflows the engine's stack where its modules are loaded", async () => {
  // The library catches what the engine throws there, and the guest would go on in an instance that was left in the middle.
  await using sandbox = await createSandbox(WITHIN);
  const result = await sandbox.run(MODULES_WITHIN_MODULES);
  assertEquals(result.status, "crashed", Deno.inspect(result));
  assertEquals(sandbox.closed, true);
});

controls.test("control: without the list of losses, the guest goes on in an instance that has failed", async () => {
  await using weakened = await Weakened.make([{
    file: "engines/quickjs/instance.js",
    wall: "if (hooks.losses.length === 0) push(hooks.losses, thrown);",
  }]);
  await using sandbox = await weakened.library.createSandbox(WITHIN);
  const result = await sandbox.run(MODULES_WITHIN_MODULES);
  assert(result.status !== "crashed", Deno.inspect(result));
  assertEquals(sandbox.closed, false);
});
