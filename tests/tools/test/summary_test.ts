import { assertEquals } from "@std/assert";
import {
  addCounts,
  failuresOf,
  judge,
  lastLine,
  NONE,
  readSummary,
  skippedOf,
} from "../../../tools/test/summary.ts";

const SUMMARIES = [
  ["ok | 12 passed | 0 failed (1s)", { ...NONE, passed: 12 }],
  ["ok | 12 passed (3 steps) | 0 failed (1m34s)", { ...NONE, passed: 12 }],
  [
    "FAILED | 1 passed (1 step) | 2 failed (1 step) | 3 ignored (14 steps) (23ms)",
    { passed: 1, failed: 2, skipped: 3, skippedSteps: 14 },
  ],
  [
    "ok | 0 passed | 0 failed | 275 ignored (17s)",
    { ...NONE, skipped: 275 },
  ],
  [
    "ok | 1 passed | 0 failed | 0 ignored (2 steps) | 5 filtered out (1ms)",
    { ...NONE, passed: 1, skippedSteps: 2 },
  ],
] as const;

for (const [line, counts] of SUMMARIES) {
  Deno.test(`readSummary() reads ${line}`, () => {
    assertEquals(readSummary(`running\n\n${line}\n\nerror: x\n`), counts);
  });
}

Deno.test("readSummary() returns undefined for other output", () => {
  for (
    const output of [
      "",
      "12 passed, 0 failed",
      "say ok | 12 passed | 0 failed (1s)",
      "ok | many passed | 0 failed (1s)",
      "running 3 tests from ./a_test.ts\n",
    ]
  ) {
    assertEquals(readSummary(output), undefined, output);
  }
});

Deno.test("readSummary() reads the last line, since a test may print one", () => {
  const output =
    "ok | 99 passed | 0 failed (1s)\nFAILED | 1 passed | 1 failed (1s)\n";
  assertEquals(readSummary(output), { ...NONE, passed: 1, failed: 1 });
});

const OK = "ok | 2 passed | 0 failed (1s)\n";

Deno.test("judge() counts the tests of a process with status 0", () => {
  const ended = { isTest: true, code: 0, output: OK };
  assertEquals(judge(ended), { counts: { ...NONE, passed: 2 } });
});

Deno.test("judge() counts a failure if a test process prints no summary", () => {
  for (const code of [0, 1, 139]) {
    const { counts, reason } = judge({ isTest: true, code, output: "" });
    assertEquals(counts, { ...NONE, failed: 1 });
    assertEquals(
      reason,
      `it ended with ${code} and without a summary of its tests`,
    );
  }
});

Deno.test("judge() counts a failure if a process fails without a failed test", () => {
  const { counts, reason } = judge({ isTest: true, code: 1, output: OK });
  assertEquals(counts, { ...NONE, passed: 2, failed: 1 });
  assertEquals(reason, "it ended with 1, though no test failed");
});

Deno.test("judge() counts the failed tests, and no more", () => {
  const output = "FAILED | 2 passed | 3 failed (1s)\n";
  const { counts, reason } = judge({ isTest: true, code: 1, output });
  assertEquals([counts.failed, reason], [3, undefined]);
});

Deno.test("judge() counts a failed check, and nothing for a check that passes", () => {
  const check = { isTest: false, output: OK };
  assertEquals(judge({ ...check, code: 0 }), { counts: NONE });
  assertEquals(judge({ ...check, code: 2 }), {
    counts: { ...NONE, failed: 1 },
    reason: "it ended with 2",
  });
});

Deno.test("lastLine() returns the last line of .ci/run", () => {
  const counts = addCounts([
    { ...NONE, passed: 3 },
    { ...NONE, passed: 2, failed: 1 },
  ]);
  assertEquals(lastLine(counts), "5 passed, 1 failed");
  assertEquals(
    lastLine(addCounts([counts, { ...NONE, skipped: 2, skippedSteps: 9 }])),
    "5 passed, 1 failed, 2 skipped",
  );
  assertEquals(lastLine(addCounts([])), "0 passed, 0 failed");
});

const FAILED = `a ... ok (1ms)
b (not here) ... ignored (0ms)
b ...
  bad ... FAILED (1ms)
  other ... ignored (0ms)

 ERRORS 

b ... bad => ./tests/b_test.ts:3:39
error: Error: x

 FAILURES 

b ... bad => ./tests/b_test.ts:3:39
c => ./tests/c_test.ts:1:6
./tests/d_test.ts (uncaught error)

FAILED | 1 passed | 2 failed (1 step) (23ms)
`;

Deno.test("failuresOf() lists each failed test once", () => {
  assertEquals(failuresOf(FAILED), [
    "b ... bad => ./tests/b_test.ts:3:39",
    "c => ./tests/c_test.ts:1:6",
    "./tests/d_test.ts (uncaught error)",
  ]);
  assertEquals(failuresOf(OK), []);
});

Deno.test("skippedOf() lists the skipped tests, not the steps", () => {
  assertEquals(skippedOf(FAILED), ["b (not here)"]);
});
