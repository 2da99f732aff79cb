/**
 * Measures runs in an open sandbox, and fresh JavaScript sandboxes with a waiting worker.
 *
 * @module
 */
import { createSandbox, type Isolation, type Language } from "../mod.ts";
import { ms, percentile, row } from "./stats.ts";

const ISOLATIONS: readonly Isolation[] = ["thread", "process"];
const LANGUAGES: readonly Language[] = ["python", "javascript"];

/** Measures `1+1` in one open sandbox after another. @param runs How often @returns Lines of a report */
export async function benchFurtherRuns(runs: number): Promise<string[]> {
  const lines: string[] = [];
  for (const language of LANGUAGES) {
    for (const isolation of ISOLATIONS) {
      await using sandbox = await createSandbox({ language, isolation });
      for (let i = 0; i < 50; i++) await sandbox.run("1+1");
      const taken: number[] = [];
      for (let i = 0; i < runs; i++) {
        const startedAt = performance.now();
        await sandbox.run("1+1");
        taken.push(performance.now() - startedAt);
      }
      lines.push(
        row([
          language,
          isolation,
          ms(percentile(taken, 50)),
          ms(percentile(taken, 99)),
        ]),
      );
    }
  }
  return [
    "## A further run of `1+1` in an open sandbox",
    row(["language", "isolation", "p50", "p99"]),
    row(["---", "---", "---", "---"]),
    ...lines,
  ];
}

/**
 * Measures opening a sandbox and running `1+1` in it with a waiting worker; another sandbox stays open meanwhile.
 *
 * @param rounds How often
 * @returns Lines of a report
 */
export async function benchFreshSandboxes(rounds: number): Promise<string[]> {
  const options = { language: "javascript", isolation: "thread" } as const;
  await using _open = await createSandbox(options);
  const taken: number[] = [];
  for (let round = -5; round < rounds; round++) {
    const startedAt = performance.now();
    const sandbox = await createSandbox(options);
    await sandbox.run("1+1");
    if (round >= 0) taken.push(performance.now() - startedAt);
    await sandbox.close();
    // The worker needs this time to get ready for its next guest.
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
  return [
    "## A fresh JavaScript sandbox and one run, `thread`, with a worker waiting",
    row(["p50", "p99"]),
    row(["---", "---"]),
    row([ms(percentile(taken, 50)), ms(percentile(taken, 99))]),
  ];
}
