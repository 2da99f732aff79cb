import { assertEquals, assertRejects } from "@std/assert";
import { runQueue } from "../../../tools/test/queue.ts";

const never = new AbortController().signal;

Deno.test("runQueue() starts jobs in order, and no more at a time than its slots", async () => {
  const started: number[] = [];
  const waiting: (() => void)[] = [];
  const ended: number[] = [];
  const all = runQueue([1, 2, 3], {
    slots: 2,
    signal: never,
    run: (job) =>
      new Promise<number>((resolve) => {
        started.push(job);
        waiting.push(() => resolve(job));
      }),
    onEnd: (job) => ended.push(job),
  });
  assertEquals(started, [1, 2]);
  waiting[1]?.();
  await Promise.resolve().then(() => {}).then(() => {}).then(() => {});
  assertEquals([started, ended], [[1, 2, 3], [2]]);
  waiting[0]?.();
  waiting[2]?.();
  await all;
  assertEquals(ended, [2, 1, 3]);
});

Deno.test("runQueue() starts no job after it is aborted", async () => {
  const controller = new AbortController();
  const ended: number[] = [];
  await runQueue([1, 2, 3], {
    slots: 1,
    signal: controller.signal,
    run(job): Promise<number> {
      if (job === 2) controller.abort();
      return Promise.resolve(job);
    },
    onEnd: (job) => ended.push(job),
  });
  assertEquals(ended, [1, 2]);
});

Deno.test("runQueue() of no jobs ends, and fails for a job that cannot run", async () => {
  const options = { slots: 3, signal: never, onEnd: () => {} };
  await runQueue([], { ...options, run: () => Promise.resolve() });
  await assertRejects(
    () => runQueue([1], { ...options, run: () => Promise.reject(Error("no")) }),
    Error,
    "no",
  );
});
