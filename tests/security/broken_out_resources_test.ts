import "../_ask_worker_options.ts";
import { assert, assertEquals } from "@std/assert";
import type { Isolation, RunStatus } from "../../mod.ts";
import { controls, slow } from "../level.ts";
import { type Attempt, breakIn } from "./_break_in.ts";
import { assertEnded, Guest, ISOLATIONS, tryEach } from "./_guest.ts";
import { children, isAlive, until, untilQuiet } from "./_quiet.ts";
import { GREEDY } from "./_realm_attempts.ts";
import { type Gap, Weakened } from "./_without.ts";

const MiB = 2 ** 20;

/** Endless JavaScript. */
const ENDLESS: readonly Attempt[] = [
  { name: "a loop", code: "(() => { for (;;); })()" },
  {
    name: "a wait without an end",
    code: "Atomics.wait(new Int32Array(new SharedArrayBuffer(8)), 0, 0)",
  },
  {
    name: "promise jobs without an end",
    code: "await (async () => { for (;;) await null; })()",
  },
  {
    name: "a backtracking regular expression",
    code: `/^(a+)+$/.test("a".repeat(64) + "b")`,
  },
];

/** The guest replaces a class that the worker's code uses while it waits for the next run. */
const AFTERWARDS: Attempt = {
  name: "a class in place of the mailbox's",
  code:
    "(globalThis.Int32Array = class { constructor() { for (;;); } }, 'patched')",
};

for (const isolation of ISOLATIONS) {
  Deno.test(`endless JavaScript is ended (${isolation})`, async (t) => {
    await using weakened = await Weakened.make(breakIn(ENDLESS));
    await tryEach(t, ENDLESS, async ({ name }) => {
      const before = new Set(children());
      await using sandbox = await weakened.library.createSandbox({
        isolation,
      });
      const own = children().filter((pid) => !before.has(pid));
      const result = await sandbox.run(name, {
        limits: { timeoutMs: 100 },
      });
      assertEnded(result, ["timeout"]);
      assert(result.status === "timeout" && !result.recoverable);
      await untilQuiet();
      for (const pid of own) {
        await until(`process ${pid} is gone`, () => !isAlive(pid));
      }
    });
  });

  Deno.test(`memory of a worker's JavaScript is bounded (${isolation})`, async (t) => {
    const attempts = GREEDY.filter(({ not }) => not !== isolation);
    await using weakened = await Weakened.make(breakIn(attempts));
    await using guest = new Guest({ isolation });
    await tryEach(t, attempts, async ({ name, ends }) => {
      const beforeBytes = Deno.memoryUsage().rss;
      {
        await using sandbox = await weakened.library.createSandbox({
          isolation,
          limits: { memoryBytes: 128 * MiB },
        });
        const result = await sandbox.run(name, {
          limits: { timeoutMs: 6_000 },
        });
        assertEnded(result, ends);
      }
      await until(
        "memory is released",
        () => Deno.memoryUsage().rss < beforeBytes + 250 * MiB,
      );
      await guest.assertInnocent();
    });
  });
}

/** The status of a second run, after a first one that ended well and left its class behind. */
async function runAgain(
  gaps: readonly Gap[],
  isolation: Isolation,
): Promise<RunStatus> {
  await using weakened = await Weakened.make([
    ...breakIn([AFTERWARDS]),
    ...gaps,
  ]);
  await using sandbox = await weakened.library.createSandbox({ isolation });
  const first = await sandbox.run(AFTERWARDS.name, {
    limits: { timeoutMs: 20_000 },
  });
  assertEnded(first, ["ok"]);
  const { name } = AFTERWARDS;
  return (await sandbox.run(name, { limits: { timeoutMs: 1_000 } })).status;
}

for (const isolation of ISOLATIONS) {
  slow.test(`no guest code executes between its runs (${isolation})`, async () => {
    assertEquals(await runAgain([], isolation), "ok");
  });

  controls.test(`control: it does, where the worker's code captured no class (${isolation})`, async () => {
    const gap = {
      file: "engines/worker/mailbox_reader.js",
      wall:
        "if (owner !== mailbox) {\n    owner = mailbox;\n    header = new NativeInt32Array(",
      instead: "{\n    owner = mailbox;\n    header = new Int32Array(",
    };
    assertEquals(await runAgain([gap], isolation), "timeout");
  });
}

controls.test("control: without the memory watch, a process takes any amount", async () => {
  const buffers: Attempt = {
    name: "buffers",
    code:
      "(() => { const a = []; while (a.length < 40) a.push(new Uint8Array(2 ** 24).fill(1)); return 'taken'; })()",
  };
  for (
    const [gaps, ends] of [
      [[], "memory"],
      [
        [{
          file: "sandbox/process/supervisor.ts",
          wall: "rss - baseline >",
          instead: "0 >",
        }],
        "ok",
      ],
    ] as const
  ) {
    await using weakened = await Weakened.make([
      ...breakIn([buffers]),
      ...gaps,
    ]);
    await using sandbox = await weakened.library.createSandbox({
      isolation: "process",
      limits: { memoryBytes: 128 * MiB },
    });
    const result = await sandbox.run("buffers", {
      limits: { timeoutMs: 20_000 },
    });
    assertEnded(result, [ends]);
  }
});
