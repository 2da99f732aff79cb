/**
 * Runs sandboxes of all engines for long, a third of them with hostile guests, and reports the resources.
 *
 * @module
 */
import { messageOf } from "../../core/errors.ts";
import { warm } from "../../mod.ts";
import { children, threadTicks, until } from "../security/_quiet.ts";
import { type Gauges, greatest, readGauges, TemporaryFiles } from "./gauges.ts";
import { type Job, jobAt, perform } from "./jobs.ts";
import { KeptSandboxes } from "./kept_sandboxes.ts";

/** The interval at which the gauges are read during runs, in milliseconds. */
const LOOK_EVERY_MS = 250;
/** The runs before the first reading of the gauges; they load what all later ones share. */
const WARM_UP_RUNS = 42;
/** After each such number of runs all sandboxes are closed and the memory is read. */
const MARK_EVERY_RUNS = 500;

/**
 * Descriptors that Deno may open once, after the first look. If each hostile run left one, there would be 70 after the
 * shortest soak.
 */
export const SPARE_DESCRIPTORS = 4;

/** Options of a soak. */
export interface SoakOptions {
  readonly runs: number;
  /** How many runs happen at the same time. */
  readonly atOnce: number;
  /**
   * The milliseconds over which the least memory is taken, at each reading. V8 keeps the pages of destroyed isolates for
   * about nine seconds, 130 MiB of them.
   * @default {0}
   */
  readonly restMs?: number;
  /** Receives the number of finished runs, once every hundred runs. */
  readonly onProgress?: (done: number) => void;
  /** Receives the memory at each mark. */
  readonly onMark?: (mark: Mark) => void;
}

/** A run that failed its checks. */
export interface Failure {
  readonly number: number;
  readonly name: string;
  readonly message: string;
}

/** The outcome of a soak. */
export interface SoakReport {
  readonly runs: number;
  readonly hostileRuns: number;
  readonly tookMs: number;
  readonly failures: readonly Failure[];
  /** After a few runs, with every sandbox closed. */
  readonly start: Gauges;
  readonly peak: Gauges;
  /** After the last run, with every sandbox closed. */
  readonly end: Gauges;
  /** The resident memory after some hundreds of runs each, with every sandbox closed. */
  readonly marks: readonly Mark[];
  /** The files that were left behind. */
  readonly files: readonly string[];
}

/**
 * The resident memory of this process at some point of a soak. `deno task soak` makes glibc use two arenas; with its
 * default of sixteen it keeps what threads used, which takes twice as much memory, and varies by a tenth between marks.
 */
export interface Mark {
  readonly runs: number;
  readonly rssBytes: number;
}

/**
 * The growth of memory from the first mark to the last.
 *
 * @param marks The marks of a soak
 * @returns The ratio of the two, or 1 if there are fewer than two
 */
export function growthOf(marks: readonly Mark[]): number {
  const [first] = marks;
  const last = marks.at(-1);
  return first === undefined || last === undefined
    ? 1
    : last.rssBytes / first.rssBytes;
}

/**
 * Soaks.
 *
 * @param options How many runs, how many at once
 * @returns The report
 */
export async function soak(
  { runs, atOnce, restMs = 0, onProgress = () => {}, onMark = () => {} }:
    SoakOptions,
): Promise<SoakReport> {
  using temporary = new TemporaryFiles();
  const threadsBefore = threadTicks().size;
  await warm();
  const before = await runAll({ first: 0, count: WARM_UP_RUNS, atOnce });
  const start = await settle({ threadsBefore, restMs });
  const descriptorsBefore = start.descriptors + SPARE_DESCRIPTORS;
  const filesBefore = temporary.left();
  let peak = start;
  const watch = setInterval(
    () => peak = greatest(peak, readGauges()),
    LOOK_EVERY_MS,
  );
  const startedAt = performance.now();
  const failures: Failure[] = [];
  const marks: Mark[] = [];
  let end = start;
  try {
    for (let first = 0; first < runs; first += MARK_EVERY_RUNS) {
      const count = Math.min(MARK_EVERY_RUNS, runs - first);
      const tell = (done: number): void => onProgress(first + done);
      const batch = { first, count, atOnce, onProgress: tell };
      failures.push(...await runAll(batch));
      end = await settle({ threadsBefore, descriptorsBefore, restMs });
      const mark = { runs: first + count, rssBytes: end.rssBytes };
      marks.push(mark);
      onMark(mark);
    }
  } finally {
    clearInterval(watch);
  }
  const tookMs = performance.now() - startedAt;
  const left = (): Set<string> => temporary.left().difference(filesBefore);
  // Another process may be writing its snapshot at this moment.
  await until("no file is left", () => left().size === 0).catch(() => {});
  return {
    runs,
    hostileRuns: numbers(0, runs).filter((n) => jobAt(n).hostile).length,
    tookMs,
    failures: [...before, ...failures],
    start,
    peak: greatest(peak, end),
    end,
    marks,
    files: [...left()],
  };
}

interface Batch {
  readonly first: number;
  readonly count: number;
  readonly atOnce: number;
  readonly onProgress?: (done: number) => void;
}

async function runAll(
  { first, count, atOnce, onProgress }: Batch,
): Promise<Failure[]> {
  await using sandboxes = new KeptSandboxes();
  const queue = numbers(first, count).values();
  const failures: Failure[] = [];
  let done = 0;
  const work = async (): Promise<void> => {
    for (const number of queue) {
      const failure = await attempt(jobAt(number), sandboxes);
      if (failure !== undefined) failures.push(failure);
      if (++done % 100 === 0) onProgress?.(done);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return failures;
}

async function attempt(
  job: Job,
  sandboxes: KeptSandboxes,
): Promise<Failure | undefined> {
  try {
    await perform(job, sandboxes);
    return undefined;
  } catch (error) {
    return { number: job.number, name: job.name, message: messageOf(error) };
  }
}

/** Waits until closed processes and threads are gone, and reads the gauges. What remains at the deadline shows in them. */
async function settle(
  { threadsBefore, descriptorsBefore = Infinity, restMs }: {
    readonly threadsBefore: number;
    readonly descriptorsBefore?: number;
    readonly restMs: number;
  },
): Promise<Gauges> {
  // Deno closes the descriptors of a thread or a process a moment after its end.
  const isGone = (): boolean =>
    children().length === 0 && threadTicks().size <= threadsBefore &&
    readGauges().descriptors <= descriptorsBefore;
  await until("closed resources are gone", isGone).catch(() => {});
  // Defined only if the process was started with --expose-gc.
  const gc: unknown = Reflect.get(globalThis, "gc");
  if (typeof gc === "function") gc();
  const gauges = readGauges();
  let { rssBytes } = gauges;
  const end = performance.now() + restMs;
  while (performance.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    rssBytes = Math.min(rssBytes, Deno.memoryUsage().rss);
  }
  return { ...gauges, rssBytes };
}

function numbers(first: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => first + i);
}
