/**
 * Measures the memory of another idle sandbox in `thread` isolation.
 *
 * @module
 */
import { createSandbox } from "../mod.ts";
import { row } from "./stats.ts";
import {
  checkResult,
  missingEngines,
  sortOut,
  type Subject,
  SUBJECTS,
} from "./subject.ts";

const MB = 1e6;

/** Opens sandboxes and reads the resident size of this process. @param count How many @returns Lines of a report */
export async function benchMemory(count: number): Promise<string[]> {
  const { available, skipped } = sortOut(SUBJECTS, await missingEngines());
  const lines: string[] = [];
  for (const subject of available) {
    const bytes = await bytesOfEach(subject, count);
    lines.push(row([subject.title, `${(bytes / MB).toFixed(1)} MB`]));
  }
  return [
    `## One more idle sandbox, \`thread\`, mean of ${count}`,
    row(["guest", "resident memory"]),
    row(["---", "---"]),
    ...lines,
    ...skipped,
  ];
}

async function bytesOfEach(
  subject: Subject,
  count: number,
): Promise<number> {
  const { language, engine, code } = subject;
  const options = { language, engine, isolation: "thread" } as const;
  await using first = await createSandbox(options);
  checkResult(await first.run(code), subject);
  const before = Deno.memoryUsage().rss;
  const sandboxes = await Promise.all(
    Array.from({ length: count }, () => createSandbox(options)),
  );
  for (const sandbox of sandboxes) {
    checkResult(await sandbox.run(code), subject);
  }
  const each = (Deno.memoryUsage().rss - before) / count;
  await Promise.all(sandboxes.map((sandbox) => sandbox.close()));
  return each;
}
