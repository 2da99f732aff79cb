// deno-lint-ignore-file explicit-function-return-type -- cases are checked by the type that they are listed under
import { assert, assertEquals, assertRejects } from "@std/assert";
import { run, SandboxError } from "../../../mod.ts";
import { type Case, expectStatus, valueOf } from "../suite.ts";

/** The life of a sandbox, from opening to closing. */
export const lifeCases: readonly Case[] = [
  {
    name: "state lasts from run to run",
    async check({ shared, pick }) {
      const sandbox = await shared();
      await valueOf(
        sandbox,
        pick({
          python:
            "import math as m\nx = 20\ndef twice(n): return 2 * n\nclass Point: pass",
          javascript:
            "const m = Math; let x = 20; function twice(n) { return 2 * n; } class Point {}",
        }),
      );
      assertEquals(
        await valueOf(sandbox, "x = x + 1"),
        pick<number | undefined>({
          python: undefined,
          javascript: 21,
        }),
      );
      assertEquals(await valueOf(sandbox, "twice(x) + m.floor(1.5)"), 43);
    },
  },
  {
    name: "two concurrent sandboxes share nothing",
    async check({ open, pick }) {
      const [one, two] = await Promise.all([open(), open()]);
      const both = await Promise.all(
        [one, two].map((sandbox, i) =>
          sandbox.run(pick({
            python: `mine = ${i}\nimport builtins\nbuiltins.leak_ = ${i}\nmine`,
            javascript: `var mine = ${i}; Object.prototype.leak_ = ${i}; mine`,
          }))
        ),
      );
      assertEquals(
        both.map((result) => result.status === "ok" && result.value),
        [0, 1],
      );
      assertEquals(await valueOf(one, "leak_"), 0);
      assertEquals(await valueOf(two, "leak_"), 1);
    },
  },
  {
    name: "changes to builtins are gone in the next sandbox",
    async check({ open, pick }) {
      const one = await open();
      await one.run(pick({
        python:
          "import builtins, json\nbuiltins.len = lambda x: -1\njson.dumps = None\nbuiltins.print = None",
        javascript:
          "Array.prototype.map = JSON.stringify = Object.keys = console.log = null;",
      }));
      await one.close();
      const two = await open();
      const result = await two.run(pick({
        python: "import json\nprint(json.dumps([len('abc')]))",
        javascript: "console.log(JSON.stringify([1].map((n) => n + 2)))",
      }));
      expectStatus(result, "ok");
      assertEquals(result.stdout, "[3]\n");
    },
  },
  {
    name: "a second run during the first is refused",
    async check({ shared, pick }) {
      const sandbox = await shared();
      const answer = Promise.withResolvers<string>();
      const asked = Promise.withResolvers<void>();
      const first = sandbox.run(
        pick({ python: "input()", javascript: "readline()" }),
        {
          stdin: () => {
            asked.resolve();
            return answer.promise;
          },
        },
      );
      await asked.promise;
      const error = await assertRejects(
        () => sandbox.run("1"),
        SandboxError,
      );
      assertEquals(error.code, "SANDBOX_BUSY");
      answer.resolve("go\n");
      const result = await first;
      expectStatus(result, "ok");
      assertEquals(result.value, "go");
    },
  },
  {
    name: "closing twice is allowed, and running afterwards is refused",
    async check({ open }) {
      const sandbox = await open();
      assertEquals(sandbox.closed, false);
      await Promise.all([sandbox.close(), sandbox.close()]);
      await sandbox.close();
      await sandbox[Symbol.asyncDispose]();
      assertEquals(sandbox.closed, true);
      const error = await assertRejects(() => sandbox.run("1"), SandboxError);
      assertEquals(error.code, "SANDBOX_CLOSED");
    },
  },
  {
    name: "closing ends the current run as cancelled",
    async check({ open, pick }) {
      const sandbox = await open();
      const result = await sandbox.run(
        pick({
          python: "print('on')\nwhile True: pass",
          javascript: "console.log('on'); for (;;);",
        }),
        { onStdout: () => void sandbox.close() },
      );
      expectStatus(result, "cancelled");
      assertEquals(result.recoverable, false);
      assertEquals(sandbox.closed, true);
    },
  },
  {
    name: "run() takes options for the sandbox and for the run",
    async check({ language, isolation, pick }) {
      const heard: string[] = [];
      const result = await run(
        pick({
          python: "import sys\nprint(input())\nsys.argv[1]",
          javascript: "console.log(readline()); scriptArgs[0]",
        }),
        {
          language,
          isolation,
          args: ["an argument"],
          stdin: "a line\n",
          limits: { timeoutMs: 20_000 },
          onStdout: (text) => heard.push(text),
        },
      );
      expectStatus(result, "ok");
      assertEquals(result.value, "an argument");
      assertEquals(heard.join(""), "a line\n");
      assert(result.usage.startMs > 0);
    },
  },
  {
    name: "bad options are refused before anything starts",
    async check({ open, shared }) {
      const odd: Record<string, unknown> = { timeout: 5 };
      await assertRejects(() => open(odd), TypeError, "Cannot set sandbox");
      await assertRejects(
        () => open({ limits: { memoryBytes: 1 } }),
        RangeError,
        "Cannot set memoryBytes",
      );
      const sandbox = await shared();
      await assertRejects(
        () => sandbox.run("1", { limits: { timeoutMs: -1 } }),
        RangeError,
        "Cannot set timeoutMs",
      );
      await assertRejects(
        () => sandbox.run("1", odd),
        TypeError,
        'Cannot set run option as it is not known: current value is "timeout" (did you mean "limits.timeoutMs"?)',
      );
      assertEquals(await valueOf(sandbox, "1+1"), 2);
    },
  },
];
