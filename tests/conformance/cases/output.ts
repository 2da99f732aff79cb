// deno-lint-ignore-file explicit-function-return-type -- cases are checked by the type that they are listed under
import { assert, assertEquals } from "@std/assert";
import type { RunResult } from "../../../mod.ts";
import { type Case, type Context, expectStatus } from "../suite.ts";

/** Runs code and returns what arrived during the run, in order. */
async function listen(
  { shared, pick }: Context,
  code: { python: string; javascript: string },
): Promise<{ heard: [string, string][]; result: RunResult }> {
  const heard: [string, string][] = [];
  const result = await (await shared()).run(pick(code), {
    onStdout: (text) => heard.push(["out", text]),
    onStderr: (text) => heard.push(["err", text]),
  });
  return { heard, result };
}

/** Standard output, error and input. */
export const outputCases: readonly Case[] = [
  {
    name: "stdout and stderr are kept apart",
    async check(context) {
      const { heard, result } = await listen(context, {
        python:
          "import sys\nprint('one')\nprint('two', file=sys.stderr)\nprint('three')",
        javascript:
          "console.log('one'); console.error('two'); console.log('three');",
      });
      expectStatus(result, "ok");
      assertEquals(result.stdout, "one\nthree\n");
      assertEquals(result.stderr, "two\n");
      const of = (name: string): string =>
        heard.filter(([stream]) => stream === name).map(([, text]) => text)
          .join("");
      assertEquals(of("out"), result.stdout);
      assertEquals(of("err"), result.stderr);
    },
  },
  {
    name: "output arrives during the run",
    async check({ shared, pick }) {
      const sandbox = await shared();
      const { promise, resolve } = Promise.withResolvers<string>();
      // The guest waits for its input, which arrives only after its output has arrived.
      const result = await sandbox.run(
        pick({
          python: "import sys\nsys.stdout.write('ready?')\ninput()",
          javascript: "readline('ready?')",
        }),
        {
          onStdout: resolve,
          stdin: async () => `you said ${await promise}\n`,
          limits: { timeoutMs: 20_000 },
        },
      );
      expectStatus(result, "ok");
      assertEquals(result.value, "you said ready?");
    },
  },
  {
    name: "output without a trailing newline is not held back",
    async check(context) {
      const { heard, result } = await listen(context, {
        python: "print('no newline', end='')",
        javascript: "readline('no newline')",
      });
      expectStatus(result, "ok");
      assertEquals(heard, [["out", "no newline"]]);
      assertEquals(result.stdout, "no newline");
    },
  },
  {
    name: "output beyond ASCII arrives whole",
    async check({ shared, pick }) {
      const text = "é東👩‍👩‍👧\u{10ffff}".repeat(20_000);
      const chunks: string[] = [];
      const result = await (await shared()).run(
        pick({
          python: "print('é東👩‍👩‍👧\\U0010ffff' * 20000, end='')",
          javascript: "console.log('é東👩‍👩‍👧\\u{10ffff}'.repeat(20000))",
        }),
        { onStdout: (chunk) => chunks.push(chunk) },
      );
      // 20 000 times 27 bytes is within the limit of 1 MiB.
      expectStatus(result, "ok");
      assert(result.stdout.trimEnd() === text);
      assert(chunks.join("") === result.stdout);
    },
  },
  {
    name: "many small writes arrive whole and in order",
    async check({ shared, pick }) {
      const result = await (await shared()).run(pick({
        python: "for i in range(20000): print(i)",
        javascript: "for (let i = 0; i < 20000; i++) console.log(i);",
      }));
      expectStatus(result, "ok");
      const expected = Array.from({ length: 20_000 }, (_, i) => `${i}\n`);
      assert(result.stdout === expected.join(""));
    },
  },
  {
    name: "output of one run does not appear in the next",
    async check({ shared, pick }) {
      const sandbox = await shared();
      await sandbox.run(pick({
        python: "print('first', end='')",
        javascript: "console.log('first')",
      }));
      const next = await sandbox.run("1");
      assertEquals(next.stdout, "");
    },
  },
  {
    name: "input without a source is empty",
    async check({ shared, pick }) {
      const result = await (await shared()).run(pick({
        python: "try: r_ = input()\nexcept EOFError: r_ = 'end'\nr_",
        javascript: "readline() ?? 'end'",
      }));
      expectStatus(result, "ok");
      assertEquals(result.value, "end");
    },
  },
  {
    name: "input from text arrives line by line, then ends",
    async check({ shared, pick }) {
      const result = await (await shared()).run(
        pick({
          python:
            "import sys\nr_ = [input(), input()]\nr_.append(sys.stdin.read())\nr_",
          javascript: "[readline(), readline(), readline() ?? '']",
        }),
        { stdin: "ä\nb\r\n" },
      );
      expectStatus(result, "ok");
      assertEquals(result.value, ["ä", "b", ""]);
    },
  },
  {
    name: "input from bytes that are split within a character",
    async check({ shared, pick }) {
      const bytes = new TextEncoder().encode("é東👩\n");
      let at = 0;
      const result = await (await shared()).run(
        pick({ python: "input()", javascript: "readline()" }),
        { stdin: () => at < bytes.length ? bytes.slice(at, ++at) : null },
      );
      expectStatus(result, "ok");
      assertEquals(result.value, "é東👩");
    },
  },
  {
    name: "input is requested only when the guest has read all",
    async check({ shared, pick }) {
      let asked = 0;
      const result = await (await shared()).run(
        pick({ python: "input()", javascript: "readline()" }),
        { stdin: () => `line ${++asked}\n` },
      );
      expectStatus(result, "ok");
      assertEquals(result.value, "line 1");
      assertEquals(asked, 1);
    },
  },
  {
    name: "a large input arrives whole",
    async check({ shared, pick }) {
      const line = "0123456789".repeat(30_000);
      const result = await (await shared()).run(
        pick({ python: "len(input())", javascript: "readline().length" }),
        { stdin: `${line}\n` },
      );
      expectStatus(result, "ok");
      assertEquals(result.value, 300_000);
    },
  },
  {
    name: "unread input of one run is gone in the next",
    async check({ shared, pick }) {
      const sandbox = await shared();
      const code = pick({
        python: "try: r_ = input()\nexcept EOFError: r_ = 'end'\nr_",
        javascript: "readline() ?? 'end'",
      });
      const first = await sandbox.run(code, { stdin: "a\nb\nc\n" });
      expectStatus(first, "ok");
      assertEquals(first.value, "a");
      const next = await sandbox.run(code);
      expectStatus(next, "ok");
      assertEquals(next.value, "end");
    },
  },
];
