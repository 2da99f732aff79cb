// deno-lint-ignore-file explicit-function-return-type -- cases are checked by the type that they are listed under
import { assert, assertEquals, assertRejects } from "@std/assert";
import { type Case, expectStatus, valueOf } from "../suite.ts";

/** Output as it arrives at the host. */
export const streamingCases: readonly Case[] = [
  {
    name: "stdout and stderr arrive in the order of their writes",
    async check({ shared, pick }) {
      const heard: string[] = [];
      const result = await (await shared()).run(
        pick({
          python:
            "import sys\nfor i in range(20):\n    print(i, file=[sys.stdout, sys.stderr][i % 2])",
          javascript:
            "for (let i = 0; i < 20; i++) (i % 2 ? console.error : console.log)(i);",
        }),
        {
          onStdout: (text) => heard.push(`out ${text}`),
          onStderr: (text) => heard.push(`err ${text}`),
        },
      );
      expectStatus(result, "ok");
      const expected = Array.from(
        { length: 20 },
        (_, i) => `${i % 2 ? "err" : "out"} ${i}\n`,
      );
      // Consecutive writes may arrive joined, or in pieces.
      const parts = heard.flatMap((text) => {
        const [stream = ""] = text.split(" ");
        return text.slice(4).split("\n").filter(Boolean)
          .map((one) => `${stream} ${one}\n`);
      });
      assertEquals(parts, expected);
    },
  },
  {
    name: "every chunk arrives before the result, and none after it",
    async check({ shared, pick }) {
      const sandbox = await shared();
      const chunks: string[] = [];
      let isOver = false;
      const code = pick({
        python: "for i in range(500): print('x' * 50)",
        javascript:
          "for (let i = 0; i < 500; i++) console.log('x'.repeat(50));",
      });
      const result = await sandbox.run(code, {
        onStdout: (text) => chunks.push(isOver ? "late" : text),
      });
      isOver = true;
      expectStatus(result, "ok");
      assertEquals(chunks.join(""), result.stdout);
      assertEquals(result.stdout.length, 500 * 51);
      assertEquals(await valueOf(sandbox, "1 + 1"), 2);
      assert(!chunks.includes("late"));
    },
  },
  {
    name: "no chunk is empty, or ends within a surrogate pair",
    async check({ shared, pick }) {
      const chunks: string[] = [];
      const result = await (await shared()).run(
        pick({
          python:
            "import sys\nfor i in range(300): sys.stdout.write('a' * (i % 7) + '😀' * 40)",
          javascript:
            "for (let i = 0; i < 300; i++) console.log('a'.repeat(i % 7) + '😀'.repeat(40));",
        }),
        { onStdout: (text) => chunks.push(text) },
      );
      expectStatus(result, "ok");
      assert(chunks.every((text) => text !== "" && text.isWellFormed()));
    },
  },
  {
    name: "output up to the moment of a stop is kept",
    async check({ shared, pick }) {
      const sandbox = await shared();
      const controller = new AbortController();
      const result = await sandbox.run(
        pick({
          python: "i = 0\nwhile True:\n    print(i)\n    i += 1",
          javascript: "for (let i = 0;; i++) console.log(i);",
        }),
        {
          signal: controller.signal,
          onStdout: (text) => {
            if (text.includes("5")) controller.abort();
          },
        },
      );
      // It may have reached its limit before it was stopped.
      expectStatus(result, "cancelled");
      assert(result.stdout.startsWith("0\n1\n2\n3\n4\n5"));
    },
  },
  {
    name:
      "a callback that throws rejects the run with its error, and keeps the sandbox",
    async check({ shared, pick }) {
      const sandbox = await shared();
      for (const name of ["onStdout", "onStderr"]) {
        const mistake = new Error(`a mistake in ${name}`);
        let calls = 0;
        const running = sandbox.run(
          pick({
            python:
              "import sys\nprint(1)\nprint(2, file=sys.stderr)\nprint(3)\nprint(4, file=sys.stderr)",
            javascript:
              "console.log(1); console.error(2); console.log(3); console.error(4);",
          }),
          {
            [name]: () => {
              calls++;
              throw mistake;
            },
          },
        );
        const thrown = await assertRejects(() => running, Error);
        assert(thrown === mistake);
        assertEquals(calls, 1);
        if (sandbox.closed) return;
        assertEquals(await valueOf(sandbox, "1 + 1"), 2);
      }
    },
  },
  {
    name: "a callback for displays that throws rejects the run with its error",
    async check({ shared }) {
      const sandbox = await shared();
      const mistake = new Error("a mistake in onDisplay");
      const thrown = await assertRejects(
        () =>
          sandbox.run("display(1)", {
            onDisplay: () => {
              throw mistake;
            },
          }),
        Error,
      );
      assert(thrown === mistake);
    },
  },
  {
    name: "input that fails rejects the run with its error",
    async check({ shared, pick }) {
      const sandbox = await shared();
      const mistake = new Error("a mistake in stdin");
      const sources = [
        () => Promise.reject(mistake),
        new ReadableStream<string>({ start: (it) => it.error(mistake) }),
      ];
      const code = pick({ python: "input()", javascript: "readline()" });
      for (const stdin of sources) {
        const thrown = await assertRejects(
          () => sandbox.run(code, { stdin }),
          Error,
        );
        assert(thrown === mistake);
        if (sandbox.closed) return;
      }
    },
  },
  {
    name:
      "input that returns nothing, again and again, does not extend a run's deadline",
    async check({ shared, pick }) {
      const sandbox = await shared();
      const result = await sandbox.run(
        pick({ python: "input()", javascript: "readline()" }),
        { stdin: () => "", limits: { timeoutMs: 200 } },
      );
      expectStatus(result, "timeout");
    },
  },
];
