// deno-lint-ignore-file explicit-function-return-type -- cases are checked by the type that they are listed under
import { assert, assertEquals } from "@std/assert";
import { type Sandbox, SandboxError } from "../../../mod.ts";
import { type Case, expectStatus, valueOf } from "../suite.ts";
import { CATCH, type Functions, withFunctions } from "./functions.ts";

function wait(ms: number, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  signal.addEventListener("abort", () => {
    clearTimeout(timer);
    resolve();
  });
  return promise;
}

/** Host functions and the end of their run. */
export const functionTimeCases: readonly Case[] = [
  {
    name: "a pending host function ends with its run",
    async check(context) {
      let signal: AbortSignal | undefined;
      const sandbox = await withFunctions(context, {
        f(_, call) {
          ({ signal } = call);
          return new Promise(() => {});
        },
        g: () => 1,
      });
      const code = context.pick({
        python: "kept = 5\nhost.f()",
        javascript: "var kept = 5; await host.f()",
      });
      const result = await sandbox.run(code, { limits: { timeoutMs: 200 } });
      expectStatus(result, "timeout");
      assertEquals(signal?.aborted, true);
      assertEquals(result.recoverable, !sandbox.closed);
      if (sandbox.closed) return;
      assertEquals(
        await valueOf(
          sandbox,
          context.pick({
            python: "[kept, host.g()]",
            javascript: "[kept, await host.g()]",
          }),
        ),
        [5, 1],
      );
    },
  },
  {
    name: "a late response does not affect the next run",
    async check(context) {
      const late = Promise.withResolvers<string>();
      const sandbox = await withFunctions(context, {
        f: () => late.promise,
        g: () => "quick",
      });
      const controller = new AbortController();
      const first = sandbox.run(
        context.pick({
          python: "print('on')\nhost.f()",
          javascript: "console.log('on'); await host.f()",
        }),
        { signal: controller.signal, onStdout: () => controller.abort() },
      );
      expectStatus(await first, "cancelled");
      if (sandbox.closed) return;
      const second = sandbox.run(
        context.pick({
          python: "[host.g() for i in range(20)]",
          javascript:
            "var got = []; for (let i = 0; i < 20; i++) got.push(await host.g()); got",
        }),
      );
      late.resolve("late");
      const result = await second;
      expectStatus(result, "ok");
      assertEquals(result.value, Array(20).fill("quick"));
      assertEquals(result.usage.calls, 20);
    },
  },
  {
    name: "hostTime decides whether time spent in the host counts",
    async check(context) {
      const functions: Functions = {
        // The length of this wait is under test.
        f: (_, { signal }) => wait(1_050, signal),
        g: () => 1,
      };
      const sandbox = await withFunctions(context, functions);
      const code = context.pick({
        python: "host.f()\n5",
        javascript: "await host.f(); 5",
      });
      const excluded = await sandbox.run(code, {
        limits: { timeoutMs: 1_000 },
        hostTime: "excluded",
      });
      expectStatus(excluded, "ok");
      assert(excluded.usage.wallMs > 1_000, `${excluded.usage.wallMs}`);
      // The clock continues after the host's response.
      const endless = await sandbox.run(
        context.pick({
          python: "host.g()\nwhile True: pass",
          javascript: "await host.g(); for (;;);",
        }),
        { limits: { timeoutMs: 100 }, hostTime: "excluded" },
      );
      expectStatus(endless, "timeout");
      const again = await withFunctions(context, functions);
      expectStatus(
        await again.run(code, { limits: { timeoutMs: 100 } }),
        "timeout",
      );
    },
  },
  {
    name: "a host function that runs code in the same sandbox is refused",
    async check(context) {
      const inner: unknown[] = [];
      const sandbox: Sandbox = await withFunctions(context, {
        f: async () => {
          const running = sandbox.run("1");
          await running.catch((error) => inner.push(error));
          return await running;
        },
      });
      const got = await valueOf(sandbox, context.pick(CATCH));
      assertEquals(got, [
        "SandboxError",
        "Cannot run code as the sandbox is running something else",
        true,
      ]);
      const [error] = inner;
      assert(error instanceof SandboxError && error.code === "SANDBOX_BUSY");
    },
  },
];
