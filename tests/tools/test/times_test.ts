import { assertEquals } from "@std/assert";
import {
  estimateSeconds,
  FileClock,
  mergeTimes,
} from "../../../tools/test/times.ts";

const TIMES = {
  "tests/a/x_test.ts": 4,
  "tests/a/y_test.ts": 2,
  "tests/z.ts": 9,
};

Deno.test("estimateSeconds() returns a file's own time", () => {
  assertEquals(estimateSeconds("tests/a/x_test.ts", TIMES), 4);
});

Deno.test("estimateSeconds() returns the mean of the folder for a new file", () => {
  assertEquals(estimateSeconds("tests/a/new_test.ts", TIMES), 3);
});

Deno.test("estimateSeconds() returns the mean of all files in a new folder", () => {
  assertEquals(estimateSeconds("tests/b/new_test.ts", TIMES), 5);
});

Deno.test("estimateSeconds() returns a default without recorded times", () => {
  assertEquals(estimateSeconds("tests/a/x_test.ts", {}) > 0, true);
});

Deno.test("mergeTimes() keeps the times of files that did not run, and drops those of removed files", () => {
  const merged = mergeTimes(
    { "c": 1, "gone": 2, "a": 3 },
    { "b": 1.26, "a": 5 },
    ["c", "b", "a", "never"],
  );
  assertEquals(Object.entries(merged), [["a", 5], ["b", 1.3], ["c", 1]]);
});

Deno.test("FileClock measures from the line of a file to that of the next, in any chunks", () => {
  const clock = new FileClock();
  clock.read("running 3 tests from ./tests/a_te", 1_000);
  clock.read("st.ts\nname ... ok (1ms)\nrunning 1 test from", 2_000);
  clock.read(" ./tests/b_test.ts\n", 5_000);
  clock.read("I am running 1 test from ./tests/c_test.ts\n", 6_000);
  assertEquals(clock.end(6_500), {
    "tests/a_test.ts": 3,
    "tests/b_test.ts": 1.5,
  });
});

Deno.test("FileClock has no times of a process that ran no file", () => {
  assertEquals(new FileClock().end(5), {});
});
