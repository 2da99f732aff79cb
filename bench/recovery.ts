/**
 * Measures the time from the deadline of a run to the result of the next one, in a sandbox that keeps its state.
 *
 * @module
 */
import { createSandbox, type Isolation, type Language } from "../mod.ts";
import { ISOLATIONS } from "../core/languages.ts";
import { ms, percentile, row } from "./stats.ts";
import {
  checkResult,
  missingEngines,
  sortOut,
  type Subject,
  SUBJECTS,
} from "./subject.ts";

const TIMEOUT_MS = 150;

const ENDLESS: Readonly<Record<Language, string>> = {
  python: "while True: pass",
  javascript: "for (;;) {}",
  typescript: "for (;;) {}",
};

/** Stops an endless loop in each guest. @param rounds How often @returns Lines of a report */
export async function benchRecovery(rounds: number): Promise<string[]> {
  const { available, skipped } = sortOut(SUBJECTS, await missingEngines());
  const lines: string[] = [];
  for (const subject of available) {
    for (const isolation of ISOLATIONS) {
      const taken = await recoveries(subject, { isolation, rounds });
      const cells = taken === undefined ? ["the state is lost"] : [
        ms(percentile(taken, 50)),
        ms(Math.max(...taken)),
      ];
      lines.push(row([subject.title, isolation, ...cells]));
    }
  }
  return [
    "## From the deadline of an endless loop to the result of the next run, which finds the state",
    row(["guest", "isolation", "median", "worst"]),
    row(["---", "---", "---", "---"]),
    ...lines,
    ...skipped,
  ];
}

/** @returns Milliseconds of each round, or `undefined` if a timeout cost the sandbox its state */
async function recoveries(
  subject: Subject,
  { isolation, rounds }: {
    readonly isolation: Isolation;
    readonly rounds: number;
  },
): Promise<number[] | undefined> {
  const { language, engine, code, expected } = subject;
  await using sandbox = await createSandbox({ language, engine, isolation });
  checkResult(await sandbox.run(code), subject);
  await sandbox.run(`kept = ${expected}`);
  const taken: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const startedAt = performance.now();
    const limits = { timeoutMs: TIMEOUT_MS };
    const result = await sandbox.run(ENDLESS[language], { limits });
    if (result.status !== "timeout") throw new Error(Deno.inspect(result));
    if (!result.recoverable) return undefined;
    checkResult(await sandbox.run("kept"), subject);
    taken.push(performance.now() - startedAt - TIMEOUT_MS);
  }
  return taken;
}
