import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { LEVELS } from "../../level.ts";
import { Report } from "../../../tools/test/report.ts";
import type { JobOutcome } from "../../../tools/test/run_job.ts";

function outcome(
  { output, code = 0, name = "some tests", isTest = true }: {
    readonly output: string;
    readonly code?: number;
    readonly name?: string;
    readonly isTest?: boolean;
  },
): JobOutcome {
  return {
    job: { name, isTest, args: [], deadlineMs: 1 },
    code,
    output,
    seconds: 1.25,
    times: { [`tests/${name}`]: 1 },
  };
}

function reportOf(
  outcomes: readonly JobOutcome[],
  level = LEVELS.full,
): string[] {
  const printed: string[] = [];
  const report = new Report((text) => printed.push(...text.split("\n")));
  for (const one of outcomes) report.add(one);
  report.close(level, 60);
  return printed;
}

const PASSING = outcome({ output: "chatter\nok | 3 passed | 0 failed (1s)\n" });

Deno.test("Report prints a line for a job that passed, and none of its output", () => {
  const printed = reportOf([PASSING]);
  assertEquals(printed[0], "ok        1.3 s  some tests: 3 passed, 0 failed");
  assertEquals(printed.includes("chatter"), false);
  assertEquals(printed.at(-1), "3 passed, 0 failed");
});

Deno.test("Report prints all output of a job that failed, and lists it again at the end", () => {
  const failing = outcome({
    code: 1,
    output:
      "the details\n\n FAILURES \n\na => ./tests/a_test.ts:1:2\n\nFAILED | 1 passed | 1 failed (1s)\n",
  });
  const printed = reportOf([failing, PASSING]);
  assertStringIncludes(printed[0] ?? "", "FAILED");
  assertEquals(printed.includes("the details"), true);
  assertEquals(printed.includes("  a => ./tests/a_test.ts:1:2"), true);
  assertEquals(printed.at(-1), "4 passed, 1 failed");
});

Deno.test("Report counts a process without output, and a check that failed", () => {
  const printed = reportOf([
    PASSING,
    outcome({ name: "silent", code: 139, output: "" }),
    outcome({ name: "lint", isTest: false, code: 1, output: "bad line\n" }),
  ]);
  const text = printed.join("\n");
  assertMatch(text, /^ {2}silent: it ended with 139 and without a summary/m);
  assertMatch(text, /^ {2}lint: it ended with 1$/m);
  assertEquals(printed.includes("bad line"), true);
  assertEquals(printed.at(-1), "3 passed, 2 failed");
});

Deno.test("Report counts skipped tests, and lists them if the level excludes none", () => {
  const outcomes = [
    outcome({
      output: "no fish here ... ignored (0ms)\n" +
        "ok | 1 passed | 0 failed | 1 ignored (4 steps) (0ms)\n",
    }),
    outcome({ output: "ok | 0 passed | 0 failed | 2 ignored (0ms)\n" }),
  ];
  const count = "Left out: 3 tests, and 4 steps of others";
  const full = reportOf(outcomes);
  assertStringIncludes(full.join("\n"), `${count}\n  no fish here\n\n`);
  assertEquals(full.at(-1), "1 passed, 0 failed, 3 skipped");
  const quick = reportOf(outcomes, LEVELS.quick);
  assertStringIncludes(quick.join("\n"), `${count}\n\n`);
});

Deno.test("Report counts an interruption as a failure", () => {
  const printed: string[] = [];
  const report = new Report((text) => printed.push(text));
  report.add(PASSING);
  report.interrupt();
  report.close(LEVELS.full, 1);
  assertMatch(
    printed.join("\n"),
    /it was interrupted[^]*\n3 passed, 1 failed$/,
  );
});

Deno.test("Report finds the slowest files, and the environment that a process made for later ones", () => {
  const printed: string[] = [];
  const report = new Report((text) => printed.push(text));
  report.add(outcome({
    name: "binary",
    isTest: false,
    output: 'made\nexport SOME_NAME={"path":"/a b"}\n',
  }));
  for (let i = 0; i < 30; i++) {
    report.add({ ...PASSING, times: { [`tests/${i}`]: i } });
  }
  assertEquals(report.environment, { SOME_NAME: '{"path":"/a b"}' });
  report.close(LEVELS.full, 1);
  const files = printed.at(-1)?.match(/[\d.]+ s {2}tests\/\d+$/gm) ?? [];
  assertEquals([files[0], files.length], ["29.0 s  tests/29", 15]);
});
