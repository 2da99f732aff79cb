// deno-lint-ignore-file explicit-function-return-type -- cases are checked by the type that they are listed under
import { assert, assertEquals, assertRejects } from "@std/assert";
import { type Case, expectStatus, valueOf } from "../suite.ts";

const LOOP = { python: "while True: pass", javascript: "for (;;);" };

/** Limits that a short program exceeds. */
const TIGHT = {
  limits: {
    timeoutMs: 100,
    outputBytes: 10,
    valueBytes: 100,
    codeBytes: 300,
  },
};
/** For runs that must not end by their time limit. */
const AMPLE = { limits: { timeoutMs: 20_000 } };

/** Limits of a run. */
export const limitCases: readonly Case[] = [
  {
    name: "timeoutMs of the sandbox ends a run",
    async check({ shared, pick }) {
      const sandbox = await shared(TIGHT);
      const result = await sandbox.run(pick(LOOP));
      expectStatus(result, "timeout");
      assert(result.usage.wallMs >= 99, `${result.usage.wallMs}`);
    },
  },
  {
    name: "timeoutMs of a run replaces the sandbox's",
    async check({ shared, pick }) {
      const result = await (await shared()).run(pick(LOOP), {
        limits: { timeoutMs: 50 },
      });
      expectStatus(result, "timeout");
      assert(result.usage.wallMs < 20_000, `${result.usage.wallMs}`);
    },
  },
  {
    name: "output over outputBytes is cut at a character, and reported as cut",
    async check({ shared, pick }) {
      const sandbox = await shared(TIGHT);
      const heard: string[] = [];
      const result = await sandbox.run(
        pick({
          python: "print('aaa' + 'é' * 8)\n5",
          javascript: "console.log('aaa' + 'é'.repeat(8)); 5",
        }),
        { ...AMPLE, onStdout: (text) => heard.push(text) },
      );
      expectStatus(result, "output");
      assertEquals(result.stdout, "aaaééé");
      assertEquals(heard.join(""), "aaaééé");
      assertEquals(result.truncated, ["stdout"]);
      assertEquals(result.value, 5);
      assertEquals(sandbox.closed, false);
    },
  },
  {
    name: "output of exactly outputBytes is not cut, in run after run",
    async check({ shared, pick }) {
      const sandbox = await shared(TIGHT);
      for (let i = 0; i < 3; i++) {
        const result = await sandbox.run(
          pick({
            python: "print('abcdefghi')",
            javascript: "console.log('abcdefghi')",
          }),
          AMPLE,
        );
        expectStatus(result, "ok");
        assertEquals(result.stdout, "abcdefghi\n");
      }
    },
  },
  {
    name: "stderr has its own limit",
    async check({ shared, pick }) {
      const result = await (await shared(TIGHT)).run(
        pick({
          python:
            "import sys\nprint('abc')\nprint('0123456789x', file=sys.stderr)",
          javascript: "console.log('abc'); console.error('0123456789x');",
        }),
        AMPLE,
      );
      expectStatus(result, "output");
      assertEquals(result.truncated, ["stderr"]);
      assertEquals([result.stdout, result.stderr], ["abc\n", "0123456789"]);
    },
  },
  {
    name: "a value over valueBytes is omitted, and reported as too large",
    async check({ shared, pick }) {
      const sandbox = await shared(TIGHT);
      const result = await sandbox.run(
        pick({ python: "'x' * 200", javascript: "'x'.repeat(200)" }),
        AMPLE,
      );
      expectStatus(result, "output");
      assertEquals(result.value, undefined);
      assertEquals(result.truncated, ["value"]);
      assert((result.repr ?? "").length <= 100);
      const next = await sandbox.run("1", AMPLE);
      expectStatus(next, "ok");
      assertEquals(next.value, 1);
    },
  },
  {
    name: "limits of one run are lower, and apply to that run only",
    async check({ shared, pick }) {
      const sandbox = await shared();
      const run = (limits = {}) =>
        sandbox.run(
          pick({
            python: "print('0123456789')\ndisplay('12345')\n'x' * 50",
            javascript:
              "console.log('0123456789'); display('12345'); 'x'.repeat(50)",
          }),
          { limits },
        );
      const cases: readonly [object, readonly string[]][] = [
        [{ outputBytes: 5 }, ["stdout"]],
        [{ valueBytes: 20 }, ["value"]],
        [{ displayBytes: 2 }, ["displays"]],
      ];
      for (const [limits, truncated] of cases) {
        const result = await run(limits);
        expectStatus(result, "output");
        assertEquals(result.truncated, truncated);
        expectStatus(await run(), "ok");
      }
      await assertRejects(
        () => run({ codeBytes: 5 }),
        RangeError,
        "Cannot run code as it must have at most 5 bytes",
      );
    },
  },
  {
    name:
      "limits that stand among options are refused, and the message says where they belong",
    async check({ open, shared }) {
      const sandbox = await shared();
      const old = { timeoutMs: 50 } as object;
      for (const act of [() => open(old), () => sandbox.run("1", old)]) {
        await assertRejects(
          act,
          TypeError,
          "as it is now limits.timeoutMs, as in { limits: { timeoutMs: 50 } }",
        );
      }
      for (const limits of [{ memoryBytes: 2 ** 28 }, { callBytes: 100 }]) {
        await assertRejects(
          () => sandbox.run("1", { limits: limits as object }),
          TypeError,
          "for a run as it is fixed when the sandbox is created",
        );
      }
    },
  },
  {
    name: "code over codeBytes is refused before it runs",
    async check({ shared, pick }) {
      const sandbox = await shared(TIGHT);
      const comment = pick({ python: "# ", javascript: "//" });
      await assertRejects(
        () => sandbox.run(`${comment}${"é".repeat(150)}`),
        RangeError,
        "Cannot run code as it must have at most 300 bytes: current value is 302",
      );
      const result = await sandbox.run(`${comment}${"é".repeat(149)}`, AMPLE);
      expectStatus(result, "ok");
    },
  },
  {
    name: "code of the maximum length runs",
    async check({ shared, pick }) {
      const sandbox = await shared();
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
    name: "memoryBytes ends a run whose memory grows without limit",
    async check({ shared, pick }) {
      const sandbox = await shared({
        limits: { memoryBytes: pick({ python: 96, javascript: 32 }) * 2 ** 20 },
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
    name: "a guest may catch its memory error and go on",
    async check({ shared, pick }) {
      const sandbox = await shared({
        limits: { memoryBytes: pick({ python: 96, javascript: 32 }) * 2 ** 20 },
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
