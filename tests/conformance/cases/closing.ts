// deno-lint-ignore-file explicit-function-return-type -- cases are checked by the type that they are listed under
import { assert, assertEquals, assertRejects } from "@std/assert";
import { type RunResult, type Sandbox, SandboxError } from "../../../mod.ts";
import { type Case, type Context, expectStatus } from "../suite.ts";

const SAY_AND_LOOP = {
  python:
    "print('on')\nwhile True:\n    try:\n        while True: pass\n    except BaseException: pass",
  javascript: "console.log('on'); for (;;) { try { for (;;); } catch {} }",
};
const SAY_AND_WAIT = {
  python: "import asyncio\nprint('on')\nawait asyncio.sleep(1000)",
  javascript:
    "console.log('on'); await new Promise((r) => setTimeout(r, 1e6));",
};

async function assertClosed(sandbox: Sandbox): Promise<void> {
  assertEquals(sandbox.closed, true);
  await sandbox.close();
  const error = await assertRejects(() => sandbox.run("1"), SandboxError);
  assertEquals(error.code, "SANDBOX_CLOSED");
}

/** Closes a sandbox once its run has written output. */
async function closeWhile(
  { open, pick }: Context,
  code: { readonly python: string; readonly javascript: string },
  before: (sandbox: Sandbox, controller: AbortController) => void = () => {},
): Promise<RunResult> {
  const sandbox = await open();
  const controller = new AbortController();
  const { promise, resolve } = Promise.withResolvers<void>();
  const running = sandbox.run(pick(code), {
    signal: controller.signal,
    onStdout: () => resolve(),
  });
  await promise;
  before(sandbox, controller);
  await sandbox.close();
  const result = await running;
  await assertClosed(sandbox);
  return result;
}

/** Closing a sandbox in each of its states. */
export const closingCases: readonly Case[] = [
  {
    name: "closing a sandbox that never ran",
    async check({ open }) {
      const sandbox = await open();
      await sandbox.close();
      await assertClosed(sandbox);
    },
  },
  {
    name: "closing a sandbox between two runs",
    async check({ open }) {
      const sandbox = await open();
      expectStatus(await sandbox.run("1"), "ok");
      await sandbox.close();
      await assertClosed(sandbox);
    },
  },
  {
    name: "closing a sandbox at the moment when a run starts",
    async check({ open }) {
      const sandbox = await open();
      const running = sandbox.run("1 + 1");
      await sandbox.close();
      const result = await running;
      expectStatus(result, "cancelled");
      assertEquals(result.recoverable, false);
      await assertClosed(sandbox);
    },
  },
  {
    name: "closing a sandbox that computes keeps its output",
    async check(context) {
      const result = await closeWhile(context, SAY_AND_LOOP);
      expectStatus(result, "cancelled");
      assertEquals(result.recoverable, false);
      // The newline may be a separate write.
      assertEquals(result.stdout.trimEnd(), "on");
    },
  },
  {
    name: "closing a sandbox that waits for a timer",
    async check(context) {
      const result = await closeWhile(context, SAY_AND_WAIT);
      expectStatus(result, "cancelled");
      assertEquals(result.recoverable, false);
      // The newline may be a separate write.
      assertEquals(result.stdout.trimEnd(), "on");
    },
  },
  {
    name: "closing a sandbox that is being stopped",
    async check(context) {
      const result = await closeWhile(
        context,
        SAY_AND_LOOP,
        (_, controller) => controller.abort(),
      );
      expectStatus(result, "cancelled");
      assertEquals(result.recoverable, false);
    },
  },
  {
    name: "closing a sandbox twice while it computes",
    async check(context) {
      const closings: Promise<void>[] = [];
      const result = await closeWhile(
        context,
        SAY_AND_LOOP,
        (sandbox) => closings.push(sandbox.close(), sandbox.close()),
      );
      await Promise.all(closings);
      expectStatus(result, "cancelled");
    },
  },
  {
    name:
      "closing a sandbox that waits for input, with any outcome of the input",
    async check({ open, pick }) {
      const sandbox = await open();
      const asked = Promise.withResolvers<void>();
      const answer = Promise.withResolvers<string>();
      const running = sandbox.run(
        pick({ python: "input()", javascript: "readline()" }),
        {
          stdin: () => {
            asked.resolve();
            return answer.promise;
          },
        },
      );
      await asked.promise;
      await sandbox.close();
      const result = await running;
      expectStatus(result, "cancelled");
      answer.resolve("too late\n");
      await assertClosed(sandbox);
    },
  },
  {
    name: "closing a sandbox from within its own callback",
    async check({ open, pick }) {
      const sandbox = await open();
      const closings: Promise<void>[] = [];
      const result = await sandbox.run(pick(SAY_AND_WAIT), {
        onStdout: () => void closings.push(sandbox.close()),
      });
      expectStatus(result, "cancelled");
      await Promise.all(closings);
      await assertClosed(sandbox);
    },
  },
  {
    name: "closing a sandbox whose run was stopped by force",
    async check({ open, pick }) {
      const sandbox = await open();
      const result = await sandbox.run(pick(SAY_AND_LOOP), {
        limits: { timeoutMs: 100 },
      });
      expectStatus(result, "timeout");
      // The loop catches the interrupt, if the language permits that.
      await sandbox.close();
      await assertClosed(sandbox);
    },
  },
  {
    name: "closing many sandboxes at once",
    async check({ open, pick }) {
      const sandboxes = await Promise.all([open(), open(), open()]);
      const running = sandboxes.slice(1).map((sandbox) =>
        sandbox.run(pick(SAY_AND_LOOP))
      );
      await Promise.all(sandboxes.map((sandbox) => sandbox.close()));
      for (const result of await Promise.all(running)) {
        expectStatus(result, "cancelled");
      }
      assert(sandboxes.every(({ closed }) => closed));
    },
  },
];
