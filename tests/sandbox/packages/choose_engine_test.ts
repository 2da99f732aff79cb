import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { SandboxError } from "../../../core/errors.ts";
import type { SandboxOptions } from "../../../core/options.ts";
import { withEngine } from "../../../sandbox/create.ts";
import { parseRequirement } from "../../../core/requirements.ts";
import { chooseEngine, formatLock } from "../../../sandbox/packages/mod.ts";

const choose = (names: readonly string[], lock?: string): string =>
  chooseEngine(names.map(parseRequirement), lock);

Deno.test("chooseEngine() takes the engine that has compiled packages built in", () => {
  assertEquals(choose([]), "pyodide");
  assertEquals(choose(["rich", "tabulate"]), "pyodide");
  assertEquals(choose(["rich", "Pandas[excel]>=2"]), "cpython");
  assertEquals(choose(["scikit_learn"]), "cpython");
});

Deno.test("chooseEngine() takes the engine of a lock", () => {
  for (const engine of ["pyodide", "cpython"] as const) {
    assertEquals(
      choose(["numpy"], formatLock({ engine, packages: [] })),
      engine,
    );
  }
  assertEquals(choose(["numpy"], 'lock-version = "1.0"'), "cpython");
  assertThrows(() => choose([], "no lock"), SandboxError);
});

Deno.test("withEngine() completes options by the language of their packages", async () => {
  const cases = [
    [{ packages: ["npm:zod", "npm:@a/b@1"] }, "javascript", "quickjs"],
    [
      { language: "typescript", packages: ["npm:zod"] },
      "typescript",
      "quickjs",
    ],
    [{ packages: ["rich"] }, "python", "pyodide"],
  ] as const;
  for (const [options, language, engine] of cases) {
    const completed: object = await withEngine<SandboxOptions>(options);
    assertEquals(completed, { ...options, language, engine });
  }
  await assertRejects(
    () => withEngine({ packages: ["npm:zod", "rich"] }),
    TypeError,
    "one of npm is for javascript and typescript, and the language is python",
  );
});
