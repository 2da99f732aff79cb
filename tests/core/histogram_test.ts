import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { BUCKETS_MS, Histogram } from "../../core/histogram.ts";

Deno.test("snapshot() is all zero without records", () => {
  const { count, p50Ms, p99Ms, maxMs, sumMs } = new Histogram().snapshot();
  assertEquals([count, p50Ms, p99Ms, maxMs, sumMs], [0, 0, 0, 0, 0]);
});

Deno.test("record() counts each duration in its bucket", () => {
  const histogram = new Histogram();
  for (const ms of [0, 0.5, 0.6, 100, 1e9]) histogram.record(ms);
  const filled = histogram.snapshot().buckets.filter(({ count }) => count > 0);
  assertEquals(filled, [
    { upToMs: 0.5, count: 2 },
    { upToMs: 1, count: 1 },
    { upToMs: 100, count: 1 },
    { upToMs: Infinity, count: 1 },
  ]);
});

Deno.test("snapshot() reports quantiles within the width of a bucket", () => {
  const durations = fc.array(fc.double({ min: 0, max: 1e5, noNaN: true }), {
    minLength: 1,
  });
  fc.assert(fc.property(durations, (given) => {
    const histogram = new Histogram();
    for (const ms of given) histogram.record(ms);
    const { p50Ms, p99Ms, maxMs, count } = histogram.snapshot();
    const sorted = given.toSorted((a, b) => a - b);
    assertEquals(count, given.length);
    assertEquals(maxMs, sorted.at(-1));
    for (const [told, share] of [[p50Ms, 0.5], [p99Ms, 0.99]] as const) {
      const exact = sorted[Math.ceil(share * given.length) - 1] ?? NaN;
      const upTo = BUCKETS_MS.find((bound) => exact <= bound) ?? Infinity;
      const from = BUCKETS_MS.findLast((bound) => bound < upTo) ?? 0;
      assert(told >= from && told <= upTo, `${told} for ${exact}`);
    }
  }));
});
