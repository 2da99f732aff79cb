/**
 * Measures the round trip of a host function call, from the guest to the host and back.
 *
 * @module
 */
import { createSandbox, type Isolation } from "../mod.ts";
import { ms, percentile, row } from "./stats.ts";

const ISOLATIONS: readonly Isolation[] = ["thread", "process"];

/** Calls a host function repeatedly, and returns the milliseconds of each call. */
const PROGRAMS = {
  python: {
    language: "python",
    code: (rounds: number) => `
import time
taken = []
for i in range(${rounds}):
    started = time.perf_counter()
    host.next(i)
    taken.append((time.perf_counter() - started) * 1000)
taken`,
  },
  "javascript, await": {
    language: "javascript",
    code: (rounds: number) => javascript(rounds, "await host.next(i)"),
  },
  "javascript, sync": {
    language: "javascript",
    code: (rounds: number) => javascript(rounds, "host.next.sync(i)"),
  },
} as const;

function javascript(rounds: number, call: string): string {
  return `
const taken = [];
for (let i = 0; i < ${rounds}; i++) {
  const started = performance.now();
  ${call};
  taken.push(performance.now() - started);
}
taken`;
}

/** Measures calls in the guest. @param rounds The number of calls @returns Lines of a report */
export async function benchFunctions(rounds: number): Promise<string[]> {
  const lines: string[] = [];
  for (const [name, { language, code }] of Object.entries(PROGRAMS)) {
    for (const isolation of ISOLATIONS) {
      const options = {
        language,
        isolation,
        functions: { next: (n: number) => n + 1 },
      };
      await using sandbox = await createSandbox(options);
      await sandbox.run(language === "python" ? code(200) : `{${code(200)}}`);
      const result = await sandbox.run(code(rounds));
      if (result.status !== "ok") throw new Error(Deno.inspect(result));
      // The program above returns a list of numbers.
      const taken = result.value as number[];
      lines.push(
        row([
          name,
          isolation,
          ms(percentile(taken, 50)),
          ms(percentile(taken, 99)),
        ]),
      );
    }
  }
  return [
    "## A host function's round trip",
    row(["language", "isolation", "p50", "p99"]),
    row(["---", "---", "---", "---"]),
    ...lines,
  ];
}
