// deno-lint-ignore-file explicit-function-return-type -- cases are checked by the type that they are listed under
import { assert, assertEquals, assertRejects } from "@std/assert";
import { createPool, SandboxError, type SandboxOptions } from "../../../mod.ts";
import { type Case, expectStatus, valueOf } from "../suite.ts";

/** Names that every guest refuses. */
const BAD_NAMES = {
  python: [
    ..."if None True await lambda async __name__ __builtins__ __x__ __proto__ host display"
      .split(" "),
    ..."|1a|a b|a-b|a.b|a=1|$a|a\n|a\0|ﬁx|😀|x;import os".split("|"),
    "x".repeat(101),
  ],
  javascript: [
    ..."if null true await let static yield enum undefined NaN arguments eval this"
      .split(" "),
    ..."__proto__ constructor toString hasOwnProperty __defineGetter__ __x__"
      .split(" "),
    ..."host console print fs require process fetch Object Promise globalThis WebAssembly Intl display crypto"
      .split(" "),
    ..."|1a|a b|a-b|a.b|a=1|#a|a\n|a\0|😀|x;throw 1|x=>1".split("|"),
    "x".repeat(101),
  ],
};
const GOOD_NAMES = {
  python: ["a", "_", "_a1", "größe", "名前", "input", "id", "match", "type"],
  javascript: ["a", "$", "_", "_a1", "größe", "名前", "input", "id", "async"],
};

/** Values that cannot be encoded, with the message about them. */
const BAD_VALUES: readonly (readonly [() => unknown, string])[] = [
  [() => undefined, "Cannot set global bad as it has no counterpart"],
  [() => () => 1, "Cannot set global bad as it has no counterpart"],
  [() => Symbol("s"), "Cannot set global bad as it has no counterpart"],
  [
    () => ({ a: [new WeakMap()] }),
    "Cannot set global bad.a[0] as it has no counterpart",
  ],
  [() => Promise.resolve(1), "an instance of Promise"],
  [() => new Date(NaN), "an invalid date"],
  [() => new Map([[1, 1]]), "Cannot set global bad as the keys of a map"],
  [cycle, "Cannot set global bad.self as a value must not contain itself"],
  [tooDeep, "as a value must nest at most 1000 deep"],
  [() => 1n << (2n ** 21n), "as an integer must have at most 1048576 bits"],
];

function cycle(): unknown {
  const value: Record<string, unknown> = {};
  value.self = value;
  return value;
}

function tooDeep(): unknown {
  let value: unknown = 1;
  for (let depth = 0; depth <= 1_000; depth++) value = [value];
  return value;
}

/** Values that only Python cannot represent. */
const BAD_FOR_PYTHON: readonly (readonly [unknown, string])[] = [
  [new Set([{ a: 1 }]), "Cannot set global bad as a set in Python"],
  [[new Set([[{ a: 1 }]])], "Cannot set global bad as a set in Python"],
  [new Date(-8e15), "Cannot set global bad as a date in Python"],
  [{ at: new Date(8e15) }, "Cannot set global bad as a date in Python"],
];

/** Globals that are refused, or that are as large as they may be. */
export const globalCheckCases: readonly Case[] = [
  {
    name: "globals may have any name that the language does not reserve",
    async check({ open, shared, pick }) {
      const sandbox = await shared();
      for (const name of pick(BAD_NAMES)) {
        // In a literal, `__proto__` would set the prototype.
        const globals = Object.fromEntries([["ok", 1], [name, 1]]);
        for (
          const act of [
            () => open({ globals }),
            () => sandbox.run("1", { globals }),
          ]
        ) {
          await assertRejects(act, TypeError, "Cannot set global", name);
        }
      }
      const good = pick(GOOD_NAMES);
      // They hide names that later cases use, such as `input`.
      const own = await open();
      const result = await own.run(`[${good.join(", ")}]`, {
        globals: Object.fromEntries(good.map((name, i) => [name, i])),
      });
      expectStatus(result, "ok");
      assertEquals(result.value, good.map((_, i) => i));
    },
  },
  {
    name: "globals never replace a name that a guest relies on",
    async check({ open, pick }) {
      const sandbox = await open({
        functions: { f: () => 1 },
        network: { allow: ["a.example"] },
      });
      const found = await valueOf(
        sandbox,
        pick({
          python: "[*globals(), 'display']",
          javascript: `
            const names = [];
            for (let one = globalThis; one; one = Object.getPrototypeOf(one)) {
              names.push(...Object.getOwnPropertyNames(one));
            }
            names`,
        }),
      );
      assert(Array.isArray(found) && found.length > 5);
      for (const name of found) {
        const globals = Object.fromEntries([[String(name), 1]]);
        await assertRejects(
          () => sandbox.run("1", { globals }),
          TypeError,
          "Cannot set global",
          String(name),
        );
      }
    },
  },
  {
    name:
      "globals that cannot be encoded are refused by name, before anything starts",
    async check({ open, shared, language, isolation }) {
      const sandbox = await shared();
      await using pool = await createPool({ language, isolation, size: 0 });
      const cases = language === "python"
        ? [
          ...BAD_VALUES,
          ...BAD_FOR_PYTHON.map(([value, text]) =>
            [() => value, text] as const
          ),
        ]
        : BAD_VALUES;
      for (const [make, text] of cases) {
        const globals = { ok: 1, bad: make() };
        for (
          const act of [
            () => open({ globals }),
            () => sandbox.run("1", { globals }),
            () => pool.run("1", { globals }),
            () => createPool({ language, isolation, globals }),
          ]
        ) {
          const error = await assertRejects(act, Error, text);
          assertEquals(error.name, nameOf(text));
        }
      }
      assertEquals(pool.metrics().started, 0);
    },
  },
  {
    name: "globals have at most callBytes together, and there are at most 256",
    async check({ open, shared }) {
      const sandbox = await shared({ limits: { callBytes: 1_000 } });
      const half = { a: "x".repeat(450), b: "x".repeat(450) };
      const result = await sandbox.run("a == b", { globals: half });
      expectStatus(result, "ok");
      assertEquals(result.value, true);
      for (
        const [globals, name] of [
          [{ ...half, c: "x".repeat(100) }, "global c"],
          [{ only: "é".repeat(600) }, "global only"],
          [{ only: new Uint8Array(1_000) }, "global only"],
        ] as const
      ) {
        await assertRejects(
          () => sandbox.run("1", { globals }),
          RangeError,
          `Cannot set ${name} as all globals together must have at most 1000 bytes`,
        );
      }
      const many = Object.fromEntries(
        Array.from({ length: 257 }, (_, i) => [`g${i}`, i]),
      );
      await assertRejects(
        () => open({ globals: many }),
        RangeError,
        "Cannot set globals as there must be at most 256: current value is 257",
      );
      delete many.g256;
      const full = await open({ globals: many });
      assertEquals(await valueOf(full, "[g0, g255]"), [0, 255]);
    },
  },
  {
    name: "globals and code of the maximum size work together",
    async check({ open, pick }) {
      const sandbox = await open({
        limits: { codeBytes: 300_000, callBytes: 2 ** 21 },
      });
      const quote = pick({ python: "'''", javascript: "`" });
      const text = "\n".repeat(300_000 - 2 * quote.length - 5);
      const globals = { g: "x".repeat(2 ** 21 - 20) };
      const code = `${quote}${text}${quote};1`;
      expectStatus(await sandbox.run(code, { globals }), "ok");
      const length = pick({ python: "len(g)", javascript: "g.length" });
      assertEquals(await valueOf(sandbox, length), 2 ** 21 - 20);
    },
  },
  {
    name: "globals that exceed the guest's memory",
    async check({ open, language, isolation, pick }) {
      const limits = {
        memoryBytes: pick({ python: 64, javascript: 16 }) * 2 ** 20,
        callBytes: 32 * 2 ** 20,
      };
      const options: SandboxOptions = { language, isolation, limits };
      const globals = { big: "x".repeat(30 * 2 ** 20) };
      const error = await assertRejects(
        () => open({ ...options, globals }),
        SandboxError,
        "The globals exceed the guest's memory",
      );
      assertEquals(error.code, "START_FAILED");
      const sandbox = await open(options);
      expectStatus(await sandbox.run("1", { globals }), "memory");
      await using pool = await createPool({ ...options, size: 1 });
      expectStatus(await pool.run("1", { globals }), "memory");
      expectStatus(await pool.run("1"), "ok");
    },
  },
  {
    name: "globals other than a plain object are refused",
    async check({ open, shared }) {
      const sandbox = await shared();
      const odd: unknown[] = [null, 5, "a", [1], new Map(), new Date()];
      for (const globals of [...odd, Promise.resolve({})]) {
        for (
          const act of [
            () => open({ globals } as SandboxOptions),
            () => sandbox.run("1", { globals } as object),
          ]
        ) {
          await assertRejects(
            act,
            TypeError,
            "Cannot set globals as they must be a plain object of values by name",
          );
        }
      }
    },
  },
];

/** The error class for a message: a value out of range is a RangeError. */
function nameOf(text: string): string {
  return /at most|date in Python/.test(text) ? "RangeError" : "TypeError";
}
