// deno-lint-ignore-file explicit-function-return-type -- cases are checked by the type that they are listed under
import { assert, assertEquals, assertMatch } from "@std/assert";
import { type Case, expectStatus } from "../suite.ts";

/** Internals that must not appear in a guest's traceback. */
const INSIDES = /sandglass|pyodide|quickjs|wasm|file:\/\/|data:|blob:|npm:/i;

/** Errors of guest code. */
export const errorCases: readonly Case[] = [
  {
    name: "an error has its name, message and line",
    async check({ shared, pick }) {
      const result = await (await shared()).run(pick({
        python: "a_ = 1\n\nraise ValueError('no good')",
        javascript: "var a_ = 1;\n\nthrow new RangeError('no good');",
      }));
      expectStatus(result, "error");
      const { name, message, line } = result.error;
      assertEquals({ name, message, line }, {
        name: pick({ python: "ValueError", javascript: "RangeError" }),
        message: "no good",
        line: 3,
      });
    },
  },
  {
    name: "an error of the language itself has its line",
    async check({ shared, pick }) {
      const result = await (await shared()).run(pick({
        python: "\n1 / 0",
        javascript: "\nnull.x",
      }));
      expectStatus(result, "error");
      assertEquals(
        result.error.name,
        pick({ python: "ZeroDivisionError", javascript: "TypeError" }),
      );
      assertEquals(result.error.line, 2);
    },
  },
  {
    name: "a program that exits ends at once, with its exit status",
    async check({ shared, pick }) {
      const sandbox = await shared();
      const result = await sandbox.run(pick({
        python:
          "import sys\nprint('one')\ntry:\n    sys.exit(7)\nexcept Exception:\n    print('two')\nprint('three')",
        javascript:
          "console.log('one');\ntry { process.exit(7); } catch { console.log('two'); }\nconsole.log('three');",
      }));
      expectStatus(result, "error");
      assertEquals(result.error.exitCode, 7);
      assertEquals(result.stdout, "one\n");
      const next = await sandbox.run("6 * 7");
      expectStatus(next, "ok");
      assertEquals(next.value, 42);
    },
  },
  {
    name: "a program that exits with status 0 succeeds",
    async check({ shared, pick }) {
      const result = await (await shared()).run(pick({
        python: "import sys\nsys.exit()\nprint('no')",
        javascript:
          "setInterval(() => console.log('no'), 1);\n(async () => { await 1; process.exit(); })().finally(() => console.log('no'));",
      }));
      expectStatus(result, "ok");
      assertEquals(result.stdout, "");
    },
  },
  {
    name: "a NUL in code is a syntax error, with its place",
    async check({ shared, pick }) {
      const sandbox = await shared();
      for (
        const code of [
          "\0",
          "1\0",
          "\n1 + 1\0",
          pick({
            python: "'é'\n# \0",
            javascript: "'é'\n+ \0",
          }),
        ]
      ) {
        const result = await sandbox.run(code);
        expectStatus(result, "error");
        const { name, line, column } = result.error;
        const before = code.slice(0, code.indexOf("\0")).split("\n");
        assertEquals({ name, line, column }, {
          name: "SyntaxError",
          line: before.length,
          column: (before.at(-1)?.length ?? 0) + 1,
        }, JSON.stringify(code));
      }
      assertEquals((await sandbox.run("1 + 1")).status, "ok");
    },
  },
  {
    name: "a NUL in code is handled as the language specifies",
    async check({ shared, pick }) {
      // JavaScript accepts it in strings and comments, Python nowhere.
      const expected = pick({ python: "error", javascript: "ok" });
      const sandbox = await shared();
      for (
        const code of ["'a\0b'", pick({ python: "# \0", javascript: "// \0" })]
      ) {
        assertEquals((await sandbox.run(code)).status, expected, code);
      }
    },
  },
  {
    name: "a traceback shows the guest's frames and no others",
    async check({ shared, pick }) {
      const result = await (await shared()).run(pick({
        python:
          "def inner_(): raise KeyError('k')\ndef outer_():\n    inner_()\n\nouter_()",
        javascript:
          "function inner_() { throw new Error('k'); }\nfunction outer_() {\n  inner_();\n}\nouter_();",
      }));
      expectStatus(result, "error");
      const { traceback } = result.error;
      assertMatch(traceback, /inner_/);
      assertMatch(traceback, /outer_/);
      for (const line of [1, 3, 5]) {
        assertMatch(
          traceback,
          pick({
            python: new RegExp(`File "main(-\\d+)?\\.py", line ${line}`),
            javascript: new RegExp(`main(-\\d+)?\\.[jt]s:${line}:`),
          }),
        );
      }
      assert(!INSIDES.test(traceback), traceback);
    },
  },
  {
    name: "an error in a function of an earlier run keeps that run's lines",
    async check({ shared, pick }) {
      const sandbox = await shared();
      const defined = await sandbox.run(pick({
        python: "\n\ndef fail(): raise ValueError('late')",
        javascript: "\n\nfunction fail() { throw new Error('late'); }",
      }));
      expectStatus(defined, "ok");
      const result = await sandbox.run("fail()");
      expectStatus(result, "error");
      assertMatch(result.error.traceback, /line 3|main(-\d+)?\.[jt]s:3/);
    },
  },
  {
    name: "a syntax error has its line and column",
    async check({ shared, pick }) {
      const result = await (await shared()).run(pick({
        python: "ok_ = 1\nx = = 2",
        javascript: "var ok_ = 1;\nvar x = = 2;",
      }));
      expectStatus(result, "error");
      const { name, line, column, traceback } = result.error;
      assertEquals({ name, line }, { name: "SyntaxError", line: 2 });
      assertEquals(column, pick({ python: 5, javascript: 9 }));
      assert(!INSIDES.test(traceback), traceback);
    },
  },
  {
    name: "filename is the name of the code in tracebacks",
    async check({ shared, pick }) {
      const result = await (await shared()).run(
        pick({
          python: "raise ValueError",
          javascript: "throw new Error('x')",
        }),
        { filename: "a b/ä.txt" },
      );
      expectStatus(result, "error");
      assert(
        result.error.traceback.includes("a b/ä.txt"),
        result.error.traceback,
      );
      assertEquals(result.error.line, 1);
    },
  },
  {
    name: "a guest's own error class has its name",
    async check({ shared, pick }) {
      const result = await (await shared()).run(pick({
        python: "class Odd_(Exception): pass\nraise Odd_('x', 1)",
        javascript:
          "{ class Odd_ extends Error { name = 'Odd_'; } throw new Odd_('x'); }",
      }));
      expectStatus(result, "error");
      assertEquals(result.error.name, "Odd_");
      assertMatch(result.error.message, /x/);
    },
  },
  {
    name: "an error without a message has an empty one",
    async check({ shared, pick }) {
      const result = await (await shared()).run(
        pick({ python: "raise ValueError", javascript: "throw new Error()" }),
      );
      expectStatus(result, "error");
      assertEquals(result.error.message, "");
    },
  },
  {
    name: "a sandbox goes on after an error, and keeps its earlier state",
    async check({ shared, pick }) {
      const sandbox = await shared();
      const failed = await sandbox.run(pick({
        python: "kept = 1\nraise ValueError('x')",
        javascript: "var kept = 1;\nthrow new Error('x');",
      }));
      expectStatus(failed, "error");
      assertEquals(sandbox.closed, false);
      const next = await sandbox.run("kept + 1");
      expectStatus(next, "ok");
      assertEquals(next.value, 2);
    },
  },
  {
    name: "output before an error is kept",
    async check({ shared, pick }) {
      const result = await (await shared()).run(pick({
        python: "print('before')\nraise ValueError",
        javascript: "console.log('before'); throw new Error('x');",
      }));
      expectStatus(result, "error");
      assertEquals(result.stdout, "before\n");
      // Only the result reports the error.
      assertEquals(result.stderr, "");
    },
  },
  {
    name: "deep recursion is an error of the guest",
    async check({ shared, pick }) {
      const sandbox = await shared();
      const result = await sandbox.run(pick({
        python: "def deep_(n): return deep_(n + 1)\ndeep_(0)",
        javascript: "function deep_(n) { return 1 + deep_(n + 1); } deep_(0)",
      }));
      expectStatus(result, "error");
      assertMatch(
        `${result.error.name}: ${result.error.message}`,
        /RecursionError|stack overflow|call stack/i,
      );
      const caught = await sandbox.run(pick({
        python: "try: deep_(0)\nexcept RecursionError: 'caught'\n'caught'",
        javascript: "try { deep_(0); } catch { 'caught'; }",
      }));
      expectStatus(caught, "ok");
      assertEquals(caught.value, "caught");
    },
  },
];
