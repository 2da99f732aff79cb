import { assertEquals, assertRejects } from "@std/assert";
import { SandboxError } from "../../core/errors.ts";
import type { Outcome } from "../../core/protocol.ts";
import { resolveSandboxOptions } from "../../core/resolve_options.ts";
import type { RunResult } from "../../core/result.ts";
import { Sandbox } from "../../sandbox/sandbox.ts";
import type { SandboxWorkerOptions } from "../../sandbox/sandbox_options.ts";
import { FakeLink } from "../fuzz/fake_link.ts";
import { FakeTimers } from "../fuzz/fake_timers.ts";
import { outcomeOf } from "./_outcome.ts";

/** A sandbox on a link without a worker, and whether its worker was released as reusable. */
function sandboxOf(
  options: Partial<SandboxWorkerOptions> = {},
): { sandbox: Sandbox; link: FakeLink; released: boolean[] } {
  const link = new FakeLink();
  const released: boolean[] = [];
  const sandbox = new Sandbox({
    link,
    services: { services: {}, close: () => Promise.resolve() },
    isolation: "thread",
    endsPrograms: false,
    options: resolveSandboxOptions({ language: "javascript" }),
    startMs: 7,
    oneShot: false,
    release(it, reusable): Promise<void> {
      released.push(reusable);
      return it.kill();
    },
    ...options,
  });
  return { sandbox, link, released };
}

/** Reports an outcome as the worker. */
function report(link: FakeLink, changes: Partial<Outcome> = {}): void {
  link.listener.message({ type: "done", outcome: outcomeOf(changes) });
}

async function assertCode(
  code: string,
  running: Promise<RunResult>,
): Promise<void> {
  assertEquals((await assertRejects(() => running, SandboxError)).code, code);
}

Deno.test("Sandbox.run() sends the code to the worker and resolves with its outcome", async () => {
  const { sandbox, link } = sandboxOf();
  const running = sandbox.run("6 * 7", { filename: "a.js" });
  const [message] = link.posted;
  assertEquals(message?.type === "run" && [message.code, message.filename], [
    "6 * 7",
    "a.js",
  ]);
  report(link, { value: "42" });
  const result = await running;
  assertEquals(result.status === "ok" && result.value, 42);
  await sandbox.close();
});

Deno.test("Sandbox.run() refuses a run during another, and after closing", async () => {
  const { sandbox, link } = sandboxOf();
  const first = sandbox.run("1");
  await assertCode("SANDBOX_BUSY", sandbox.run("2"));
  report(link);
  await first;
  await sandbox.close();
  await assertCode("SANDBOX_CLOSED", sandbox.run("3"));
  assertEquals(link.order, ["run", "kill"]);
});

Deno.test("Sandbox.run() counts the start of the sandbox in the first run only", async () => {
  const { sandbox, link } = sandboxOf();
  const startMs: number[] = [];
  for (const run of [1, 2]) {
    const running = sandbox.run("1");
    report(link, { run });
    startMs.push((await running).usage.startMs);
  }
  assertEquals(startMs, [7, 0]);
  await sandbox.close();
});

Deno.test("Sandbox.run() ignores the messages of another run", async () => {
  const { sandbox, link } = sandboxOf();
  const running = sandbox.run("1");
  report(link, { run: 2, value: "2" });
  link.listener.message({ type: "output", run: 2, fd: 1, text: "other" });
  link.listener.message({ type: "output", run: 1, fd: 1, text: "own" });
  report(link, { value: "1" });
  const result = await running;
  assertEquals([result.stdout, result.status === "ok" && result.value], [
    "own",
    1,
  ]);
  await sandbox.close();
});

Deno.test("Sandbox.run() does not reach the guest if its signal is aborted before", async () => {
  const { sandbox, link } = sandboxOf();
  const result = await sandbox.run("1", { signal: AbortSignal.abort() });
  assertEquals([result.status, link.order], ["cancelled", []]);
  await sandbox.close();
});

Deno.test("Sandbox.run() interrupts a guest at its deadline, and ends one that goes on", async () => {
  using timers = new FakeTimers();
  const { sandbox, link, released } = sandboxOf();
  const running = sandbox.run("1", { limits: { timeoutMs: 1_000 } });
  timers.pass(1_000);
  assertEquals(link.order, ["run", "interrupt"]);
  timers.pass(1_000);
  assertEquals((await running).status, "timeout");
  assertEquals([link.order.at(-1), released], ["kill", [false]]);
  assertEquals(sandbox.closed, true);
});

Deno.test("Sandbox.run() keeps a guest that heeds the interrupt", async () => {
  using timers = new FakeTimers();
  const { sandbox, link, released } = sandboxOf();
  const running = sandbox.run("1", { limits: { timeoutMs: 1_000 } });
  timers.pass(1_000);
  report(link, { status: "interrupted" });
  const result = await running;
  assertEquals([result.status, timers.waiting], ["timeout", 0]);
  assertEquals("recoverable" in result && result.recoverable, true);
  await sandbox.close();
  assertEquals(released, [true]);
});

Deno.test("Sandbox.run() ends a sandbox for one run without an interrupt", async () => {
  using timers = new FakeTimers();
  const { sandbox, link } = sandboxOf({ oneShot: true });
  const running = sandbox.run("1", { limits: { timeoutMs: 1_000 } });
  timers.pass(1_000);
  assertEquals((await running).status, "timeout");
  assertEquals(link.order, ["run", "kill"]);
});

for (
  const [what, changes, reusable] of [
    ["an orderly run", {}, true],
    ["an error", { status: "error" }, true],
    ["a broken interpreter", { broken: true }, false],
    ["an interrupt without a request", { status: "interrupted" }, false],
    ["a crash", { status: "crashed" }, false],
  ] as const
) {
  Deno.test(`Sandbox.close() releases the worker after ${what} as ${reusable ? "" : "not "}reusable`, async () => {
    const { sandbox, link, released } = sandboxOf();
    const running = sandbox.run("1");
    report(link, changes);
    await running;
    await sandbox.close();
    await sandbox.close();
    assertEquals(released, [reusable]);
  });
}

Deno.test("Sandbox.close() cancels the current run", async () => {
  const { sandbox, link, released } = sandboxOf();
  const running = sandbox.run("1");
  await sandbox.close();
  assertEquals((await running).status, "cancelled");
  assertEquals([link.released, released], [1, [false]]);
});

Deno.test("Sandbox ends a worker that sends a message between two runs", async () => {
  const { sandbox, link } = sandboxOf();
  link.listener.message({ type: "output", run: 1, fd: 1, text: "x" });
  assertEquals([sandbox.closed, link.order], [true, ["kill"]]);
  await assertCode("SANDBOX_CLOSED", sandbox.run("1"));
});

Deno.test("Sandbox reports the loss of its worker as a crash", async () => {
  const { sandbox, link } = sandboxOf();
  const running = sandbox.run("1");
  link.listener.lost({ kind: "crashed", reason: "gone" });
  const result = await running;
  assertEquals(result.status === "crashed" && result.reason, "gone");
  assertEquals(sandbox.closed, true);
});
