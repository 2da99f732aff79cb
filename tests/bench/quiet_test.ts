import { assertEquals } from "@std/assert";
import {
  busyShare,
  type CpuSample,
  quietSince,
} from "../../bench/peers/quiet.ts";

const MS = 1e6;
const RULE = { fromMs: 100, forMs: 30, share: 0.25 };

/** Samples of one thread, every 10 ms, with its processor time in each interval. */
function samplesOf(usedMs: readonly number[]): CpuSample[] {
  let total = 0;
  return usedMs.map((used, i) => {
    total += used * MS;
    return { atMs: 90 + 10 * i, threads: new Map([["1", total]]) };
  });
}

Deno.test("quietSince() returns the start of the first quiet period that lasts", () => {
  //       at:  90, 100, 110, 120, 130, 140, 150, 160
  const used = [10, 10, 10, 0, 10, 1, 0, 2];
  assertEquals(quietSince(samplesOf(used), RULE), 130);
});

Deno.test("quietSince() begins no earlier than the given time", () => {
  assertEquals(quietSince(samplesOf([0, 0, 0, 0, 0]), RULE), 100);
});

Deno.test("quietSince() ignores a quiet period that has just begun", () => {
  assertEquals(quietSince(samplesOf([10, 10, 10, 10, 0, 0]), RULE), undefined);
  assertEquals(quietSince(samplesOf([10, 10, 10, 10, 10]), RULE), undefined);
});

Deno.test("busyShare() counts new threads, and not those that are gone", () => {
  const before = { atMs: 0, threads: new Map([["1", 5 * MS], ["2", 9 * MS]]) };
  const after = { atMs: 10, threads: new Map([["1", 7 * MS], ["3", 1 * MS]]) };
  assertEquals(busyShare(before, after), 0.3);
});
