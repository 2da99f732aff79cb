/** Tests that the suite itself reports failures. */
import { assert, assertEquals, assertMatch, assertThrows } from "@std/assert";
import { ENGINE_NAMES, LANGUAGES } from "../../core/options.ts";
import { CASES } from "./cases.ts";
import {
  type Case,
  type Steps,
  type Subject,
  testConformance,
} from "./suite.ts";

const HERE = new URL("./", import.meta.url);

const PASSING: Case = {
  name: "it passes",
  check: () => Promise.resolve(),
};
const FAILING: Case = {
  name: "it fails",
  check: () => Promise.reject(new Error("not so")),
};
const REASON = "this engine knows no such thing";

/** Runs the suite and returns the failure of each step, by its name. */
async function outcome(
  cases: readonly Case[],
  skips?: Subject["skips"],
): Promise<Record<string, string>> {
  const failures: Record<string, string> = {};
  const tests: ((t: Steps) => Promise<void>)[] = [];
  testConformance(
    cases,
    { language: "python", isolations: ["thread"], ...skips ? { skips } : {} },
    (_, fn) => tests.push(fn),
  );
  // The suite uses only this overload.
  const step = async (
    { name, fn }: Deno.TestStepDefinition,
  ): Promise<boolean> => {
    failures[name] = "";
    // The step does not use its own context.
    await Promise.resolve(fn(undefined as unknown as Deno.TestContext)).catch(
      (error) => failures[name] = error.message,
    );
    return failures[name] === "";
  };
  for (const fn of tests) await fn({ step } as unknown as Steps);
  return failures;
}

Deno.test("testConformance() fails when a case fails, and goes on with the next", async () => {
  assertEquals(await outcome([FAILING, PASSING]), {
    "it fails": "not so",
    "it passes": "",
  });
});

Deno.test("testConformance() shows a skip with its reason, and accepts that its case fails", async () => {
  assertEquals(await outcome([FAILING, PASSING], { "it fails": REASON }), {
    [`it fails (skipped: ${REASON})`]: "",
    "it passes": "",
  });
});

Deno.test("testConformance() fails when a skipped case passes", async () => {
  const failures = await outcome([PASSING], { "it passes": REASON });
  assertMatch(
    failures[`it passes (skipped: ${REASON})`] ?? "",
    /"it passes" passes: remove its skip/,
  );
});

Deno.test("testConformance() refuses a skip of an unknown case", () => {
  assertThrows(
    () =>
      testConformance([PASSING], {
        language: "python",
        isolations: [],
        skips: { "it passes ": REASON },
      }),
    Error,
    'There is no case "it passes " to skip',
  );
});

Deno.test("testConformance() refuses a skip without a reason", () => {
  for (const reason of ["", "  ", "TODO", "later on"]) {
    assertThrows(
      () =>
        testConformance([FAILING], {
          language: "python",
          isolations: [],
          skips: { "it fails": reason },
        }),
      Error,
      'The skip of "it fails" needs a reason',
    );
  }
  // @ts-expect-error -- a skip needs a reason
  const nameless: Subject["skips"] = { "it fails": undefined };
  // @ts-expect-error -- a list of names has no reasons
  const list: Subject["skips"] = ["it fails"] as readonly string[];
  assert(nameless !== list);
});

Deno.test("testConformance() refuses two cases with one name", () => {
  assertThrows(
    () =>
      testConformance([PASSING, PASSING], {
        language: "python",
        isolations: [],
      }),
    Error,
    "Two cases have the same name",
  );
});

Deno.test("every engine has one short file, and every language runs all cases", async () => {
  const files = await Promise.all(ENGINE_NAMES.map(async (engine) => {
    const text = await Deno.readTextFile(new URL(`${engine}_test.ts`, HERE));
    assert(text.split("\n").length <= 20, `${engine}_test.ts is not thin`);
    return text;
  }));
  const all = files.join("\n");
  for (const language of LANGUAGES) {
    assertMatch(
      all,
      new RegExp(`testConformance\\(CASES, \\{\\s*language: "${language}"`),
    );
  }
  assert(CASES.length > 100);
});
