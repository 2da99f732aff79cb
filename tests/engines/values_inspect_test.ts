import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import fc from "fast-check";
import { inspect as nodeInspect } from "node:util";
import { encodeValue, type Value } from "../../core/value_codec.ts";
import { valueArbitrary } from "../core/value_arbitrary.ts";
import { loadQuickJs, QuickJsGuest } from "./quickjs_guest.ts";

const quickJs = await loadQuickJs();

Deno.test("inspect.js writes what Node writes", () => {
  using guest = new QuickJsGuest(quickJs);
  fc.assert(fc.property(plainArbitrary(), (value) => {
    assertEquals(guest.inspectText(encodeValue(value)), nodeInspect(value));
  }));
});

/** Values whose text in Node depends only on the values themselves. */
function plainArbitrary(): fc.Arbitrary<Value> {
  const text = fc.string({ maxLength: 12 });
  return fc.letrec<{ value: Value }>((tie) => ({
    value: fc.oneof(
      { depthSize: "small" },
      fc.constantFrom<Value>(null, true, false, -0, NaN),
      fc.integer(),
      fc.double(),
      fc.bigInt(),
      text,
      fc.date({ noInvalidDate: true, min: new Date(0), max: new Date(1e13) }),
      fc.array(tie("value"), { maxLength: 12 }),
      fc.array(tie("value"), { maxLength: 5 }).map((items) => new Set(items)),
      fc.array(fc.tuple(text, tie("value")), { maxLength: 6 })
        .map((entries): Value => Object.fromEntries(entries)),
      fc.array(fc.nat({ max: 2_000 }), { maxLength: 150 }),
      fc.array(text, { maxLength: 40 }),
    ),
  })).value;
}

/** Code, and the description of its value. */
const DESCRIBED: readonly (readonly [string, string])[] = [
  ["undefined", "undefined"],
  ["Symbol('x')", "Symbol(x)"],
  [
    "[undefined, , , 1, ,]",
    "[ undefined, <2 empty items>, 1, <1 empty item> ]",
  ],
  ["new Array(2 ** 32 - 1)", "[ <4294967295 empty items> ]"],
  ["Object.assign([1], { a: 2 })", "[ 1, a: 2 ]"],
  ["function f() {}", "[Function: f]"],
  ["() => {}", "[Function (anonymous)]"],
  ["async () => {}", "[AsyncFunction (anonymous)]"],
  ["function* g() {}", "[GeneratorFunction: g]"],
  ["Object.assign(function f() {}, { a: 1 })", "[Function: f] { a: 1 }"],
  ["class A {}", "[class A]"],
  ["class B extends Map {}", "[class B extends Map]"],
  ["class {}", "[class (anonymous)]"],
  ["new (class Point { x = 1; y = [2] })", "Point { x: 1, y: [ 2 ] }"],
  ["new (class Empty {})", "Empty {}"],
  ["Object.create(null)", "[Object: null prototype] {}"],
  ["({ __proto__: null, a: 1 })", "[Object: null prototype] { a: 1 }"],
  [
    "({ ['__proto__']: 1, [Symbol('s')]: 2 })",
    [
      "{ ['__proto__']: 1, [Symbol(s)]: 2 }",
    ].join(),
  ],
  [
    "({ get a() {}, set b(v) {}, get c() {}, set c(v) {} })",
    [
      "{ a: [Getter], b: [Setter], c: [Getter/Setter] }",
    ].join(),
  ],
  ["new Map([['a', { b: 1 }]])", "Map(1) { 'a' => { b: 1 } }"],
  ["new (class Bag extends Set {})([1])", "Bag(1) { 1 }"],
  ["new Uint8Array([1, 2])", "Uint8Array(2) [ 1, 2 ]"],
  [
    "new ArrayBuffer(3)",
    "ArrayBuffer { [Uint8Contents]: <00 00 00>, byteLength: 3 }",
  ],
  ["new (class Stack extends Array {})(1, 2)", "Stack(2) [ 1, 2 ]"],
  ["Object(1)", "[Number: 1]"],
  ["Object('s')", "[String: 's']"],
  ["Object(Symbol('x'))", "[Symbol: Symbol(x)]"],
  ["new Date(NaN)", "Invalid Date"],
  ["/a\\/b/gi", "/a\\/b/gi"],
  [
    "'abc'.match(/b/)",
    [
      "[ 'b', index: 1, input: 'abc', groups: undefined ]",
    ].join(),
  ],
  ["Promise.resolve(1)", "Promise {}"],
  ["new WeakSet()", "WeakSet { <items unknown> }"],
  ["(function* () {})()", "Object [Generator] {}"],
  ["Math", "Object [Math] {}"],
  [
    "[[[[1]]], { a: { b: { c: 1 } } }]",
    "[ [ [ [Array] ] ], { a: { b: [Object] } } ]",
  ],
  [
    "[[[new Map([[1, 2]]), new (class P { x = 1 })]]]",
    "[ [ [ [Map], [P] ] ] ]",
  ],
  [
    "(() => { const o = { a: [] }; o.a.push(o); return o; })()",
    [
      "<ref *1> { a: [ [Circular *1] ] }",
    ].join(),
  ],
  ["new Proxy({ a: 1 }, {})", "{ a: 1 }"],
  ["[new Proxy({}, { ownKeys() { throw 1; } }), 2]", "[ [Unreadable], 2 ]"],
  ["'it\\'s'", '"it\'s"'],
  ["'\\0\\n\\ud800'", "'\\x00\\n\\uD800'"],
  ["Symbol('\\0\\ud800')", "Symbol(\\u0000\\ud800)"],
];

Deno.test("inspect.js describes values that cannot be encoded", async (t) => {
  using guest = new QuickJsGuest(quickJs);
  for (const [code, text] of DESCRIBED) {
    await t.step(code, () => assertEquals(guest.inspect(`(${code})`), text));
  }
});

Deno.test("inspect.js describes errors with the guest's frames", () => {
  using guest = new QuickJsGuest(quickJs);
  const own = "new (class OwnError extends Error {})('no')";
  const frame = guest.inspect(own);
  assertStringIncludes(frame, "OwnError: no\n    at ");
  assert(!frame.includes("sandglass"), frame);
  assertStringIncludes(
    guest.inspect("Object.assign(new TypeError('a'), { code: 1 })"),
    " {\n  code: 1\n}",
  );
  assertStringIncludes(
    guest.inspect("new Error('a', { cause: { b: 1 } })"),
    "[cause]: { b: 1 }",
  );
  const lying = "Object.defineProperties(new Error('a'), { stack: { get() {" +
    "throw 1 } }, name: { value: 7 }, message: { value: {} } })";
  assertEquals(guest.inspect(lying), "[Error]");
});

Deno.test("inspect.js keeps to its limit of characters for every value", async (t) => {
  using guest = new QuickJsGuest(quickJs);
  const codes = [
    "'x'.repeat(30_000_000)",
    "Symbol('x'.repeat(1_000_000))",
    "({ ['x'.repeat(1_000_000)]: 1 })",
    "[Array(1000).fill('x'.repeat(10_000))]",
    "Array(100).fill(Array(100).fill(Array(100).fill(1)))",
    "Object.fromEntries(Array(10_000).fill().map((_, i) => ['k' + i, i]))",
    "2n ** 1_000_000n",
    "new Error('x'.repeat(1_000_000))",
    "Object.assign(() => 1, { name2: 'x'.repeat(1_000_000) })",
    "Object.defineProperty(() => 1, 'name', { value: 'x'.repeat(1_000_000) })",
    "new Map(Array(1000).fill().map((_, i) => [i, 'x'.repeat(1000)]))",
    "new Uint8Array(10_000_000)",
    "'😀'.repeat(1_000_000)",
  ];
  for (const code of codes) {
    await t.step(code, () => {
      for (const maxChars of [0, 1, 10, 1_000, 100_000]) {
        const text = guest.inspect(`(${code})`, maxChars);
        assert(text.length <= maxChars, `${text.length}`);
        assert(text.isWellFormed());
      }
      assert(guest.inspect(`(${code})`).length <= 100_000);
    });
  }
});

Deno.test("inspect.js reports how much it omitted", () => {
  using guest = new QuickJsGuest(quickJs);
  assertStringIncludes(
    guest.inspect("Array(150).fill(1)"),
    "... 50 more items\n]",
  );
  assertStringIncludes(
    guest.inspect("new Set(Array(101).keys())"),
    "... 1 more item\n}",
  );
  assertStringIncludes(
    guest.inspect(
      "Object.fromEntries(Array(102).keys().map((i) => ['k' + i, i]))",
    ),
    "... 2 more properties\n}",
  );
  assertStringIncludes(
    guest.inspect("['x'.repeat(10_005)]"),
    "x'... 5 more characters",
  );
});

Deno.test("inspect.js survives hostile values", () => {
  using guest = new QuickJsGuest(quickJs, { stackBytes: 32 * 1024 });
  const codes = [
    "(() => { let p = {}; for (let i = 0; i < 1e5; i++) p = new Proxy(p, {});" +
    "return p; })()",
    "(() => { let a = []; for (let i = 0; i < 1e5; i++) a = [a]; return a; })()",
    "(() => { const p = new Proxy({}, { getPrototypeOf: () => p }); return p; })()",
    "(() => { const p = Proxy.revocable({}, {}); p.revoke(); return p.proxy; })()",
    "new Proxy([], { get: () => Infinity })",
    "new Proxy(class A {}, { get() { throw 1; } })",
    "Object.defineProperty(class {}, 'name', { get() { throw 1; } })",
    "({ get [Symbol.toStringTag]() { throw 1; } })",
    "({ constructor: { get name() { throw 1; } } })",
    "Object.setPrototypeOf(new Error('a'), null)",
    "Object.create(Error.prototype)",
    "Object.create(RegExp.prototype)",
    "Map.prototype",
    "globalThis",
  ];
  for (const code of codes) assert(guest.inspect(`(${code})`) !== "", code);
});

Deno.test("inspect.js describes every value that can be encoded", () => {
  using guest = new QuickJsGuest(quickJs, { stackBytes: 32 * 1024 });
  fc.assert(
    fc.property(valueArbitrary(), fc.nat({ max: 200 }), (value, maxChars) => {
      const text = guest.inspectText(encodeValue(value), maxChars);
      assert(text.length <= maxChars);
      assert(text.isWellFormed() && !text.includes("\0"));
    }),
  );
});
