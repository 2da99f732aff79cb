/**
 * Measures the time from the deadline of a run to the end of its guest. The tests check that the processor is quiet then.
 *
 * @module
 */
import {
  createSandbox,
  type EngineName,
  type Isolation,
  type Language,
} from "../mod.ts";
import { ENGINE_NAMES, LANGUAGES_OF } from "../core/languages.ts";
import { ms, percentile, row } from "./stats.ts";
import { missingEngines, sortOut } from "./subject.ts";

const TIMEOUT_MS = 150;

const LOOPS: readonly (readonly [string, Language, string])[] = [
  ["loop", "python", "while True: pass"],
  [
    "loop that catches all",
    "python",
    "while True:\n  try:\n    while True: pass\n  except BaseException: pass",
  ],
  [
    "backtracking regex",
    "python",
    "import re; re.match('(a+)+$', 'a' * 40 + 'b')",
  ],
  ["one native call", "python", "sum(range(10**12))"],
  ["big integers", "python", "10**10**8"],
  ["loop", "javascript", "for (;;) {}"],
  [
    "loop that catches all",
    "javascript",
    "for (;;) { try { for (;;) {} } catch {} finally { for (;;) {} } }",
  ],
  ["backtracking regex", "javascript", "/(a+)+$/.test('a'.repeat(40) + 'b')"],
  [
    "one native call",
    "javascript",
    "[].includes.call({ length: 2 ** 53 - 1 }, 1)",
  ],
  ["big integers", "javascript", "let x = 3n; for (;;) x *= x"],
];

/** An endless guest. */
interface Loop {
  readonly title: string;
  readonly language: Language;
  readonly engine: EngineName;
  readonly code: string;
}

/** Each loop in all engines of its language. */
function allLoops(): Loop[] {
  return LOOPS.flatMap(([title, language, code]) =>
    ENGINE_NAMES.filter((engine) => LANGUAGES_OF[engine].includes(language))
      .map((engine) => ({ title, language, engine, code }))
  );
}

/** Milliseconds from the deadline to the result, which arrives when the guest has stopped or is gone. */
async function measure(
  { language, engine, code }: Loop,
  isolation: Isolation,
): Promise<number> {
  await using sandbox = await createSandbox({ language, engine, isolation });
  const startedAt = performance.now();
  const result = await sandbox.run(code, { limits: { timeoutMs: TIMEOUT_MS } });
  const tookMs = performance.now() - startedAt;
  if (result.status !== "timeout") throw new Error(`${code}: ${result.status}`);
  return tookMs - TIMEOUT_MS;
}

/** Stops every kind of loop in both isolations. @param rounds How often @returns Lines of a report */
export async function benchStop(rounds: number): Promise<string[]> {
  const { available, skipped } = sortOut(allLoops(), await missingEngines());
  const lines: string[] = [];
  for (const isolation of ["process", "thread"] satisfies Isolation[]) {
    for (const loop of available) {
      const taken: number[] = [];
      for (let i = 0; i < rounds; i++) {
        taken.push(await measure(loop, isolation));
      }
      lines.push(
        row([
          loop.title,
          loop.engine,
          isolation,
          ms(percentile(taken, 50)),
          ms(Math.max(...taken)),
        ]),
      );
    }
  }
  return [
    "## From the deadline to the end of the guest, in an open sandbox",
    row(["guest", "engine", "isolation", "median", "worst"]),
    row(["---", "---", "---", "---", "---"]),
    ...lines,
    ...skipped,
  ];
}
