import "../_ask_worker_options.ts";
import { assert, assertEquals } from "@std/assert";
import { AREAS } from "./areas.ts";

for (const area of AREAS) {
  Deno.test(`${area.name} holds what it claims`, async (t) => {
    await using open = await area.open();
    for (const { name, testRuns, check } of open.claims) {
      await t.step({
        name,
        // What the area holds outlives its steps; the test as a whole leaks nothing.
        sanitizeOps: false,
        sanitizeResources: false,
        async fn(): Promise<void> {
          const { runs, counterexample } = await check({ numRuns: testRuns });
          assertEquals(counterexample, undefined, Deno.inspect(counterexample));
          assert(runs >= testRuns);
        },
      });
    }
  });
}

Deno.test("AREAS have names of their own", () => {
  assertEquals(new Set(AREAS.map(({ name }) => name)).size, AREAS.length);
});
