import "../_ask_worker_options.ts";
import { assertEquals } from "@std/assert";
import { createSandbox } from "../../mod.ts";

/** Code that uses parts of the language which the interpreter lacks, and its value. */
const CASES: Readonly<Record<string, unknown>> = {
  "class HttpError extends Error { constructor(m) { super(m); this.name = this.constructor.name; Error.captureStackTrace(this, this.constructor); } }; const e = new HttpError('no'); [e.stack.split('\\n')[0], e instanceof Error]":
    ["HttpError: no", true],
  "const o = {}; Error.captureStackTrace(o); [typeof o.stack, Object.keys(o)]":
    ["string", []],
  "Error.captureStackTrace.name + Error.stackTraceLimit": "captureStackTrace10",
  "async function* g() { yield 1; yield 2; }; await Array.fromAsync(g())": [
    1,
    2,
  ],
  "await Array.fromAsync([Promise.resolve(3), 4], async (x) => x * 2)": [6, 8],
  "await Array.fromAsync({ length: 2, 0: 'a', 1: Promise.resolve('b') })": [
    "a",
    "b",
  ],
  "await Array.fromAsync([], 5).catch((e) => e.name)": "TypeError",
  "[typeof Symbol.dispose, Symbol.asyncDispose.description]": [
    "symbol",
    "Symbol.asyncDispose",
  ],
  "const log = []; const s = new DisposableStack(); s.defer(() => log.push(1)); s.use({ [Symbol.dispose]() { log.push(2); } }); s.adopt(3, (v) => log.push(v)); const m = s.move(); m.dispose(); [log, s.disposed, `${m}`]":
    [[3, 2, 1], true, "[object DisposableStack]"],
  "const log = []; const s = new AsyncDisposableStack(); s.use({ async [Symbol.asyncDispose]() { log.push(1); } }); s.defer(() => { throw 2; }); s.defer(() => { throw 3; }); await s.disposeAsync().catch((e) => log.push(e.name, e.error, e.suppressed)); log":
    [1, "SuppressedError", 2, 3],
  "try { new DisposableStack().use({}); } catch (e) { e.name }": "TypeError",
  "var await = 1; await + 1": 2,
  "JSON.parse('[1]', (k, v) => k === '0' ? v + 1 : v)": [2],
  "JSON.parse({ toString: () => '[1]' })": [1],
  "try { JSON.parse('[1]', () => { throw new SyntaxError('mine'); }); } catch (e) { e.message }":
    "mine",
  "try { JSON.parse('['.repeat(1e5)); } catch (e) { e.name }": "RangeError",
  "try { new Math.random(); } catch (e) { [e.message, Math.random.name]; }": [
    "Math.random is not a constructor",
    "random",
  ],
};

Deno.test("JavaScript has parts of the language that the interpreter lacks", async () => {
  for (const [code, value] of Object.entries(CASES)) {
    await using sandbox = await createSandbox({ language: "javascript" });
    const result = await sandbox.run(code);
    assertEquals(result.status === "ok" && result.value, value, code);
  }
});

/** Texts that are not JSON, and what is said of them. */
const NOT_JSON = [
  ["", "Unexpected end of JSON input"],
  [
    "{a:1}",
    "Expected property name or '}' in JSON at position 1 (line 1 column 2)",
  ],
  [
    '{"a":1,}',
    "Expected double-quoted property name in JSON at position 7 (line 1 column 8)",
  ],
  [
    '{\n  "a": 1\n  "b": 2\n}',
    "Expected ',' or '}' after property value in JSON at position 13 (line 3 column 3)",
  ],
  [
    "[1 2]",
    "Expected ',' or ']' after array element in JSON at position 3 (line 1 column 4)",
  ],
  [
    '{"a" 1}',
    "Expected ':' after property name in JSON at position 5 (line 1 column 6)",
  ],
  [
    '{"a":1} x',
    "Unexpected non-whitespace character after JSON at position 8 (line 1 column 9)",
  ],
  ['"abc', "Unterminated string in JSON at position 4 (line 1 column 5)"],
  ['"\\x"', "Bad escaped character in JSON at position 2 (line 1 column 3)"],
  ['"\\u12"', "Bad Unicode escape in JSON at position 5 (line 1 column 6)"],
  [
    '"\t"',
    "Bad control character in string literal in JSON at position 1 (line 1 column 2)",
  ],
  ["01", "Unexpected number in JSON at position 1 (line 1 column 2)"],
  [
    "1.",
    "Unterminated fractional number in JSON at position 2 (line 1 column 3)",
  ],
  [
    "1e",
    "Exponent part is missing a number in JSON at position 2 (line 1 column 3)",
  ],
  ["-", "No number after minus sign in JSON at position 1 (line 1 column 2)"],
  ["undefined", '"undefined" is not valid JSON'],
  ['{"a":None}', `Unexpected token 'N', "{"a":None}" is not valid JSON`],
  [
    "Sure! Here is the JSON",
    `Unexpected token 'S', "Sure! Here"... is not valid JSON`,
  ],
  [
    "[1,2,3,4,5,6,7,8,9,10,11,x]",
    `Unexpected token 'x', ..."8,9,10,11,x]" is not valid JSON`,
  ],
];

Deno.test("JSON.parse says what is wrong, and where", async () => {
  await using sandbox = await createSandbox({ language: "javascript" });
  const result = await sandbox.run(
    `${JSON.stringify(NOT_JSON)}.map(([text]) => {
      try { JSON.parse(text); } catch (error) { return [text, error.message]; }
    })`,
  );
  assertEquals(result.status === "ok" && result.value, NOT_JSON);
});

Deno.test("TypeScript returns at its top level as JavaScript does", async () => {
  await using sandbox = await createSandbox({ language: "typescript" });
  const result = await sandbox.run(
    "const a: number = 1;\nif (a > 0) return `${a as number}!`;\nthrow 2;",
  );
  assertEquals(result.status === "ok" && result.value, "1!");
});

Deno.test("TypeScript that is sent as JavaScript is recognised", async () => {
  await using sandbox = await createSandbox({ language: "javascript" });
  for (
    const [code, isTypes] of [
      ["interface A { x: number }", true],
      ["const f = (x: number): string => 'a' + x;", true],
      ["type Id = string | number;", true],
      ["enum Level { Low }", true],
      ["const a = {} as const;", true],
      ["let x = ;", false],
      ["const o = { a: 1, b: ; }", false],
    ] as const
  ) {
    const result = await sandbox.run(code);
    if (result.status !== "error") throw new Error(code);
    assertEquals(result.error.name, "SyntaxError");
    assertEquals(
      result.error.message.includes("looks like TypeScript"),
      isTypes,
      code,
    );
  }
});
