/**
 * Measures the memory of another idle sandbox in `thread` isolation.
 *
 * @module
 */
import { createSandbox, type Language } from "../mod.ts";
import { row } from "./stats.ts";

const MB = 1e6;

/** Opens sandboxes and reads the resident size of this process. @param count How many @returns Lines of a report */
export async function benchMemory(count: number): Promise<string[]> {
  const lines: string[] = [];
  for (const language of ["javascript", "python"] satisfies Language[]) {
    const options = { language, isolation: "thread" } as const;
    await using first = await createSandbox(options);
    await first.run("1+1");
    const before = Deno.memoryUsage().rss;
    const sandboxes = await Promise.all(
      Array.from({ length: count }, () => createSandbox(options)),
    );
    for (const sandbox of sandboxes) await sandbox.run("1+1");
    const each = (Deno.memoryUsage().rss - before) / count;
    lines.push(row([language, `${(each / MB).toFixed(1)} MB`]));
    await Promise.all(sandboxes.map((sandbox) => sandbox.close()));
  }
  return [
    `## One more idle sandbox, \`thread\`, mean of ${count}`,
    row(["language", "resident memory"]),
    row(["---", "---"]),
    ...lines,
  ];
}
