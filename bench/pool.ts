/**
 * Measures fresh sandboxes from a pool: the time of one with its run while warm workers are available, and the throughput
 * when they are used up.
 *
 * @module
 */
import process from "node:process";
import {
  createPool,
  type Isolation,
  type Language,
  type Pool,
  type PoolMetrics,
} from "../mod.ts";
import { ms, percentile, row } from "./stats.ts";

/** The measured pools, with an interval of requests that lets the refill keep up. */
const SUBJECTS: readonly {
  readonly language: Language;
  readonly isolation: Isolation;
  readonly everyMs: number;
}[] = [
  { language: "javascript", isolation: "thread", everyMs: 15 },
  { language: "javascript", isolation: "process", everyMs: 400 },
  { language: "python", isolation: "thread", everyMs: 1_500 },
  { language: "python", isolation: "process", everyMs: 800 },
];

/**
 * Measures fresh sandboxes with one run of `1+1` each.
 *
 * @param rounds The number of runs, for fast sandboxes; slow ones run a tenth as often
 * @param seconds How long each pool is kept busy
 * @returns Lines of a report
 */
export async function benchPool(
  rounds: number,
  seconds: number,
): Promise<string[]> {
  const paced: string[] = [];
  const sustained: string[] = [];
  for (const { language, isolation, everyMs } of SUBJECTS) {
    const size = language === "javascript" && isolation === "thread" ? 2 : 3;
    await using pool = await createPool({ language, isolation, size });
    const times = await comeAndGo(pool, {
      rounds: everyMs < 100 ? rounds : rounds / 10,
      everyMs,
    });
    paced.push(row([
      language,
      isolation,
      `every ${everyMs} ms`,
      ms(percentile(times, 50)),
      ms(percentile(times, 99)),
    ]));
    sustained.push(row([
      language,
      isolation,
      ...await keepBusy(pool, { clients: 2 * size, seconds }),
    ]));
  }
  return [
    "## A fresh sandbox out of a pool and one run, while the refill keeps up",
    row(["language", "isolation", "one", "p50", "p99"]),
    row(["---", "---", "---", "---", "---"]),
    ...paced,
    "",
    "## The same as fast as it goes, with twice as many clients as there are warm workers",
    row([
      "language",
      "isolation",
      "a second",
      "processor time each",
      "waiting p50",
      "waiting p99",
    ]),
    row(["---", "---", "---", "---", "---", "---"]),
    ...sustained,
  ];
}

/** Runs one after the other, with a pause in which the pool refills. */
async function comeAndGo(
  pool: Pool,
  { rounds, everyMs }: { readonly rounds: number; readonly everyMs: number },
): Promise<number[]> {
  const times: number[] = [];
  await pool.ready();
  for (let round = -3; round < rounds; round++) {
    const startedAt = performance.now();
    const result = await pool.run("1+1");
    if (result.status !== "ok") throw new Error(Deno.inspect(result));
    if (round >= 0) times.push(performance.now() - startedAt);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
  return times;
}

/** Clients that each send the next request after a response. */
async function keepBusy(
  pool: Pool,
  { clients, seconds }: { readonly clients: number; readonly seconds: number },
): Promise<string[]> {
  const waits: number[] = [];
  const cpuBefore = cpuMs();
  const before = pool.metrics();
  const startedAt = performance.now();
  const client = async (): Promise<void> => {
    while (performance.now() - startedAt < 1_000 * seconds) {
      const result = await pool.run("1+1");
      waits.push(result.usage.startMs);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  const runs = runsSince(before, pool.metrics());
  const perSecond = 1_000 * runs / (performance.now() - startedAt);
  return [
    perSecond < 10 ? perSecond.toFixed(1) : perSecond.toFixed(0),
    pool.isolation === "thread" ? ms((cpuMs() - cpuBefore) / runs) : "",
    ms(percentile(waits, 50)),
    ms(percentile(waits, 99)),
  ];
}

function runsSince(before: PoolMetrics, after: PoolMetrics): number {
  return after.runs - before.runs;
}

/** The processor time of this process and its threads; a busy machine affects it less than the clock. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
