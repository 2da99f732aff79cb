// deno-lint-ignore-file explicit-function-return-type -- cases are checked by the type that they are listed under
import { assert, assertEquals, assertRejects } from "@std/assert";
import type {
  CallApprover,
  CallRequest,
  HostCall,
  Sandbox,
  SandboxOptions,
  Value,
} from "../../../mod.ts";
import { type Case, type Context, valueOf } from "../suite.ts";

type Implementation = (args: readonly Value[], call: HostCall) => unknown;

/** Functions behind those of the shared sandboxes. */
export interface Functions {
  readonly f?: Implementation;
  readonly g?: Implementation;
  readonly plain?: (call: HostCall) => unknown;
  readonly onCall?: CallApprover;
}

/** Each case sets its own. */
let behind: Functions = {};

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

/** A shared sandbox with these functions behind its own. */
export function withFunctions(
  { shared }: Context,
  functions: Functions,
  limits = {},
): Promise<Sandbox> {
  behind = functions;
  return shared({ ...OPTIONS, limits });
}

/** Calls `host.f(…)` and returns name and message of its error. */
export const CATCH = {
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
