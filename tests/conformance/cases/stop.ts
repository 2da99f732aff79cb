import { assert, assertEquals, assertRejects } from "@std/assert";
import { SandboxError } from "../../../mod.ts";
import { type Case, expectStatus, valueOf } from "../suite.ts";

const LOOP = { python: "while True: pass", javascript: "for (;;);" };

/** Says something, then never ends. */
const SAY_AND_LOOP = {
  python: "kept = 5\nprint('on')\nwhile True: pass",
  javascript: "var kept = 5; console.log('on'); for (;;);",
};

/** Waits for what never comes. */
const WAIT = {
  python: "import asyncio\nprint('on')\nawait asyncio.sleep(1000)",
  javascript:
    "console.log('on'); await new Promise((r) => setTimeout(r, 1e6));",
};

/** Cancelling and interrupting. */
export const stopCases: readonly Case[] = [
  {
    name: "a timeout that an interrupt was enough for keeps the state",
    async check({ open, pick }) {
      const sandbox = await open();
      const result = await sandbox.run(pick(SAY_AND_LOOP), { timeoutMs: 200 });
      expectStatus(result, "timeout");
      assertEquals(result.recoverable, true);
      assertEquals(result.stdout, "on\n");
      assertEquals(sandbox.closed, false);
      assertEquals(await valueOf(sandbox, "kept + 1"), 6);
    },
  },
  {
    name: "a timeout while the guest waits keeps the state",
    async check({ open, pick }) {
      const sandbox = await open();
      expectStatus(await sandbox.run("kept = 5"), "ok");
      const result = await sandbox.run(pick(WAIT), { timeoutMs: 200 });
      expectStatus(result, "timeout");
      assertEquals(result.recoverable, true);
      assertEquals(await valueOf(sandbox, "kept"), 5);
    },
  },
  {
    name: "a sandbox takes many interrupts",
    async check({ shared, pick }) {
      const sandbox = await shared();
      for (let i = 0; i < 20; i++) {
        const result = await sandbox.run(pick(LOOP), { timeoutMs: 5 });
        expectStatus(result, "timeout");
        assertEquals(result.recoverable, true);
        assertEquals(await valueOf(sandbox, `${i} + 1`), i + 1);
      }
    },
  },
  {
    name: "signal cancels a run that is going on, and its state is kept",
    async check({ open, pick }) {
      const sandbox = await open();
      const controller = new AbortController();
      const result = await sandbox.run(pick(SAY_AND_LOOP), {
        signal: controller.signal,
        onStdout: () => controller.abort(),
      });
      expectStatus(result, "cancelled");
      assertEquals(result.recoverable, true);
      assertEquals(result.stdout, "on\n");
      assertEquals(await valueOf(sandbox, "kept"), 5);
    },
  },
  {
    name: "signal that is aborted already cancels a run",
    async check({ shared, pick }) {
      const sandbox = await shared();
      const result = await sandbox.run(pick(LOOP), {
        signal: AbortSignal.abort(),
      });
      expectStatus(result, "cancelled");
      assertEquals(result.recoverable, true);
      assertEquals(await valueOf(sandbox, "1 + 1"), 2);
    },
  },
  {
    name: "a run that is stopped at once keeps its sandbox",
    async check({ shared, pick }) {
      const sandbox = await shared();
      const controller = new AbortController();
      const running = sandbox.run(pick(LOOP), { signal: controller.signal });
      controller.abort();
      const result = await running;
      expectStatus(result, "cancelled");
      assertEquals(result.recoverable, true);
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
    async check({ open }) {
      const error = await assertRejects(
        () => open({ limits: { startTimeoutMs: 1 } }),
        SandboxError,
      );
      assertEquals(error.code, "START_TIMEOUT");
    },
  },
  {
    name: "a guest that waits for input can be cancelled",
    async check({ open, pick }) {
      const sandbox = await open();
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
    name: "a run that is over has no say in the next one",
    async check({ shared, pick }) {
      const sandbox = await shared();
      await sandbox.run(pick(LOOP), { timeoutMs: 5 });
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
