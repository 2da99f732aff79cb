/**
 * From the deadline of a run to quiet processors.
 *
 * The processor time of this process and of all its children is read from /proc (so this part needs Linux), whose clock
 * ticks every 10 ms: a figure is good to that.
 *
 * @module
 */
import { createSandbox, type Isolation, type Language, run } from "../mod.ts";
import { ms, percentile, row } from "./stats.ts";

const TIMEOUT_MS = 150;
const LOOK_EVERY_MS = 2;
const QUIET_MS = 120;

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

/** Clock ticks that this process and its children have used. */
async function ticks(): Promise<number> {
  let sum = 0;
  for await (const { name } of Deno.readDir("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const stat = await Deno.readTextFile(`/proc/${name}/stat`).catch(() => "");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (Number(name) !== Deno.pid && Number(fields[1]) !== Deno.pid) continue;
    sum += Number(fields[11]) + Number(fields[12]);
  }
  return sum;
}

/** Milliseconds from the deadline to the last sign of work, as far as the ticks tell. */
async function measure(
  language: Language,
  isolation: Isolation,
  code: string,
  once: boolean,
): Promise<number> {
  const sandbox = once
    ? undefined
    : await createSandbox({ language, isolation });
  const running = sandbox === undefined
    ? run(code, { language, isolation, timeoutMs: TIMEOUT_MS })
    : sandbox.run(code, { timeoutMs: TIMEOUT_MS });
  let endedAt = Infinity;
  const startedAt = performance.now();
  void running.then(() => (endedAt = performance.now()));
  let last = await ticks();
  let lastBusyAt = performance.now();
  while (performance.now() - lastBusyAt < QUIET_MS || endedAt === Infinity) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    const now = await ticks();
    // The looking itself costs a tick now and then; a busy guest costs one every 10 ms.
    if (now - last >= 2) lastBusyAt = performance.now();
    if (performance.now() - lastBusyAt > 20) last = now;
  }
  const result = await running;
  if (result.status !== "timeout") throw new Error(`${code}: ${result.status}`);
  await sandbox?.close();
  return Math.max(0, endedAt - startedAt - TIMEOUT_MS);
}

/** Stops every kind of loop in both isolations. @param rounds How often @returns Lines of a report */
export async function benchStop(rounds: number): Promise<string[]> {
  const lines: string[] = [];
  for (const isolation of ["process", "thread"] satisfies Isolation[]) {
    for (const [name, language, code] of LOOPS) {
      const taken: number[] = [];
      for (let i = 0; i < rounds; i++) {
        taken.push(await measure(language, isolation, code, false));
      }
      lines.push(
        row([
          name,
          language,
          isolation,
          ms(percentile(taken, 50)),
          ms(Math.max(...taken)),
        ]),
      );
    }
  }
  return [
    "## From the deadline to the end of the guest, in an open sandbox",
    row(["guest", "language", "isolation", "median", "worst"]),
    row(["---", "---", "---", "---", "---"]),
    ...lines,
  ];
}
