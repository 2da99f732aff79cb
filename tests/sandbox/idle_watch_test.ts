import { assertEquals } from "@std/assert";
import { IdleWatch } from "../../sandbox/idle_watch.ts";

/** Whether a guest is over that uses a share of the processor, after each of so many seconds. */
function watch(share: number, seconds: number): boolean[] {
  const watch = new IdleWatch();
  return Array.from(
    { length: seconds },
    (_, i) =>
      watch.isOver(
        { cpuMs: 500 + i * 1_000 * share, memoryBytes: undefined },
        i * 1_000,
      ),
  );
}

Deno.test("IdleWatch.isOver() is so for a guest that works without a pause", () => {
  assertEquals(watch(1, 9).indexOf(true), 7);
});

Deno.test("IdleWatch.isOver() is never so for a guest that rests", () => {
  assertEquals(watch(0.1, 10_000).includes(true), false);
});

Deno.test("IdleWatch.isOver() knows nothing without a measurement", () => {
  const watch = new IdleWatch();
  const none = { cpuMs: undefined, memoryBytes: 5 };
  assertEquals(watch.isOver(none, 0), false);
  assertEquals(watch.isOver({ cpuMs: 1e6, memoryBytes: 5 }, 1), false);
});

Deno.test("IdleWatch.reset() forgets what a run took", () => {
  const watch = new IdleWatch();
  watch.isOver({ cpuMs: 0, memoryBytes: undefined }, 0);
  watch.reset();
  assertEquals(
    watch.isOver({ cpuMs: 1e5, memoryBytes: undefined }, 10),
    false,
  );
});
