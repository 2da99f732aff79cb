import { assertEquals } from "@std/assert";
import { resolveSandboxOptions } from "../../../core/resolve_options.ts";
import { WorkerStart } from "../../../sandbox/start/worker_start.ts";
import { HandClock } from "./_hand_clock.ts";

const OPTIONS = resolveSandboxOptions({
  language: "javascript",
  limits: { startTimeoutMs: 60_000 },
});
const PATIENCE_MS = 10_000;

/** A start that is waited for on a clock that goes by hand, and how it ended. */
async function startOf(): Promise<
  { starting: WorkerStart; clock: HandClock; end: Promise<string> }
> {
  const clock = new HandClock();
  const starting = new WorkerStart(clock);
  starting.limitSilence(PATIENCE_MS, undefined);
  const end = starting.ready(OPTIONS).then(
    () => "ready",
    ({ message }) => message,
  );
  // The limit begins when the snapshot is there.
  await Promise.resolve();
  await Promise.resolve();
  return { starting, clock, end };
}

Deno.test("WorkerStart gives up a worker that is silent and does not work", async () => {
  const { starting, clock, end } = await startOf();
  // A kernel that counts in steps of 10 ms shows a worker that sleeps as one that works now and then.
  for (let i = 1; i <= 20; i++) {
    const cpuMs = 100 + 10 * Math.floor(i / 4);
    starting.sample({ cpuMs, memoryBytes: undefined });
    clock.pass(PATIENCE_MS / 20);
  }
  assertEquals(
    await end,
    "Cannot start the engine as nothing was heard of it for 10000 ms",
  );
});

Deno.test("WorkerStart waits longer for a worker whose supervisor has no processor yet", async () => {
  const { starting, clock, end } = await startOf();
  clock.pass(3 * PATIENCE_MS - 1);
  starting.sample({ cpuMs: 1, memoryBytes: undefined });
  clock.pass(PATIENCE_MS - 1);
  starting.message({ type: "ready" });
  assertEquals(await end, "ready");
});

Deno.test("WorkerStart gives up a worker of which nothing is ever heard", async () => {
  const { clock, end } = await startOf();
  clock.pass(3 * PATIENCE_MS);
  assertEquals(
    await end,
    "Cannot start the engine as nothing was heard of it for 10000 ms",
  );
});

Deno.test("WorkerStart waits for a worker that works, however slowly", async () => {
  const { starting, clock, end } = await startOf();
  for (let cpuMs = 100; cpuMs <= 500; cpuMs += 100) {
    starting.sample({ cpuMs, memoryBytes: undefined });
    clock.pass(PATIENCE_MS - 1);
  }
  starting.message({ type: "ready" });
  assertEquals(await end, "ready");
  assertEquals(clock.isGoing, false);
});

Deno.test("WorkerStart does not take a host without a turn for a silent worker", async () => {
  const { starting, clock, end } = await startOf();
  for (let i = 0; i < 50; i++) clock.block(PATIENCE_MS);
  starting.message({ type: "ready" });
  assertEquals(await end, "ready");
});

Deno.test("WorkerStart ends a start that works for ever", async () => {
  const { starting, clock, end } = await startOf();
  for (let cpuMs = 1_000; cpuMs <= 60_000; cpuMs += 1_000) {
    starting.sample({ cpuMs, memoryBytes: undefined });
    clock.pass(1_000);
  }
  assertEquals(
    await end,
    "Cannot start quickjs as it took more than 60000 ms",
  );
  assertEquals(clock.isGoing, false);
});
