// deno-lint-ignore-file explicit-function-return-type -- cases are checked by the type that they are listed under
import { assert, assertEquals, assertRejects } from "@std/assert";
import {
  type CallApprover,
  type CallRequest,
  type HostCall,
  type Sandbox,
  SandboxError,
  type SandboxOptions,
  type Value,
} from "../../../mod.ts";
import { type Case, type Context, expectStatus, valueOf } from "../suite.ts";

type Implementation = (args: readonly Value[], call: HostCall) => unknown;

/** The functions behind those of the shared sandboxes; each case sets its own. */
let behind: {
  readonly f?: Implementation;
  readonly g?: Implementation;
  readonly plain?: (call: HostCall) => unknown;
  readonly onCall?: CallApprover;
} = {};

const OPTIONS: SandboxOptions = {
  functions: {
    f: {
      call: (args: readonly Value[], call: HostCall) => behind.f?.(args, call),
    },
    g: {
      call: (args: readonly Value[], call: HostCall) => behind.g?.(args, call),
    },
    plain(this: HostCall) {
      return behind.plain?.(this);
    },
  },
  onCall: (request) => behind.onCall?.(request) ?? "allow",
};

/** Limits that a short program exceeds. */
const TIGHT = { callBytes: 1_000, maxCalls: 3 };

/** A shared sandbox with these functions behind its own. */
function withFunctions(
  { shared }: Context,
  functions: typeof behind,
  limits = {},
): Promise<Sandbox> {
  behind = functions;
  return shared({ ...OPTIONS, limits });
}

/** Calls `host.f(…)` and returns name and message of its error. */
const CATCH = {
  python: `
try:
    got = host.f()
except Exception as error:
    got = [type(error).__name__, str(error), isinstance(error, host.HostError)]
got`,
  javascript: `
var got;
try {
  got = await host.f();
} catch (error) {
  got = [error.name, error.message, error instanceof Error];
}
got`,
};

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

function wait(ms: number, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  signal.addEventListener("abort", () => {
    clearTimeout(timer);
    resolve();
  });
  return promise;
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

/** Host functions. */
export const functionCases: readonly Case[] = [
  {
    name: "a call of a host function returns its value",
    async check(context) {
      const heard: unknown[][] = [];
      const sandbox = await withFunctions(context, {
        // deno-lint-ignore require-await -- that it is asynchronous is the point
        async f(args) {
          heard.push([...args]);
          return { id: args[0], n: [1, 2n ** 70n, null, true] };
        },
      });
      const code = context.pick({
        python: "host.f('a', [1.5, b'b'])",
        javascript: "await host.f('a', [1.5, new Uint8Array([98])])",
      });
      assertEquals(await valueOf(sandbox, code), {
        id: "a",
        n: [1, 2n ** 70n, null, true],
      });
      assertEquals(heard, [["a", [1.5, new Uint8Array([98])]]]);
    },
  },
  {
    name: "a host function has a synchronous form and a module, or keywords",
    async check(context) {
      const sandbox = await withFunctions(context, {
        f: (args) => args,
      });
      const code = context.pick({
        python: "import host as h\nlist(h.f(1, *[2], key=3, **{'then': 4}))",
        javascript: "host.f.sync(1, 2, { key: 3, then: 4 })",
      });
      assertEquals(await valueOf(sandbox, code), [1, 2, { key: 3, then: 4 }]);
    },
  },
  {
    name: "a host function without a result returns null or None",
    async check(context) {
      const sandbox = await withFunctions(context, { f: () => {} });
      const code = context.pick({
        python: "host.f() is None",
        javascript: "await host.f() === null",
      });
      assertEquals(await valueOf(sandbox, code), true);
    },
  },
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
    name: "a host function receives information about its call",
    async check(context) {
      const calls: HostCall[] = [];
      const sandbox = await withFunctions(context, {
        f: (args, call) => {
          calls.push(call);
          return args.length;
        },
        plain: (call) => void calls.push(call),
      });
      const code = context.pick({
        python: "host.plain()\nhost.f(1, 2)",
        javascript: "await host.plain(); await host.f(1, 2)",
      });
      assertEquals(await valueOf(sandbox, code), 2);
      assertEquals(await valueOf(sandbox, code), 2);
      assertEquals(calls.map(({ name }) => name), ["plain", "f", "plain", "f"]);
      const [first, ...others] = calls.map(({ run }) => run);
      assert(first !== undefined && first > 0);
      assertEquals(others, [first, first + 1, first + 1]);
      // The run is over.
      for (const { signal } of calls) assert(signal.aborted);
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
      assert(!/file:|functions\.ts|sandglass:/.test(seen), seen);
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
  {
    name: "without functions there is no host object",
    async check({ shared, pick }) {
      const sandbox = await shared();
      const code = pick({
        python:
          "import importlib.util\n['host' in globals(), importlib.util.find_spec('host') is None]",
        javascript: "['host' in globalThis, typeof host === 'undefined']",
      });
      assertEquals(await valueOf(sandbox, code), [false, true]);
    },
  },
  {
    name: "host has only the given functions",
    async check(context) {
      const sandbox = await withFunctions(context, { f: () => 1 });
      const code = context.pick({
        python: "[n for n in dir(host) if not n.startswith('_')]",
        javascript:
          "[...Object.keys(host), host.constructor, host.__proto__, host.toString, host.then]",
      });
      assertEquals(
        await valueOf(sandbox, code),
        context.pick<unknown>({
          python: ["HostError", "f", "g", "plain"],
          javascript: ["f", "g", "plain", null, null, null, null],
        }),
      );
    },
  },
  {
    name: "onCall allows, denies or answers each call",
    async check(context) {
      const asked: CallRequest[] = [];
      const made: unknown[] = [];
      const sandbox = await withFunctions(context, {
        f: ([one]) => made.push(one),
        onCall(request) {
          asked.push(request);
          const [one] = request.args;
          if (one === "allow" || one === "deny") return one;
          if (one === "value") return Promise.resolve({ value: [7] });
          if (one === "odd") return JSON.parse("true");
          throw new Error("never seen by guests");
        },
      });
      const code = context.pick({
        python: `
def attempt(one):
    try:
        return host.f(one)
    except host.HostError as error:
        return [type(error).__name__, str(error)]
[attempt(one) for one in ["allow", "deny", "value", "odd", "throw"]]`,
        javascript: `
var got = [];
for (const one of ["allow", "deny", "value", "odd", "throw"]) {
  got.push(await host.f(one).catch(({ name, message }) => [name, message]));
}
got`,
      });
      const denied = ["PermissionError", "The call of host.f was denied"];
      assertEquals(await valueOf(sandbox, code), [
        1,
        denied,
        [7],
        denied,
        denied,
      ]);
      assertEquals(made, ["allow"]);
      const { run, ...request } = asked[1] ?? { run: 0 };
      assertEquals(request, { name: "f", args: ["deny"] });
      assert(run > 0);
    },
  },
  {
    name: "a pending host function ends with its run",
    async check(context) {
      let signal: AbortSignal | undefined;
      const sandbox = await withFunctions(context, {
        f(_, call) {
          ({ signal } = call);
          return new Promise(() => {});
        },
        g: () => 1,
      });
      const code = context.pick({
        python: "kept = 5\nhost.f()",
        javascript: "var kept = 5; await host.f()",
      });
      const result = await sandbox.run(code, { limits: { timeoutMs: 200 } });
      expectStatus(result, "timeout");
      assertEquals(signal?.aborted, true);
      assertEquals(result.recoverable, !sandbox.closed);
      if (sandbox.closed) return;
      assertEquals(
        await valueOf(
          sandbox,
          context.pick({
            python: "[kept, host.g()]",
            javascript: "[kept, await host.g()]",
          }),
        ),
        [5, 1],
      );
    },
  },
  {
    name: "a late response does not affect the next run",
    async check(context) {
      const late = Promise.withResolvers<string>();
      const sandbox = await withFunctions(context, {
        f: () => late.promise,
        g: () => "quick",
      });
      const controller = new AbortController();
      const first = sandbox.run(
        context.pick({
          python: "print('on')\nhost.f()",
          javascript: "console.log('on'); await host.f()",
        }),
        { signal: controller.signal, onStdout: () => controller.abort() },
      );
      expectStatus(await first, "cancelled");
      if (sandbox.closed) return;
      const second = sandbox.run(
        context.pick({
          python: "[host.g() for i in range(20)]",
          javascript:
            "var got = []; for (let i = 0; i < 20; i++) got.push(await host.g()); got",
        }),
      );
      late.resolve("late");
      const result = await second;
      expectStatus(result, "ok");
      assertEquals(result.value, Array(20).fill("quick"));
      assertEquals(result.usage.calls, 20);
    },
  },
  {
    name: "hostTime decides whether time spent in the host counts",
    async check(context) {
      const sandbox = await withFunctions(context, {
        // The length of this wait is under test.
        f: (_, { signal }) => wait(1_050, signal),
        g: () => 1,
      });
      const code = context.pick({
        python: "host.f()\n5",
        javascript: "await host.f(); 5",
      });
      const excluded = await sandbox.run(code, {
        limits: { timeoutMs: 1_000 },
        hostTime: "excluded",
      });
      expectStatus(excluded, "ok");
      assert(excluded.usage.wallMs > 1_000, `${excluded.usage.wallMs}`);
      // The clock continues after the host's response.
      const endless = await sandbox.run(
        context.pick({
          python: "host.g()\nwhile True: pass",
          javascript: "await host.g(); for (;;);",
        }),
        { limits: { timeoutMs: 100 }, hostTime: "excluded" },
      );
      expectStatus(endless, "timeout");
      const again = await withFunctions(context, behind);
      expectStatus(
        await again.run(code, { limits: { timeoutMs: 100 } }),
        "timeout",
      );
    },
  },
  {
    name: "a host function that runs code in the same sandbox is refused",
    async check(context) {
      const inner: unknown[] = [];
      const sandbox: Sandbox = await withFunctions(context, {
        f: async () => {
          const running = sandbox.run("1");
          await running.catch((error) => inner.push(error));
          return await running;
        },
      });
      const got = await valueOf(sandbox, context.pick(CATCH));
      assertEquals(got, [
        "SandboxError",
        "Cannot run code as the sandbox is running something else",
        true,
      ]);
      const [error] = inner;
      assert(error instanceof SandboxError && error.code === "SANDBOX_BUSY");
    },
  },
  {
    name: "each of a thousand consecutive calls gets its own response",
    async check(context) {
      const sandbox = await withFunctions(context, {
        f: ([n]) => Number(n) + 1,
      });
      const code = context.pick({
        python: "n = 0\nwhile n < 1000: n = host.f(n)\nn",
        javascript:
          "var n = 0; while (n < 500) n = await host.f(n); while (n < 1000) n = host.f.sync(n); n",
      });
      assertEquals(await valueOf(sandbox, code), 1000);
    },
  },
  {
    name: "invalid functions are refused",
    async check({ open }) {
      const wrong: readonly unknown[] = [
        5,
        "f",
        { f: 5 },
        { f: null },
        { f: {} },
        { then: () => 1 },
        { _f: () => 1 },
        { "a b": () => 1 },
        { ["__proto__"]: () => 1 },
        { HostError: () => 1 },
      ];
      for (const functions of wrong) {
        await assertRejects(
          // The check itself is under test, so the cast bypasses the types.
          () => open({ functions } as never),
          TypeError,
          "Cannot set functions as",
        );
      }
    },
  },
];
