import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { LEVELS } from "../../../tests/level.ts";
import { makePlan, type PlanOptions } from "../../../tools/test/plan.ts";
import type { Job } from "../../../tools/test/run_job.ts";

const OPTIONS: PlanOptions = {
  level: {
    ...LEVELS.quick,
    checks: ["fmt", "test:doc"],
    runs: ["tests/"],
    leavesOut: ["tests/slow/"],
  },
  files: ["tests/a_test.ts", "tests/b_test.ts", "tests/slow/c_test.ts"],
  hasChecks: true,
  times: { "tests/a_test.ts": 30, "tests/b_test.ts": 40 },
  slots: 2,
  importMap: ["--import-map=map.json"],
};

function filesOf({ args }: Job): string[] {
  return args.filter((arg) => arg.endsWith("_test.ts"));
}

Deno.test("makePlan() runs the checks, then the longest file first, then the excluded files", () => {
  const { together, alone } = makePlan(OPTIONS);
  assertEquals(together.map(({ name }) => name), [
    "fmt",
    "test:doc",
    "tests/b_test.ts",
    "tests/a_test.ts",
    '1 files that "quick" leaves out',
  ]);
  assertEquals(alone, []);
  assertEquals(together.map(filesOf), [
    [],
    [],
    ["tests/b_test.ts"],
    ["tests/a_test.ts"],
    ["tests/slow/c_test.ts"],
  ]);
  assertEquals(
    together.map(({ isTest }) => isTest),
    [false, true, true, true, true],
  );
});

Deno.test("makePlan() registers the tests of excluded files as ignored", () => {
  const job = makePlan(OPTIONS).together.at(-1);
  assertStringIncludes(
    job?.args.join(" ") ?? "",
    "--preload=tests/leave_out.ts",
  );
});

Deno.test("makePlan() passes the level to every test process, and enables the sanitizers", () => {
  for (const job of makePlan(OPTIONS).together.slice(2)) {
    assertEquals(job.env, { SANDGLASS_TEST_LEVEL: "quick" });
    for (
      const flag of [
        "--sanitize-ops",
        "--sanitize-resources",
        "--no-check",
        "--import-map=map.json",
      ]
    ) {
      assert(job.args.includes(flag), flag);
    }
  }
});

Deno.test("makePlan() has no checks when files are given", () => {
  const { together } = makePlan({ ...OPTIONS, hasChecks: false });
  assertEquals(together.map(filesOf).flat().length, 3);
  assertEquals(together.length, 3);
});

Deno.test("makePlan() groups short files", () => {
  const files = Array.from({ length: 100 }, (_, i) => `tests/${i}_test.ts`);
  const times = Object.fromEntries(files.map((path) => [path, 0.1]));
  const { together } = makePlan({ ...OPTIONS, hasChecks: false, files, times });
  assertEquals(together.length, 2);
  assertEquals(together.flatMap(filesOf).toSorted(), files.toSorted());
});
