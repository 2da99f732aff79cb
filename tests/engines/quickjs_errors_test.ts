import "../_ask_worker_options.ts";
import { assertEquals, assertMatch } from "@std/assert";
import { createSandbox, type Language, type Sandbox } from "../../mod.ts";

function open(language: Language = "javascript"): Promise<Sandbox> {
  return createSandbox({ language });
}

/** Code that throws, and the name and message of the error in Node. */
const MESSAGES: Readonly<Record<string, string>> = {
  "items.foreach((x) => x)": "TypeError: items.foreach is not a function",
  "items.map((x) => x.toUpperCase())":
    "TypeError: x.toUpperCase is not a function",
  "o.a.b()": "TypeError: o.a.b is not a function",
  "o[k]()": "TypeError: o[k] is not a function",
  "o?.f()": "TypeError: o?.f is not a function",
  "o.f\n  .g\n  .h(1)":
    "TypeError: Cannot read properties of undefined (reading 'g')",
  "o.toString().foo()": "TypeError: o.toString(...).foo is not a function",
  "'abc'.foo()": 'TypeError: "abc".foo is not a function',
  "[1, 2].foo()": "TypeError: [1, 2].foo is not a function",
  "u()": "TypeError: u is not a function",
  "u.foo.bar": "TypeError: Cannot read properties of undefined (reading 'foo')",
  "o.n.x = 1": "TypeError: Cannot set properties of null (setting 'x')",
  nope: "ReferenceError: nope is not defined",
  "q; let q": "ReferenceError: Cannot access 'q' before initialization",
  "const c = 1; c = 2": "TypeError: Assignment to constant variable.",
  "Object.freeze(o).k = 2":
    "TypeError: Cannot add property, object is not extensible",
  "Object.freeze(o).a = 2":
    "TypeError: Cannot assign to read only property 'a' of object '#<Object>'",
  "new o.a()": "TypeError: o.a is not a constructor",
  "class A {} A()":
    "TypeError: Class constructor A cannot be invoked without 'new'",
  "1n + 1":
    "TypeError: Cannot mix BigInt and other types, use explicit conversions",
  "[].reduce((a) => a)":
    "TypeError: Reduce of empty array with no initial value",
  "new Array(-1)": "RangeError: Invalid array length",
  "decodeURIComponent('%')": "URIError: URI malformed",
  "new Date(NaN).toISOString()": "RangeError: Invalid time value",
  "(1).toFixed(200)":
    "RangeError: toFixed() digits argument must be between 0 and 100",
  "(function f() { f(); })()": "RangeError: Maximum call stack size exceeded",
  "for (const x of o.a) {}": "TypeError: o.a is not iterable",
  "for (const [i, v] of o.a[k] ?? o.n ?? {}) {}":
    "TypeError: value is not iterable",
  "for (const x of f()) {} function f() {}":
    "TypeError: f is not a function or its return value is not iterable",
  "[1, ...u]": "TypeError: u is not iterable",
  "Math.max(...o)": "TypeError: o is not iterable",
  "const [a] = u":
    "TypeError: undefined is not iterable (cannot read property Symbol(Symbol.iterator))",
  "new Map(5)": "TypeError: the argument of Map is not iterable",
  "new Map([1])":
    "TypeError: Iterator value is not an entry object: Map takes pairs, as in [[key, value]]",
  "const { a } = u":
    "TypeError: Cannot destructure a value that is undefined or null",
  "Object.keys(u)": "TypeError: Cannot convert undefined or null to object",
  "new RegExp('(')":
    "SyntaxError: Invalid regular expression: Unterminated group",
  "new RegExp('a**')":
    "SyntaxError: Invalid regular expression: Nothing to repeat",
  "'a'.match('[')":
    "SyntaxError: Invalid regular expression: Unterminated character class, or \\ at end of pattern",
  "'a'.matchAll(/a/)":
    "TypeError: String.prototype.matchAll called with a non-global RegExp argument",
  // What the guest says is not changed.
  "throw new TypeError('not a function')": "TypeError: not a function",
};

Deno.test("an error of the language says what Node says", async () => {
  await using sandbox = await open();
  for (const [code, expected] of Object.entries(MESSAGES)) {
    const result = await sandbox.run(
      `(() => { "use strict"; const items = [1], o = { a: {}, n: null }, k = 'z'; let u;\ntry { ${code} } catch (error) { return String(error); } })()`,
    );
    assertEquals(result.status === "ok" && result.value, expected, code);
  }
});

Deno.test("the stack of an error begins with its name and message", async () => {
  await using sandbox = await open();
  const result = await sandbox.run(`
class Late extends Error { constructor(m) { super(m); this.name = "Late"; } }
class Named extends Error { get name() { return "Named"; } }
const heads = [new Error("a\\nb"), new Late("c"), new Named("d"), new RangeError()].map((e) => e.stack.split("    at ")[0]);
try { null.x; } catch (e) { heads.push(e.stack.split("\\n")[0]); }
const own = new Error("o");
own.stack = "mine";
[...heads, own.stack, Object.getOwnPropertyNames(own).includes("stack"), Object.keys(own).length]`);
  assertEquals(result.status === "ok" && result.value, [
    "Error: a\nb\n",
    "Late: c\n",
    "Named: d\n",
    "RangeError\n",
    "TypeError: Cannot read properties of null (reading 'x')",
    "mine",
    true,
    0,
  ]);
});

Deno.test("a guest that has replaced what its errors could use gets them as before", async () => {
  await using sandbox = await open();
  const result = await sandbox.run(`
RegExp.prototype.exec = String.prototype.slice = WeakMap.prototype.get = Object.defineProperty = () => { throw 1; };
Object.prototype.get = Object.prototype.value = 5;
const stack = (() => { try { items.foreach(); } catch (e) { return e.stack; } })();
var items = [];
stack`);
  assertMatch(
    String(result.status === "ok" && result.value),
    /^TypeError: Cannot read properties of undefined \(reading 'foreach'\)\n {4}at /,
  );
});

Deno.test("an error that nothing caught shows its line, its cause, its errors and its properties", async () => {
  await using sandbox = await open();
  const cases = [
    [
      "class Bad extends Error {\n  constructor(m, f) { super(m); this.field = f; }\n}\n\tthrow new Bad('no', 'age');",
      /^main\.js:4\n\tthrow new Bad\('no', 'age'\);\n\t +\^\n\nBad \[Error\]: no\n {4}at <eval> \(main\.js:4:\d+\) \{\n {2}field: 'age'\n\}$/,
    ],
    [
      "throw new Error('outer', { cause: new TypeError('inner') })",
      /\n {2}\[cause\]: TypeError: inner\n/,
    ],
    [
      "Promise.any([Promise.reject(new Error('a'))]); 1",
      /^AggregateError: All promises were rejected \{\n {2}\[errors\]: \[\n {4}Error: a\n/,
    ],
    ["let x = ;", /^main-4\.js:1\nlet x = ;\n {8}\^\n\nSyntaxError: /],
  ] as const;
  for (const [code, expected] of cases) {
    const result = await sandbox.run(code);
    if (result.status !== "error") throw new Error(result.status);
    assertMatch(result.error.traceback, expected);
  }
});

Deno.test("each run of a session has its own file name in stacks", async () => {
  await using sandbox = await open();
  await sandbox.run("var fail = () => {\n  throw new Error('x'); };");
  await sandbox.run("\n\nvar call = () => fail();");
  const result = await sandbox.run("call()");
  assertEquals(
    result.status === "error" &&
      result.error.traceback.split("\n").map((line) => line.trim()),
    [
      "main.js:2",
      "throw new Error('x'); };",
      "^",
      "",
      "Error: x",
      "at fail (main.js:2:18)",
      "at call (main-2.js:3:22)",
      "at <eval> (main-3.js:1:5)",
    ],
  );
});

Deno.test("transformed TypeScript reports the lines that were written", async () => {
  await using sandbox = await open("typescript");
  const result = await sandbox.run(`enum Level {
  Low,
  High,
}
class Point {
  constructor(
    public x: number,
    private y: number,
  ) {}
  fail(): never {
    throw new Error("high " + Level.High);
  }
}

new Point(1, 2).fail();`);
  if (result.status !== "error") throw new Error(result.status);
  assertEquals(result.error.line, 11);
  assertMatch(
    result.error.traceback,
    /^main\.ts:11\n {4}throw new Error\("high " \+ Level\.High\);\n +\^\n\nError: high 1\n {4}at fail \(main\.ts:11:\d+\)\n {4}at <eval> \(main\.ts:15:\d+\)$/,
  );
});

Deno.test("the stack of a deep recursion is folded", async () => {
  await using sandbox = await open();
  const result = await sandbox.run(
    "function f(n) { return f(n + 1); }\nfunction a(n) { return b(n); }\nfunction b(n) { return a(n + 1); }\nconst stacks = [f, a].map((g) => { try { g(0); } catch (e) { return e.stack; } });\nstacks.map((stack) => stack.split('\\n').length)",
  );
  const [alone, both] = result.status === "ok" && Array.isArray(result.value)
    ? result.value
    : [];
  assertEquals(Number(alone) < 10, true, `${alone}`);
  assertEquals(Number(both) < 60, true, `${both}`);
});

Deno.test("syntax that the engine does not have is named, with what to use instead", async () => {
  for (
    const [code, expected] of [
      ["{ using a = f(); }", "using declaration"],
      ["async () => { await using a = f(); }", "using declaration"],
      ["for (using a of []) {}", "using declaration"],
      ["export const a = 1;\nusing b = 1;", "using declaration"],
      ["@d class A {}", "decorator"],
      ["class A { @d m() {} }", "decorator"],
      ["class A { @d() x = 1 }", "decorator"],
      ["class A { accessor x = 1 }", "accessor field"],
    ] as const
  ) {
    for (const language of ["javascript", "typescript"] as const) {
      await using sandbox = await open(language);
      const result = await sandbox.run(code);
      const message = result.status === "error" ? result.error.message : "";
      assertMatch(
        message,
        new RegExp(`^Cannot run an? ${expected} as this engine has none: `),
        code,
      );
    }
  }
  await using sandbox = await open();
  const result = await sandbox.run(
    "let using = 1, accessor = 2; using + accessor",
  );
  assertEquals(result.status === "ok" && result.value, 3);
});
