// deno-lint-ignore-file explicit-function-return-type -- cases are checked by the type that they are listed under
import { assert, assertEquals } from "@std/assert";
import { type Case, expectStatus, valueOf } from "../suite.ts";
import { CATCH, withFunctions } from "./functions.ts";

/** Limits that a short program exceeds. */
const TIGHT = { callBytes: 1_000, maxCalls: 3 };

/** Errors of a host function, and what the guest receives. */
const THROWN: readonly (readonly [() => never, string, string])[] = [
  [fail(new RangeError("too far")), "RangeError", "too far"],
  [fail(new Error("")), "Error", ""],
  [fail("text"), "Error", "text"],
  [fail(5n), "Error", "5"],
  [fail(null), "Error", "null"],
  [fail(undefined), "Error", "undefined"],
  [fail({ name: "Mine", message: "m" }), "Mine", "m"],
  [fail({ name: 5, message: ["m"] }), "Error", ""],
  [fail(Symbol("s")), "Error", "Symbol(s)"],
  [fail(Object.create(null)), "Error", ""],
  [
    fail(Object.defineProperty(new Error(), "message", {
      get: () => fail(1)(),
    })),
    "Error",
    "",
  ],
  [
    fail(
      new Proxy({}, { get: fail(1), getPrototypeOf: fail(2), has: fail(3) }),
    ),
    "Error",
    "",
  ],
  [fail(new Error("m".repeat(1e6))), "Error", "m".repeat(10_000)],
];

function fail(thrown: unknown): () => never {
  return () => {
    throw thrown;
  };
}

const cycle: unknown[] = [];
cycle.push(cycle);

/** Values that cannot be encoded, with the message about them. */
const UNFIT: readonly (readonly [unknown, RegExp])[] = [
  [() => 1, /^Cannot return value from host\.f as .* a function/],
  [
    { a: [Symbol("s")] },
    /^Cannot return value\.a\[0\] from host\.f as .*Symbol/,
  ],
  [cycle, /^Cannot return .* from host\.f as .* contain itself/],
  [new URL("a:b"), /^Cannot return value from host\.f as .* URL/],
  [
    "x".repeat(2 ** 20),
    /^Cannot return value from host\.f as .* 1048576 bytes/,
  ],
];

/** What host functions return and throw, and how much. */
export const functionValueCases: readonly Case[] = [
  {
    name: "undefined in a result or an argument crosses as in JSON",
    async check({ open, pick }) {
      const given: unknown[] = [];
      const sandbox = await open({
        functions: {
          f: (value) => {
            given.push(value);
            return { a: 1, b: undefined, c: [undefined, 2] };
          },
        },
      });
      const result = await sandbox.run(pick({
        python: "host.f({'x': 1, 'z': [None]})",
        javascript: "await host.f({ x: 1, y: undefined, z: [undefined] })",
      }));
      expectStatus(result, "ok");
      assertEquals(result.value, { a: 1, c: [null, 2] });
      assertEquals(given, [{ x: 1, z: [null] }]);
    },
  },
  {
    name: "an error of a host function arrives with its name and message",
    async check(context) {
      let index = 0;
      const sandbox = await withFunctions(context, {
        f: () => THROWN[index]?.[0](),
      });
      for (; index < THROWN.length; index++) {
        const [, name, message] = THROWN[index] ?? [];
        // Python names an error class only by an identifier.
        const got = await valueOf(sandbox, context.pick(CATCH));
        const isBase = context.language === "python" && name === "Error";
        assertEquals(got, [isBase ? "Error" : name, message, true]);
      }
    },
  },
  {
    name: "an uncaught host error reports the guest's line and no host line",
    async check(context) {
      const sandbox = await withFunctions(context, {
        f: fail(new RangeError("too far")),
      });
      const code = context.pick({
        python: "x = 1\nhost.f()",
        javascript: "var x = 1;\nawait host.f()",
      });
      const result = await sandbox.run(code);
      expectStatus(result, "error");
      assertEquals(result.error.name, "RangeError");
      assertEquals(result.error.message, "too far");
      assertEquals(result.error.line, 2);
      const seen = JSON.stringify(result.error);
      assert(!/file:|function_values\.ts|sandglass:/.test(seen), seen);
    },
  },
  {
    name: "a result that cannot be encoded is an error that names the function",
    async check(context) {
      let index = 0;
      const sandbox = await withFunctions(context, {
        f: () => UNFIT[index]?.[0],
      });
      for (; index < UNFIT.length; index++) {
        const got = await valueOf(sandbox, context.pick(CATCH));
        assert(Array.isArray(got), Deno.inspect(got));
        assertEquals(got[0], "TypeError");
        const [, expected] = UNFIT[index] ?? [];
        assert(expected?.test(String(got[1])), String(got[1]));
      }
    },
  },
  {
    name:
      "arguments that cannot be encoded are a TypeError that names the function",
    async check(context) {
      let calls = 0;
      const sandbox = await withFunctions(
        context,
        { f: () => ++calls },
        TIGHT,
      );
      const unfit = context.pick({
        python: ["print", "[...]", "{int: 2}", "'x' * 1001", "object()"],
        javascript: [
          "() => 1",
          "[Symbol()]",
          "new Map([[1, 2]])",
          "'x'.repeat(1001)",
          "Symbol()",
        ],
      });
      for (const argument of unfit) {
        const result = await sandbox.run(
          context.pick({
            python: `host.f(1, ${argument})`,
            javascript: `await host.f(1, ${argument})`,
          }),
        );
        expectStatus(result, "error");
        assertEquals(result.error.name, "TypeError");
        assert(result.error.message.startsWith("Cannot call host.f as "));
      }
      assertEquals(calls, 0);
    },
  },
  {
    name: "callBytes limits arguments and results, and large ones arrive whole",
    async check(context) {
      const sandbox = await withFunctions(
        context,
        { f: ([text]) => text },
        { callBytes: 3_000_000 },
      );
      const code = context.pick({
        python: "len(host.f('\\u00e9\"' * 300_000))",
        javascript: "(await host.f('\\u00e9\"'.repeat(300_000))).length",
      });
      assertEquals(await valueOf(sandbox, code), 600_000);
    },
  },
  {
    name: "maxCalls limits the calls of a run, and usage counts them",
    async check(context) {
      let calls = 0;
      const sandbox = await withFunctions(
        context,
        { f: () => ++calls },
        TIGHT,
      );
      const code = context.pick({
        python: "[host.f() for i in range(3)]",
        javascript: "[await host.f(), await host.f(), await host.f()]",
      });
      for (let round = 1; round <= 2; round++) {
        const result = await sandbox.run(code);
        expectStatus(result, "ok");
        assertEquals(result.usage.calls, 3);
      }
      const over = await sandbox.run(
        context.pick({
          python: "for i in range(4): host.f()",
          javascript: "for (let i = 0; i < 4; i++) await host.f();",
        }),
      );
      expectStatus(over, "error");
      assert(over.error.message.includes("at most 3 calls"));
      assertEquals(over.usage.calls, 3);
      assertEquals(calls, 9);
    },
  },
];
