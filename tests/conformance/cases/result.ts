// deno-lint-ignore-file explicit-function-return-type -- cases are checked by the type that they are listed under
import { assert, assertEquals } from "@std/assert";
import { type Case, expectStatus } from "../suite.ts";

/** The shape of a result. */
export const resultCases: readonly Case[] = [
  {
    name: "a result reports what ran, where, and its usage",
    async check({ open, pick, language, isolation }) {
      const sandbox = await open();
      const code = pick({
        python: "print('hi')\n6 * 7",
        javascript: "console.log('hi'); 6 * 7",
      });
      const first = await sandbox.run(code);
      expectStatus(first, "ok");
      const { usage, ...rest } = first;
      assertEquals(rest, {
        status: "ok",
        value: 42,
        ...pick({ python: { repr: "42" }, javascript: {} }),
        stdout: "hi\n",
        stderr: "",
        displays: [],
        truncated: [],
        files: [],
        engine: sandbox.engine,
        language,
        isolation,
      });
      assertEquals(usage.startMs, sandbox.startMs);
      assert(usage.startMs > 0 && usage.wallMs > 0);
      const second = await sandbox.run(code);
      assertEquals(second.usage.startMs, 0);
    },
  },
  {
    name: "usage has processor time and memory of the run",
    async check({ shared, pick }) {
      const result = await (await shared()).run(pick({
        python: "total = 0\nfor i in range(1_000_000): total += i\ntotal",
        javascript:
          "let total = 0; for (let i = 0; i < 1e6; i++) total += i; total",
      }));
      expectStatus(result, "ok");
      const { cpuMs, peakMemoryBytes, wallMs } = result.usage;
      assert(cpuMs !== undefined && cpuMs > 1, `cpuMs is ${cpuMs}`);
      // Processor time counts all threads of a process, so it may exceed the clock's time, but not by much.
      assert(cpuMs < 4 * wallMs + 100, `cpuMs is ${cpuMs} of ${wallMs}`);
      assert(peakMemoryBytes !== undefined && peakMemoryBytes > 2 ** 20);
    },
  },
  {
    name: "code without an expression at its end has no value",
    async check({ shared, pick }) {
      const sandbox = await shared();
      for (
        const code of [
          "",
          pick({ python: "# nothing", javascript: "// nothing" }),
          pick({ python: "y_ = 1", javascript: "var y_ = 1;" }),
          pick({ python: "None", javascript: "undefined" }),
        ]
      ) {
        const result = await sandbox.run(code);
        expectStatus(result, "ok");
        assertEquals(result.value, undefined, code);
        assert(!("repr" in result), code);
      }
    },
  },
  {
    name: "a value that cannot be encoded comes as its repr",
    async check({ shared, pick }) {
      const result = await (await shared()).run(pick({
        python: "def f_(): pass\nf_",
        javascript: "(function f_() {})",
      }));
      expectStatus(result, "ok");
      assertEquals(result.value, undefined);
      assert(result.repr?.includes("f_"), result.repr);
    },
  },
  {
    name: "a cyclic value comes as its repr",
    async check({ shared, pick }) {
      const result = await (await shared()).run(pick({
        python: "c_ = [1]; c_.append(c_); c_",
        javascript: "{ const c = [1]; c.push(c); c }",
      }));
      expectStatus(result, "ok");
      assertEquals(
        result.value,
        pick({ python: [1, "[...]"], javascript: undefined }),
      );
      assert(
        result.repr?.includes(
          pick({ python: "[1, [...]]", javascript: "Circular" }),
        ),
        result.repr,
      );
    },
  },
  {
    name: "repr is always present for a value of Python",
    async check({ open, language }) {
      if (language !== "python") return;
      const sandbox = await open({ limits: { valueBytes: 100 } });
      for (const code of ["0", "''", "[]", "{1: 2.0}", "print", "False"]) {
        const result = await sandbox.run(`value_ = ${code}\nvalue_`);
        expectStatus(result, "ok");
        const { stdout } = await sandbox.run("print(repr(value_))");
        assertEquals(`${result.repr}\n`, stdout);
      }
      // The value crosses, although its repr exceeds the limit.
      const longer = await sandbox.run("b'\\0' * 60");
      expectStatus(longer, "ok");
      assertEquals([longer.value, longer.repr], [
        new Uint8Array(60),
        undefined,
      ]);
    },
  },
  {
    name: "repr is present for any value on request",
    async check({ shared, pick }) {
      const result = await (await shared()).run("[1, 'a']", { repr: true });
      expectStatus(result, "ok");
      assertEquals(result.value, [1, "a"]);
      assertEquals(
        result.repr,
        pick({ python: "[1, 'a']", javascript: "[ 1, 'a' ]" }),
      );
    },
  },
  {
    name: "a prompt keeps the last value as _, and other runs do not",
    async check({ open, pick }) {
      const sandbox = await open();
      const ask = async (code: string): Promise<string | undefined> => {
        const result = await sandbox.run(code, { repr: true, echo: "prompt" });
        expectStatus(result, "ok");
        return result.repr;
      };
      await ask("40 + 2");
      // Neither a run without a value nor one without a prompt replaces it.
      await ask(pick({ python: "None", javascript: "undefined" }));
      await sandbox.run("7", { echo: "none" });
      await sandbox.run("8");
      assertEquals(await ask("_ + 1"), "43");
      assertEquals(await ask("_"), "43");
      // The guest's own variable wins.
      await ask(pick({ python: "_ = 'mine'", javascript: "_ = 'mine'; 1" }));
      await ask("5");
      assertEquals(await ask("_"), "'mine'");
    },
  },
];
