/**
 * Measures runs in an open sandbox, and fresh JavaScript sandboxes with a waiting worker.
 *
 * @module
 */
import { createSandbox, type Isolation, type SandboxOptions } from "../mod.ts";
import { ISOLATIONS, undoesRuns } from "../core/languages.ts";
import { ms, percentile, row } from "./stats.ts";
import {
  checkResult,
  missingEngines,
  sortOut,
  type Subject,
  SUBJECTS,
} from "./subject.ts";

/** A guest, with options of its sandbox. */
interface Session extends Subject {
  readonly options?: SandboxOptions;
}

/** Measures runs in one open sandbox after another, without a pause. @param runs How often @returns Lines of a report */
export async function benchFurtherRuns(runs: number): Promise<string[]> {
  const sessions = SUBJECTS.flatMap(withCheckpoints);
  const { available, skipped } = sortOut(sessions, await missingEngines());
  const lines: string[] = [];
  for (const session of available) {
    for (const isolation of ISOLATIONS) {
      const taken = await furtherRuns(session, { isolation, runs });
      lines.push(row([
        session.title,
        isolation,
        ms(percentile(taken, 50)),
        ms(percentile(taken, 99)),
      ]));
    }
  }
  return [
    "## A further run in an open sandbox",
    row(["guest", "isolation", "p50", "p99"]),
    row(["---", "---", "---", "---"]),
    ...lines,
    ...skipped,
  ];
}

/** A guest without and with checkpoints, if its engine has them. */
function withCheckpoints(subject: Subject): readonly Session[] {
  if (!undoesRuns(subject.engine)) return [subject];
  return [false, true].map((checkpoint) => ({
    ...subject,
    title: `${subject.title}, \`checkpoint: ${checkpoint}\``,
    options: { checkpoint },
  }));
}

/** Runs the code again and again. @returns Milliseconds of each run */
async function furtherRuns(
  session: Session,
  { isolation, runs }: { readonly isolation: Isolation; readonly runs: number },
): Promise<number[]> {
  const { language, engine, code, options } = session;
  await using sandbox = await createSandbox({
    ...options,
    ...{ language, engine, isolation },
  });
  const taken: number[] = [];
  for (let round = -50; round < runs; round++) {
    const startedAt = performance.now();
    const result = await sandbox.run(code);
    if (round >= 0) taken.push(performance.now() - startedAt);
    checkResult(result, session);
  }
  return taken;
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
