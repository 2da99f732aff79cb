import "../_ask_worker_options.ts";
import { assert, assertEquals, assertMatch } from "@std/assert";
import { LEVEL } from "../level.ts";
import { HAS_PROC } from "../security/_quiet.ts";
import { jobAt } from "./jobs.ts";
import { main } from "./main.ts";
import { HOSTILE } from "./programs.ts";
import { growthOf, soak, SPARE_DESCRIPTORS } from "./soak.ts";

const RUNS = LEVEL.soakRuns;

/**
 * The smallest guest that could be left behind has 16 MiB of linear memory, so a hundred hostile runs that each left
 * theirs would take well over 1 GiB. What the allocators keep for themselves after so many threads stays below this.
 */
const MAX_GROWTH_BYTES = 400 * 2 ** 20;

Deno.test(`soak() of ${RUNS} runs has no failure and leaves nothing behind`, async () => {
  const { failures, hostileRuns, runs, start, end, peak, files, marks } =
    await soak({
      runs: RUNS,
      atOnce: 8,
    });
  assertEquals(failures, []);
  assertEquals([runs, hostileRuns], [RUNS, Math.floor(RUNS / 3)]);
  assertEquals(files, []);
  assertEquals(marks, [{ runs: RUNS, rssBytes: end.rssBytes }]);
  assert(
    end.rssBytes - start.rssBytes < MAX_GROWTH_BYTES,
    `Resident memory grew from ${start.rssBytes} to ${end.rssBytes} bytes`,
  );
  if (!HAS_PROC) return;
  assertEquals(end.children, 0);
  assert(peak.children > 0);
  assert(
    end.threads <= start.threads,
    `There were ${start.threads} threads, and are ${end.threads}`,
  );
  assert(
    end.descriptors <= start.descriptors + SPARE_DESCRIPTORS,
    `There were ${start.descriptors} descriptors, and are ${end.descriptors}`,
  );
});

Deno.test("growthOf() compares the last mark with the first", () => {
  const marks = [200, 900, 230].map((rssBytes, i) => ({ runs: i, rssBytes }));
  assertEquals(growthOf(marks), 1.15);
  assertEquals(growthOf(marks.slice(0, 1)), 1);
  assertEquals(growthOf([]), 1);
});

Deno.test("jobAt() makes a third of all runs hostile, and runs every program in every kind", () => {
  const jobs = Array.from({ length: 10_000 }, (_, i) => jobAt(i));
  assertEquals(jobs.filter(({ hostile }) => hostile).length, 3_333);
  const met = new Set(jobs.map(({ name }) => name));
  for (const [language, programs] of Object.entries(HOSTILE)) {
    for (const { name } of programs) {
      for (const isolation of ["thread", "process"]) {
        for (const place of ["kept sandbox", "fresh sandbox"]) {
          const job = `${name} (${language}, ${isolation}, ${place})`;
          assert(met.has(job), job);
        }
      }
    }
  }
});

/** Runs the task with invalid arguments, and returns its error. */
async function refuse(args: readonly string[]): Promise<string> {
  const said: string[] = [];
  const { error } = console;
  console.error = (line: string) => said.push(line);
  try {
    assertEquals(await main(args), 2);
  } finally {
    console.error = error;
  }
  return said.join("\n");
}

Deno.test("main() of the soak refuses invalid flags", async () => {
  assertMatch(
    await refuse(["--runs", "many"]),
    /--runs as it must be a whole number from 1 to 10000000: current value is "many"/,
  );
  assertMatch(await refuse(["--at-once", "0"]), /--at-once as it must be/);
  assertMatch(await refuse(["--run", "5"]), /did you mean --runs\?/);
  assertMatch(await refuse(["100"]), /"100" as soak takes no arguments/);
});
