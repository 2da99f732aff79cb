// deno-lint-ignore-file explicit-function-return-type -- cases are checked by the type that they are listed under
import { assertEquals } from "@std/assert";
import { createPool, run, Tuple, type Value } from "../../../mod.ts";
import { type Case, expectStatus, valueOf } from "../suite.ts";

/** One value of each kind, as a run returns it; a tuple is a list in JavaScript. */
const VALUES: Record<string, Value> = {
  nothing: null,
  yes: true,
  whole: 5,
  fraction: 0.1,
  special: [NaN, Infinity, -Infinity, -0],
  big: 2n ** 80n,
  text: "a\0é\ud800😀\u2028'\"\\",
  empty: "",
  bytes: new Uint8Array([0, 255, 128]),
  moment: new Date(1_500_000_000_123),
  list: [[], [1, ["x"]]],
  set: new Set<Value>([1, "a"]),
  table: { "": 1, "a b": { deep: [null] }, constructor: 1, then: 2 },
};

/** Reports the types of the globals in the guest. */
const KINDS = {
  python:
    "[type(it).__name__ for it in (nothing, yes, whole, fraction, big, text, bytes_, moment, list_, tuple_, set_, table)]",
  javascript:
    "[nothing, yes, whole, fraction, big, text, bytes_, moment, list_, tuple_, set_, table].map((it) => typeof it === 'object' ? it && Object.getPrototypeOf(it).constructor.name : typeof it)",
};
const EXPECTED_KINDS = {
  python: "NoneType bool int float int str bytes datetime list tuple set dict"
    .split(
      " ",
    ),
  javascript: [
    null,
    ..."boolean number number bigint string Uint8Array Date Array Array Set Object"
      .split(" "),
  ],
};

/** Changes the globals and returns them, so that a later run with the same globals shows whether any state is shared. */
const SPOIL = {
  python: "seen = list(rows)\nrows.append(9)\nn = 99\nseen",
  javascript: "var seen = [...rows]; rows.push(9); n = 99; seen",
};

/** Host values that guests get as globals. */
export const globalCases: readonly Case[] = [
  {
    name: "globals of every kind arrive and return unchanged",
    async check({ open, pick }) {
      const names = Object.keys(VALUES);
      const globals = Object.fromEntries(
        names.map((name) => [`${name}_`, VALUES[name]]),
      );
      const sandbox = await open({ globals });
      const list = names.map((name) => `${name}_`).join(", ");
      assertEquals(await valueOf(sandbox, `[${list}]`), Object.values(VALUES));
      const kinds = {
        ...VALUES,
        bytes_: VALUES.bytes,
        list_: VALUES.list,
        set_: VALUES.set,
        tuple_: Tuple.of<Value>(1),
      };
      const result = await sandbox.run(pick(KINDS), { globals: kinds });
      expectStatus(result, "ok");
      assertEquals(result.value, pick<Value[]>(EXPECTED_KINDS));
    },
  },
  {
    name: "globals may be the host's maps and buffers",
    async check({ open }) {
      const sandbox = await open({
        globals: { m: new Map([["__proto__", 1]]), b: new ArrayBuffer(2) },
      });
      const expected: Value = JSON.parse('[{"__proto__": 1}]');
      assertEquals(await valueOf(sandbox, "[m]"), expected);
      assertEquals(await valueOf(sandbox, "b"), new Uint8Array(2));
    },
  },
  {
    name: "globals of a sandbox stay, and the guest may change them",
    async check({ open, pick }) {
      const sandbox = await open({ globals: { rows: [1], n: 1 } });
      assertEquals(await valueOf(sandbox, pick(SPOIL)), [1]);
      assertEquals(await valueOf(sandbox, "[rows, n]"), [[1, 9], 99]);
    },
  },
  {
    name: "globals of a run are set before it and stay",
    async check({ shared }) {
      const sandbox = await shared();
      const result = await sandbox.run("fresh + 1", { globals: { fresh: 1 } });
      expectStatus(result, "ok");
      assertEquals(result.value, 2);
      assertEquals(await valueOf(sandbox, "fresh"), 1);
      const next = await sandbox.run("fresh", { globals: { fresh: [2] } });
      expectStatus(next, "ok");
      assertEquals(next.value, [2]);
    },
  },
  {
    name: "globals of a run replace earlier declarations",
    async check({ open, pick }) {
      const sandbox = await open();
      const declare = {
        python: "a = 1\ndef b(): pass\nclass c: pass\nfor d in (1,): pass",
        javascript:
          "let a = 1; function b() {} class c {} var d = 1; globalThis.e = 1;",
      };
      await valueOf(sandbox, pick(declare));
      const globals = { a: "a", b: "b", c: "c", d: "d", e: "e" };
      const result = await sandbox.run("[a, b, c, d, e]", { globals });
      expectStatus(result, "ok");
      assertEquals(result.value, ["a", "b", "c", "d", "e"]);
      // Code that declares the same name still runs.
      const again = await sandbox.run(
        pick({ python: "f = f + 1\nf", javascript: "var f = f + 1; f" }),
        { globals: { f: 1 } },
      );
      expectStatus(again, "ok");
      assertEquals(again.value, 2);
    },
  },
  {
    name: "globals are visible in functions, and after an await",
    async check({ shared, pick }) {
      const code = {
        python:
          "import asyncio\nasync def f():\n    await asyncio.sleep(0)\n    return given\nawait f()",
        javascript:
          "const f = async () => { await 0; return given; }; await f()",
      };
      const result = await (await shared()).run(pick(code), {
        globals: { given: 7 },
      });
      expectStatus(result, "ok");
      assertEquals(result.value, 7);
    },
  },
  {
    name: "globals are copies: later changes by the host have no effect",
    async check({ open }) {
      const rows = [1];
      const globals: Record<string, unknown> = { rows };
      const opening = open({ globals });
      rows.push(2);
      globals.rows = "other";
      const sandbox = await opening;
      assertEquals(await valueOf(sandbox, "rows"), [1]);
      const running = sandbox.run("rows", { globals: { rows } });
      rows.push(3);
      const result = await running;
      expectStatus(result, "ok");
      assertEquals(result.value, [1, 2]);
      assertEquals(rows, [1, 2, 3]);
    },
  },
  {
    name: "globals of one run alone",
    async check({ language, isolation }) {
      const result = await run("[a, b]", {
        language,
        isolation,
        globals: { a: 1, b: "x" },
      });
      expectStatus(result, "ok");
      assertEquals(result.value, [1, "x"]);
    },
  },
  {
    name:
      "globals of a pool are fresh in every sandbox, and those of a run are removed",
    async check({ language, isolation, pick }) {
      const rows = [1];
      await using pool = await createPool({
        language,
        isolation,
        size: 1,
        globals: { rows, n: 1 },
      });
      rows.push(2);
      for (let i = 0; i < 3; i++) {
        const result = await pool.run(pick(SPOIL));
        expectStatus(result, "ok");
        assertEquals(result.value, [1]);
      }
      const own = await pool.run("[rows, n, more]", {
        globals: { n: 2, more: 3 },
      });
      expectStatus(own, "ok");
      assertEquals(own.value, [[1], 2, 3]);
      const after = await pool.run("[rows, n]");
      expectStatus(after, "ok");
      assertEquals(after.value, [[1], 1]);
      expectStatus(await pool.run("more"), "error");
      await using sandbox = await pool.acquire({ globals: { more: 4 } });
      assertEquals(await valueOf(sandbox, "[n, more]"), [1, 4]);
    },
  },
];
