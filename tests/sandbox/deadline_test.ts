import { assertEquals } from "@std/assert";
import { Deadline } from "../../sandbox/deadline.ts";

Deno.test("Deadline passes once its time has gone", async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const startedAt = performance.now();
  new Deadline(30, resolve).go();
  await promise;
  // A timer may be early by the rounding of its clock.
  assertEquals(performance.now() - startedAt >= 29, true);
});

Deno.test("Deadline that stands still does not pass, and goes on with what was left", async () => {
  let passed = 0;
  const { promise, resolve } = Promise.withResolvers<void>();
  const deadline = new Deadline(20, () => {
    passed++;
    resolve();
  });
  deadline.go();
  deadline.stop();
  deadline.stop();
  // Longer than the time that is left, by another timer of the same clock.
  await new Promise((done) => setTimeout(done, 40));
  assertEquals(passed, 0);
  deadline.go();
  deadline.go();
  await promise;
  assertEquals(passed, 1);
});

Deno.test("Deadline that was stopped before it went does nothing", () => {
  new Deadline(1, () => {
    throw new Error("It passed");
  }).stop();
});

Deno.test("Deadline that stands still before its timer has its turn passes nevertheless", () => {
  let passed = 0;
  const deadline = new Deadline(5, () => passed++);
  deadline.go();
  const startedAt = performance.now();
  while (performance.now() - startedAt < 10);
  deadline.stop();
  assertEquals(passed, 1);
});
