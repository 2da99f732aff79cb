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
