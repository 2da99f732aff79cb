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
import {
  checkResult,
  missingEngines,
  sortOut,
  type Subject,
  SUBJECTS,
} from "./subject.ts";

/** The measured pools of a guest, with an interval of requests that lets the refill keep up. */
const POOLS: Readonly<
  Record<Language, readonly (readonly [Isolation, everyMs: number])[]>
> = {
  javascript: [["thread", 15], ["process", 400]],
  python: [["thread", 1_500], ["process", 800]],
  typescript: [],
};

/**
 * Measures fresh sandboxes with one run each.
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
  const { available, skipped } = sortOut(SUBJECTS, await missingEngines());
  for (const subject of available) {
    const { title, language, engine } = subject;
    for (const [isolation, everyMs] of POOLS[language]) {
      const isFast = everyMs < 100;
      const size = isFast ? 2 : 3;
      const options = { language, engine, isolation, size };
      await using pool = await createPool(options);
      const pace = { everyMs, rounds: isFast ? rounds : rounds / 10 };
      const times = await comeAndGo(pool, { subject, ...pace });
      paced.push(row([
        title,
        isolation,
        `after ${everyMs} ms`,
        ms(percentile(times, 50)),
        ms(percentile(times, 99)),
      ]));
      const clients = 2 * size;
      const cells = await keepBusy(pool, { subject, clients, seconds });
      sustained.push(row([title, isolation, ...cells]));
    }
  }
  return [
    "## A fresh sandbox out of a pool and one run, while the refill keeps up",
    row(["guest", "isolation", "one", "p50", "p99"]),
    row(["---", "---", "---", "---", "---"]),
    ...paced,
    ...skipped,
    "",
    "## The same as fast as it goes, with twice as many clients as there are warm workers",
    row([
      "guest",
      "isolation",
      "a second",
      "processor time each",
      "waiting p50",
      "waiting p99",
    ]),
    row(["---", "---", "---", "---", "---", "---"]),
    ...sustained,
    ...skipped,
  ];
}

/** Runs one after the other, with a pause in which the pool refills. */
async function comeAndGo(
  pool: Pool,
  { subject, rounds, everyMs }: {
    readonly subject: Subject;
    readonly rounds: number;
    readonly everyMs: number;
  },
): Promise<number[]> {
  const times: number[] = [];
  await pool.ready();
  for (let round = -3; round < rounds; round++) {
    const startedAt = performance.now();
    checkResult(await pool.run(subject.code), subject);
    if (round >= 0) times.push(performance.now() - startedAt);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
    // A busy machine needs longer.
    await pool.ready();
  }
  return times;
}

/** Clients that each send the next request after a response. */
async function keepBusy(
  pool: Pool,
  { subject, clients, seconds }: {
    readonly subject: Subject;
    readonly clients: number;
    readonly seconds: number;
  },
): Promise<string[]> {
  const waits: number[] = [];
  const cpuBefore = cpuMs();
  const before = pool.metrics();
  const startedAt = performance.now();
  const client = async (): Promise<void> => {
    while (performance.now() - startedAt < 1_000 * seconds) {
      const result = await pool.run(subject.code);
      checkResult(result, subject);
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
