import "../_ask_worker_options.ts";
import { assert, assertEquals, assertNotEquals } from "@std/assert";
import fc from "fast-check";
import { type CheckOptions, claim } from "./area.ts";
import { AREAS } from "./areas.ts";
import { LEVEL } from "../level.ts";
import { againBy } from "./main.ts";

for (const area of AREAS) {
  Deno.test(`the claims of ${area.name} hold`, async (t) => {
    await using open = await area.open();
    for (const [index, { name, testRuns, check }] of open.claims.entries()) {
      await t.step({
        name,
        // The area's resources outlive its steps; the test as a whole has no leak.
        sanitizeOps: false,
        sanitizeResources: false,
        async fn(): Promise<void> {
          const { runs, counterexample } = await check({ numRuns: testRuns });
          assertEquals(
            counterexample,
            undefined,
            `${Deno.inspect(counterexample)}\nAgain by: ${
              againBy({ area: area.name, claim: index, ...counterexample })
            }`,
          );
          assert(runs >= testRuns);
        },
      });
    }
  });
}

Deno.test("AREAS have unique names", () => {
  assertEquals(new Set(AREAS.map(({ name }) => name)).size, AREAS.length);
});

Deno.test(
  "claims are checked with the seed of the level, or with a given seed",
  {
    // A level without a seed uses a new one each time.
    ignore: LEVEL.seed === undefined,
  },
  async () => {
    const seen: string[] = [];
    const { check } = claim(
      "anything goes",
      fc.property(fc.string(), (text) => void seen.push(text)),
    );
    const inputs = async (options: CheckOptions): Promise<string[]> => {
      await check({ numRuns: 50, ...options });
      return seen.splice(0);
    };
    const first = await inputs({});
    assertEquals(await inputs({}), first);
    assertEquals(first, await inputs({ seed: LEVEL.seed ?? 0 }));
    assertNotEquals(await inputs({ seed: 5 }), first);
  },
);
