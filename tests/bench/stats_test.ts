import { assertEquals } from "@std/assert";
import {
  geometricMean,
  median,
  percentile,
  rounded,
} from "../../bench/stats.ts";

Deno.test("percentile() gives the sample below which so many lie", () => {
  const samples = [5, 1, 4, 2, 3];
  assertEquals(percentile(samples, 0), 1);
  assertEquals(percentile(samples, 50), 3);
  assertEquals(percentile(samples, 99), 5);
  assertEquals(percentile([], 50), NaN);
});

Deno.test("median() gives the middle, or the mean of both", () => {
  assertEquals(median([9, 1, 2]), 2);
  assertEquals(median([9, 1, 2, 4]), 3);
  assertEquals(median([7]), 7);
  assertEquals(median([]), NaN);
});

Deno.test("geometricMean() takes a ratio and its inverse for one", () => {
  assertEquals(geometricMean([2, 0.5]), 1);
  assertEquals(rounded(geometricMean([1, 10, 100])), "10");
});

Deno.test("rounded() keeps what means something", () => {
  assertEquals([0.01234, 1.26, 12.6, 1234.5].map(rounded), [
    "0.012",
    "1.3",
    "13",
    "1235",
  ]);
});
