import {
  assert,
  assertEquals,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import {
  decodeValue,
  encodeValue,
  MAX_DEPTH,
  Tuple,
  type Value,
} from "../../core/value_codec.ts";
import patchEverything from "./patch_everything.js" with { type: "text" };
import { GuestThrow, loadQuickJs, QuickJsGuest } from "./quickjs_guest.ts";

const quickJs = await loadQuickJs();

const REFUSED = { text: undefined, tooLarge: false };
const TOO_LARGE = { text: undefined, tooLarge: true };

Deno.test("values.js returns large and deep values on a small stack", () => {
  using guest = new QuickJsGuest(quickJs, { stackBytes: 16 * 1024 });
  let deep: Value = 1;
  for (let depth = 0; depth < MAX_DEPTH; depth++) {
    deep = depth % 2 === 0 ? { a: deep } : [deep];
  }
  const values = [
    deep,
    "x\\".repeat(500_000),
    Array.from({ length: 50_000 }, (_, index) => index),
    Uint8Array.from({ length: 100_001 }, (_, index) => index),
    2n ** (2n ** 20n - 64n),
    -(2n ** 100_000n),
  ];
  for (const value of values) {
    const text = encodeValue(value);
    assertEquals(guest.roundtrip(text).text, text);
  }
});

Deno.test("values.js encode() writes values that only JavaScript has", async (t) => {
  using guest = new QuickJsGuest(quickJs);
  const forms: readonly (readonly [string, string])[] = [
    ["null", "null"],
    ["undefined", "null"],
    ["[undefined, , 1]", '["l",null,null,1]'],
    ["({ a: undefined, b: 1 })", '["m",["b",1]]'],
    ["new Map([['a', undefined]])", '["m",["a",null]]'],
    ["1n", '["i","0x1"]'],
    ["-(2n ** 64n)", '["i","-0x10000000000000000"]'],
    [
      "[-0, NaN, Infinity, -Infinity]",
      [
        '["l",["n","-0"],["n","NaN"],["n","Infinity"],["n","-Infinity"]]',
      ].join(),
    ],
    ["[2 ** 53, 1e21, 1e-7]", '["l",["f",9007199254740992],["f",1e+21],1e-7]'],
    ["'a\\0\\ud800\\u{1f600}é'", '"a\\u0000\\ud800😀é"'],
    ["new Date(12)", '["d",12]'],
    [
      "[new Set([1, 'a']), new Map([['k', 1]])]",
      [
        '["l",["s",1,"a"],["m",["k",1]]]',
      ].join(),
    ],
    ["new Uint8Array([104, 105])", '["b","aGk="]'],
    ["new Uint8Array([0, 104, 105]).subarray(1)", '["b","aGk="]'],
    ["new Uint8Array([104, 105]).buffer", '["b","aGk="]'],
    ["new DataView(new Uint8Array([0, 104, 105]).buffer, 1)", '["b","aGk="]'],
    ["new Float32Array([1, 0.5])", '["l",1,0.5]'],
    ["new BigInt64Array([-1n])", '["l",["i","-0x1"]]'],
    [
      "[Object(1), Object('a'), Object(true), Object(1n)]",
      [
        '["l",1,"a",true,["i","0x1"]]',
      ].join(),
    ],
    ["Object.create(null)", '["m"]'],
    ["({ __proto__: null, a: 1 })", '["m",["a",1]]'],
    ["({ ['__proto__']: 1, then: 2 })", '["m",["__proto__",1],["then",2]]'],
    ["({ get a() { return [1]; }, [Symbol('b')]: 1 })", '["m",["a",["l",1]]]'],
    ["new (class extends Array {})(1, 2)", '["l",1,2]'],
    ["new (class extends Map {})([['a', 1]])", '["m",["a",1]]'],
    ["new Proxy([1, 2], {})", '["l",1,2]'],
    ["new Proxy({ a: 1 }, {})", '["m",["a",1]]'],
    ["(() => { const a = [1]; return [a, a]; })()", '["l",["l",1],["l",1]]'],
  ];
  for (const [code, text] of forms) {
    await t.step(code, () => {
      assertEquals(guest.encode(code), { text, tooLarge: false });
      decodeValue(text, { maxBytes: 1000 });
    });
  }
});

Deno.test("values.js encode() refuses values that cannot be encoded", async (t) => {
  using guest = new QuickJsGuest(quickJs);
  const codes = [
    "() => 1",
    "[Symbol('a')]",
    "({ a() {} })",
    "new (class Point { x = 1 })",
    "Object.create({ a: 1 })",
    "new Date(NaN)",
    "/a/",
    "new Error('a')",
    "Promise.resolve(1)",
    "new WeakMap()",
    "(function* () {})()",
    "new Map([[1, 2]])",
    "Object(Symbol('a'))",
    "(() => { const a = []; a.push([a]); return a; })()",
    "(() => { const a = new Map(); a.set('a', new Set([a])); return a; })()",
    "({ get a() { throw new Error('no'); } })",
    "({ get a() { throw null; } })",
    "({ get a() { return (function f() { f(); })(); } })",
    "new Proxy({}, { ownKeys() { throw 1; } })",
    "new Proxy({}, { getPrototypeOf() { throw 1; } })",
    "[new Proxy(() => 1, {})]",
    "(() => { const p = Proxy.revocable([], {}); p.revoke(); return p.proxy; })()",
    "(() => { let a = 1; for (let i = 0; i < 1001; i++) a = [a]; return a; })()",
    "(() => { let a = 1; for (let i = 0; i < 1e5; i++) a = { a }; return a; })()",
    "(() => { let a = {}; for (let i = 0; i < 1e5; i++) a = new Proxy(a, {});" +
    "return a; })()",
    "(() => { let a = { get a() { return { __proto__: a }; } }; return a; })()",
  ];
  for (const code of codes) {
    await t.step(code, () => assertEquals(guest.encode(`(${code})`), REFUSED));
  }
});

Deno.test("values.js encode() stops as soon as it is over its limit", async (t) => {
  using guest = new QuickJsGuest(quickJs);
  // If `encode` went on, it would reach a value that cannot be encoded.
  const codes = [
    "[...'0123456789'.repeat(20), Symbol()]",
    "new Array(2 ** 32 - 1)",
    "[[new Array(2 ** 32 - 1)], Symbol()]",
    "new Proxy([], { get: (_, key) => key === 'length' ? 2 ** 53 : 'a' })",
    "new Proxy([], { get: () => Infinity })",
    "['0'.repeat(200), Symbol()]",
    "[new Uint8Array(200), Symbol()]",
    "[new Float64Array(1e6), Symbol()]",
    "[new Set(Array(200).keys()), Symbol()]",
    "({ a: '0'.repeat(100), b: '0'.repeat(100), c: Symbol() })",
    "({ a: '0'.repeat(100), b: '0'.repeat(100), get c() { throw 1; } })",
    "(() => { let a = 1; for (let i = 0; i < 900; i++) a = [a, a]; return a; })()",
    "(() => { const s = new Set([0]); Object.defineProperty(s, 'size'," +
    "{ value: 0 }); for (let i = 1; i < 200; i++) s.add(i); return s; })()",
    "'x'.repeat(30_000_000)",
  ];
  for (const code of codes) {
    await t.step(code, () => {
      assertEquals(guest.encode(`(${code})`, 160), TOO_LARGE);
    });
  }
});

Deno.test("values.js encode() counts every byte of UTF-8", () => {
  using guest = new QuickJsGuest(quickJs);
  const code = "({ a: [1, 'é€😀'], 'ü': [[]] })";
  const { text = "" } = guest.encode(code);
  const bytes = new TextEncoder().encode(text).length;
  assertEquals(guest.encode(code, bytes).text, text);
  assertEquals(guest.encode(code, bytes - 1), TOO_LARGE);
});

Deno.test("values.js encode() accepts 30 MB of text if the limit allows", () => {
  using guest = new QuickJsGuest(quickJs);
  const { text } = guest.encode("'x'.repeat(30_000_000)", 2 ** 25);
  assertEquals(text?.length, 30_000_002);
});

Deno.test("values.js decode() makes own data properties of all keys", () => {
  using guest = new QuickJsGuest(quickJs);
  guest.run("Object.defineProperty(Object.prototype, 'a', { set() {} })");
  const found = guest.apply(
    `(value) => JSON.stringify([
      Object.getOwnPropertyDescriptor(value, "__proto__"),
      Object.getOwnPropertyDescriptor(value, "a"),
      Object.getPrototypeOf(value) === Object.prototype,
      Array.isArray(value.__proto__),
      value.__proto__ instanceof Array,
      "polluted" in {},
    ])`,
    '["m",["__proto__",["t",1]],["a",2]]',
  );
  const flags = { writable: true, enumerable: true, configurable: true };
  assertEquals(JSON.parse(`${found}`), [
    { value: [1], ...flags },
    { value: 2, ...flags },
    true,
    true,
    true,
    false,
  ]);
});

Deno.test("values.js decode() returns ordinary arrays", () => {
  using guest = new QuickJsGuest(quickJs);
  const found = guest.apply(
    "(value) => { value.push(3); return value.map((one) => one * 2).join() }",
    encodeValue(Tuple.of(1, 2)),
  );
  assertEquals(found, "2,4,6");
});

Deno.test("values.js and inspect.js work when all built-ins are patched", () => {
  using guest = new QuickJsGuest(quickJs);
  guest.run(`
    globalThis.sample = [1, 2n, 1.5, "a'\\"", null, { a: [1], b: "é" },
      new Map([["a", new Set([1])]]), new Date(5), new Uint8Array([1, 2]),
      Object("boxed"), new Float32Array([1])];
    globalThis.shown = Object.freeze([sample, /a/, new Error("boom"),
      class A {}, [, 1], Array(30).fill(7), async () => 1]);
  `);
  const { text } = guest.encode("sample");
  assert(text !== undefined);
  const shown = guest.inspect("shown");
  guest.run(`${patchEverything.trim().replace(/;$/, "")}()`);
  assertEquals(guest.encode("sample").text, text);
  assertEquals(guest.roundtrip(text).text, text);
  assertEquals(guest.inspect("shown"), shown);
  for (
    const naive of [
      "JSON.stringify(sample)",
      "[...sample]",
      "[].x = 1, [].map()",
    ]
  ) {
    assertThrows(() => guest.run(naive));
  }
  assertThrows(() => guest.run("const list = []; list[0] = 1"));
});

Deno.test("values.js encode() does not catch the end of a run", () => {
  using guest = new QuickJsGuest(quickJs);
  guest.interruptAfter(10);
  const error = assertThrows(
    () => guest.encode("({ get a() { for (;;); } })"),
    GuestThrow,
  );
  assertStringIncludes(error.message, "interrupted");
});

Deno.test("values.js encode() reports that the guest is out of memory", () => {
  using guest = new QuickJsGuest(quickJs, { memoryBytes: 2 ** 22 });
  // One character becomes six.
  const error = assertThrows(
    () => guest.encode("'\\0'.repeat(1_000_000)", 2 ** 28),
    GuestThrow,
  );
  assertStringIncludes(error.message, "out of memory");
});
