// deno-lint-ignore-file explicit-function-return-type -- cases are checked by the type that they are listed under
import { assert, assertEquals, assertRejects } from "@std/assert";
import { type RunResult, type Sandbox, SandboxError } from "../../../mod.ts";
import { type Case, type Context, expectStatus, valueOf } from "../suite.ts";

const LOOP = { python: "while True: pass", javascript: "for (;;);" };

/** Prints, then loops forever. */
function sayAndLoop(kept: string) {
  return {
    python: `${kept} = 5\nprint('on')\nwhile True: pass`,
    javascript: `var ${kept} = 5; console.log('on'); for (;;);`,
  };
}

/** Waits forever. */
const WAIT = {
  python: "import asyncio\nprint('on')\nawait asyncio.sleep(1000)",
  javascript:
    "console.log('on'); await new Promise((r) => setTimeout(r, 1e6));",
};

/** What a Python program waits for. */
const PYTHON_WAITS = [
  "time.sleep(1000)",
  "input()",
  "select.select([], [], [], 1000)",
  "signal.pause()",
  "threading.Event().wait(1000)",
  "lock = threading.Lock(); lock.acquire(); lock.acquire()",
  "queue.Queue().get()",
  "queue.SimpleQueue().get(timeout=1000)",
  "concurrent.futures.Future().result()",
  "asyncio.run(asyncio.sleep(1000))",
  "asyncio.run(asyncio.Event().wait())",
  "await asyncio.gather(asyncio.sleep(1000), asyncio.Queue().get())",
];

/** How often a loaded machine may exceed the grace period of an interrupt. */
const ATTEMPTS = 20;

/** Stops a run; an interrupt must suffice. */
async function stopSoftly(
  { shared }: Context,
  stop: (sandbox: Sandbox) => Promise<RunResult>,
): Promise<{ sandbox: Sandbox; result: RunResult }> {
  const results: RunResult[] = [];
  while (results.length < ATTEMPTS) {
    const sandbox = await shared();
    const result = await stop(sandbox);
    results.push(result);
    assert("recoverable" in result, Deno.inspect(result));
    assertEquals(result.recoverable, !sandbox.closed);
    if (result.recoverable) return { sandbox, result };
  }
  throw new Error(`No interrupt was enough: ${Deno.inspect(results)}`);
}

/** Cancellation and interrupts. */
export const stopCases: readonly Case[] = [
  {
    name: "a timeout with a successful interrupt keeps the state",
    async check(context) {
      const code = context.pick(sayAndLoop("timedOut"));
      const { sandbox, result } = await stopSoftly(
        context,
        (sandbox) => sandbox.run(code, { limits: { timeoutMs: 100 } }),
      );
      expectStatus(result, "timeout");
      assertEquals(result.stdout, "on\n");
      assertEquals(await valueOf(sandbox, "timedOut + 1"), 6);
    },
  },
  {
    name: "a timeout while the guest waits keeps the state",
    async check(context) {
      const code = context.pick(WAIT);
      const { sandbox, result } = await stopSoftly(context, async (sandbox) => {
        expectStatus(await sandbox.run("kept = 5"), "ok");
        return await sandbox.run(code, { limits: { timeoutMs: 100 } });
      });
      expectStatus(result, "timeout");
      assertEquals(await valueOf(sandbox, "kept"), 5);
    },
  },
  {
    name: "every wait of Python can be interrupted",
    async check(context) {
      if (context.language !== "python") return;
      for (const wait of PYTHON_WAITS) {
        const code =
          `import asyncio, concurrent.futures, queue, select, signal, threading, time\n${wait}`;
        const { sandbox, result } = await stopSoftly(
          context,
          (sandbox) =>
            sandbox.run(code, {
              limits: { timeoutMs: 50 },
              stdin: new ReadableStream({}),
            }),
        );
        expectStatus(result, "timeout");
        assertEquals(await valueOf(sandbox, "1 + 1"), 2);
      }
    },
  },
  {
    name: "a sandbox survives many interrupts",
    async check(context) {
      const code = context.pick(LOOP);
      const { sandbox } = await stopSoftly(context, async (sandbox) => {
        for (let i = 0;; i++) {
          const result = await sandbox.run(code, { limits: { timeoutMs: 20 } });
          expectStatus(result, "timeout");
          if (i === 9 || sandbox.closed) return result;
          assertEquals(await valueOf(sandbox, `${i} + 1`), i + 1);
        }
      });
      assertEquals(await valueOf(sandbox, "1 + 1"), 2);
    },
  },
  {
    name: "signal cancels a run, and its state is kept",
    async check(context) {
      const code = context.pick(sayAndLoop("cancelled"));
      const { sandbox, result } = await stopSoftly(context, (sandbox) => {
        const controller = new AbortController();
        return sandbox.run(code, {
          signal: controller.signal,
          // Python writes a line and its newline separately.
          onStdout: (text) => text.includes("\n") && controller.abort(),
        });
      });
      expectStatus(result, "cancelled");
      // The newline may be a separate write.
      assertEquals(result.stdout.trimEnd(), "on");
      assertEquals(await valueOf(sandbox, "cancelled"), 5);
    },
  },
  {
    name: "signal that is already aborted cancels a run",
    async check(context) {
      const code = context.pick(LOOP);
      const { sandbox, result } = await stopSoftly(
        context,
        (sandbox) => sandbox.run(code, { signal: AbortSignal.abort() }),
      );
      expectStatus(result, "cancelled");
      assertEquals(await valueOf(sandbox, "1 + 1"), 2);
    },
  },
  {
    name: "a run that is stopped at once keeps its sandbox",
    async check(context) {
      const code = context.pick(LOOP);
      const { sandbox, result } = await stopSoftly(context, (sandbox) => {
        const controller = new AbortController();
        const running = sandbox.run(code, { signal: controller.signal });
        controller.abort();
        return running;
      });
      expectStatus(result, "cancelled");
      assertEquals(await valueOf(sandbox, "1 + 1"), 2);
    },
  },
  {
    name: "signal that is aborted after a run changes nothing",
    async check({ shared }) {
      const sandbox = await shared();
      const controller = new AbortController();
      const { signal } = controller;
      expectStatus(await sandbox.run("1", { signal }), "ok");
      controller.abort();
      assertEquals(await valueOf(sandbox, "2"), 2);
      assertEquals(sandbox.closed, false);
    },
  },
  {
    name: "signal aborts the start of a sandbox",
    async check({ open }) {
      const error = await assertRejects(
        () => open({ signal: AbortSignal.abort() }),
        SandboxError,
      );
      assertEquals(error.code, "ABORTED");
    },
  },
  {
    name: "startTimeoutMs ends a start that takes too long",
    async check({ open, isolation }) {
      // A thread may be waiting already, and start at once.
      if (isolation === "thread") return;
      const error = await assertRejects(
        () => open({ limits: { startTimeoutMs: 1 } }),
        SandboxError,
      );
      assertEquals(error.code, "START_TIMEOUT");
    },
  },
  {
    name: "a guest that waits for input can be cancelled",
    async check({ shared, pick }) {
      const sandbox = await shared();
      const controller = new AbortController();
      const { promise, resolve } = Promise.withResolvers<string>();
      const result = await sandbox.run(
        pick({ python: "input()", javascript: "readline()" }),
        {
          signal: controller.signal,
          stdin: () => {
            controller.abort();
            return promise;
          },
        },
      );
      expectStatus(result, "cancelled");
      assertEquals(result.recoverable, !sandbox.closed);
      resolve("too late\n");
      if (sandbox.closed) return;
      assertEquals(await valueOf(sandbox, "1+1"), 2);
    },
  },
  {
    name: "a run that is over does not affect the next one",
    async check({ shared, pick }) {
      await (await shared()).run(pick(LOOP), { limits: { timeoutMs: 20 } });
      const sandbox = await shared();
      const heard: string[] = [];
      const next = await sandbox.run(
        pick({ python: "print('b')", javascript: "console.log('b')" }),
        { onStdout: (text) => heard.push(text) },
      );
      expectStatus(next, "ok");
      assertEquals(heard.join(""), "b\n");
      assert(next.usage.wallMs < 20_000);
    },
  },
];
