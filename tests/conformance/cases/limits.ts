import { assert, assertEquals, assertRejects } from "@std/assert";
import { type Case, expectStatus, valueOf } from "../suite.ts";

const LOOP = { python: "while True: pass", javascript: "for (;;);" };

/** Limits of a run. */
export const limitCases: readonly Case[] = [
  {
    name: "timeoutMs of the sandbox ends a run",
    async check({ open, pick }) {
      const sandbox = await open({ limits: { timeoutMs: 100 } });
      const result = await sandbox.run(pick(LOOP));
      expectStatus(result, "timeout");
      assert(result.usage.wallMs >= 99, `${result.usage.wallMs}`);
    },
  },
  {
    name: "timeoutMs of a run takes the place of the sandbox's",
    async check({ shared, pick }) {
      const result = await (await shared()).run(pick(LOOP), { timeoutMs: 50 });
      expectStatus(result, "timeout");
      assert(result.usage.wallMs < 20_000, `${result.usage.wallMs}`);
    },
  },
  {
    name: "output over outputBytes is cut, at a character, and said to be",
    async check({ open, pick }) {
      const sandbox = await open({ limits: { outputBytes: 10 } });
      const heard: string[] = [];
      const result = await sandbox.run(
        pick({
          python: "print('é' * 8)\n5",
          javascript: "console.log('é'.repeat(8)); 5",
        }),
        { onStdout: (text) => heard.push(text) },
      );
      expectStatus(result, "output");
      assertEquals(result.stdout, "ééééé");
      assertEquals(heard.join(""), "ééééé");
      assertEquals(result.truncated, ["stdout"]);
      assertEquals(result.value, 5);
      assertEquals(sandbox.closed, false);
      const next = await sandbox.run("1");
      expectStatus(next, "ok");
      assertEquals(next.stdout, "");
    },
  },
  {
    name: "output of exactly outputBytes is not cut",
    async check({ open, pick }) {
      const sandbox = await open({ limits: { outputBytes: 4 } });
      const result = await sandbox.run(pick({
        python: "print('abc')",
        javascript: "console.log('abc')",
      }));
      expectStatus(result, "ok");
      assertEquals(result.stdout, "abc\n");
    },
  },
  {
    name: "stderr has a limit of its own",
    async check({ open, pick }) {
      const sandbox = await open({ limits: { outputBytes: 4 } });
      const result = await sandbox.run(pick({
        python: "import sys\nprint('abc')\nprint('abcdef', file=sys.stderr)",
        javascript: "console.log('abc'); console.error('abcdef');",
      }));
      expectStatus(result, "output");
      assertEquals(result.truncated, ["stderr"]);
      assertEquals([result.stdout, result.stderr], ["abc\n", "abcd"]);
    },
  },
  {
    name: "outputBytes of 0 keeps nothing",
    async check({ open, pick }) {
      const sandbox = await open({ limits: { outputBytes: 0 } });
      const result = await sandbox.run(pick({
        python: "print('a')",
        javascript: "console.log('a')",
      }));
      expectStatus(result, "output");
      assertEquals(result.stdout, "");
    },
  },
  {
    name: "a value over valueBytes is left out, and said to be",
    async check({ open, pick }) {
      const sandbox = await open({ limits: { valueBytes: 100 } });
      const result = await sandbox.run(
        pick({ python: "'x' * 200", javascript: "'x'.repeat(200)" }),
      );
      expectStatus(result, "output");
      assertEquals(result.value, undefined);
      assertEquals(result.truncated, ["value"]);
      assert((result.repr ?? "").length <= 100);
      assertEquals(await valueOf(sandbox, "1"), 1);
    },
  },
  {
    name: "code over codeBytes is refused before it runs",
    async check({ open, pick }) {
      const sandbox = await open({ limits: { codeBytes: 20 } });
      const comment = pick({ python: "#", javascript: "//" });
      await assertRejects(
        () => sandbox.run(`${comment}${"é".repeat(10)}`),
        RangeError,
        "Cannot run code as it must have at most 20 bytes",
      );
      assertEquals(await valueOf(sandbox, "1+1"), 2);
    },
  },
  {
    name: "code of the greatest length runs",
    async check({ open, pick }) {
      const sandbox = await open();
      const quote = pick({ python: "'''", javascript: "`" });
      const room = 2 ** 20 - 2 * quote.length;
      const result = await sandbox.run(
        `${quote}${"\n".repeat(room - 3)}é\t${quote}`,
        { repr: false },
      );
      assert(
        result.status === "ok" || result.status === "output",
        Deno.inspect(result.status),
      );
    },
  },
  {
    name: "memoryBytes ends what grows without an end",
    async check({ open, pick }) {
      const sandbox = await open({
        limits: { memoryBytes: pick({ python: 96, javascript: 16 }) * 2 ** 20 },
      });
      const result = await sandbox.run(pick({
        python: "grow = []\nwhile True: grow.append(bytearray(1_000_000))",
        javascript:
          "var grow = []; for (;;) grow.push(new Uint8Array(1e5).fill(1));",
      }));
      expectStatus(result, "memory");
      assert(result.recoverable !== sandbox.closed);
    },
  },
  {
    name: "a guest may catch its own lack of memory and go on",
    async check({ open, pick }) {
      const sandbox = await open({
        limits: { memoryBytes: pick({ python: 96, javascript: 16 }) * 2 ** 20 },
      });
      const result = await sandbox.run(pick({
        python:
          "try:\n    bytearray(10**9)\n    r = 'got it'\nexcept MemoryError:\n    r = 'caught'\nr",
        javascript:
          "var r; try { new Uint8Array(1e9); r = 'got it'; } catch { r = 'caught'; } r",
      }));
      expectStatus(result, "ok");
      assertEquals(result.value, "caught");
      assertEquals(await valueOf(sandbox, "r"), "caught");
    },
  },
];
