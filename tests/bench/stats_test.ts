import { assertEquals } from "@std/assert";
import {
  geometricMean,
  median,
  percentile,
  rounded,
} from "../../bench/stats.ts";

Deno.test("percentile() returns the sample at that rank", () => {
  const samples = [5, 1, 4, 2, 3];
  assertEquals(percentile(samples, 0), 1);
  assertEquals(percentile(samples, 50), 3);
  assertEquals(percentile(samples, 99), 5);
  assertEquals(percentile([], 50), NaN);
});

Deno.test("median() returns the middle, or the mean of both middles", () => {
  assertEquals(median([9, 1, 2]), 2);
  assertEquals(median([9, 1, 2, 4]), 3);
  assertEquals(median([7]), 7);
  assertEquals(median([]), NaN);
});

Deno.test("geometricMean() of a ratio and its inverse is 1", () => {
  assertEquals(geometricMean([2, 0.5]), 1);
  assertEquals(rounded(geometricMean([1, 10, 100])), "10");
});

Deno.test("rounded() keeps the significant digits", () => {
  assertEquals([0.01234, 1.26, 12.6, 1234.5].map(rounded), [
    "0.012",
    "1.3",
    "13",
    "1235",
  ]);
});
