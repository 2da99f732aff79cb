/**
 * What a test can observe of threads, processes and processor time from outside.
 *
 * @module
 */
import process from "node:process";

/** Whether `/proc` shows threads and processes. */
export const HAS_PROC = Deno.build.os === "linux";

/**
 * How long processor time is sampled, in milliseconds. Some kernels count it in nanoseconds, others in hundredths of a
 * second.
 */
const WINDOW_MS = 60;
const EXACT_WINDOW_MS = 20;
const QUIET_SHARE = 0.25;

/** Waits for a condition. @throws {Error} If it is false at the deadline */
export async function until(
  what: string,
  isSo: () => boolean | Promise<boolean>,
  deadlineMs = 15_000,
): Promise<void> {
  const end = performance.now() + deadlineMs;
  while (!await isSo()) {
    if (performance.now() > end) {
      throw new Error(`${what}: not so after ${deadlineMs} ms`);
    }
    await pause(5);
  }
}

/**
 * Waits until this process, or another, uses hardly any processor time.
 *
 * @param pid The other process
 * @throws {Error} If it is still busy at the deadline
 */
export function untilQuiet(pid?: number): Promise<void> {
  return until("the processor is quiet", async () => !await isBusy(pid));
}

/**
 * Reports whether this process, or another, demands processor time in the next moment. Time spent waiting for a busy
 * processor counts too: on a loaded machine, a loop does not look like an idle process.
 */
export async function isBusy(pid?: number): Promise<boolean> {
  const threadsBefore = threadsOf(pid);
  const cpuBefore = cpuMs(pid);
  const before = performance.now();
  await pause(threadsBefore === undefined ? WINDOW_MS : EXACT_WINDOW_MS);
  const threads = threadsOf(pid);
  const tookMs = performance.now() - before;
  const spentMs = threadsBefore === undefined || threads === undefined
    ? cpuMs(pid) - cpuBefore
    : wantedMs(threadsBefore, { threads, tookMs });
  return spentMs > QUIET_SHARE * tookMs;
}

/** The live child processes of this process, or of another. */
export function children(of: number = Deno.pid): number[] {
  if (!HAS_PROC) return [];
  return [...Deno.readDirSync("/proc")]
    .map(({ name }) => Number(name))
    .filter((pid) => pid > 0 && statOf(`/proc/${pid}`)?.parent === of);
}

/** Whether a process exists and is not a zombie. */
export function isAlive(pid: number): boolean {
  const state = statOf(`/proc/${pid}`)?.state;
  return state !== undefined && state !== "Z" && state !== "X";
}

/** Processor time of each worker thread of this process, in kernel ticks. */
export function threadTicks(): Map<string, number> {
  const ticks = new Map<string, number>();
  if (!HAS_PROC) return ticks;
  for (const { name } of Deno.readDirSync("/proc/self/task")) {
    const stat = statOf(`/proc/self/task/${name}`);
    // The other threads are V8's and the runtime's own; they stay.
    if (stat?.name.startsWith("worker-")) ticks.set(name, stat.ticks);
  }
  return ticks;
}

/** The number of open file descriptors of this process. */
export function descriptors(): number {
  return HAS_PROC ? [...Deno.readDirSync("/proc/self/fd")].length : 0;
}

/** Lets time pass while something is measured; not for waiting on a condition. */
function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function cpuMs(pid: number | undefined): number {
  if (pid === undefined) {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  }
  // The kernel counts in hundredths of a second.
  return (statOf(`/proc/${pid}`)?.ticks ?? 0) * 10;
}

/** A thread as the scheduler sees it. */
interface Scheduled {
  /** How long it ran and waited to run until it was scheduled last, in milliseconds. */
  readonly ms: number;
  /** Whether it runs, or waits to. */
  readonly isReady: boolean;
}

/**
 * The threads of a process; `undefined` if the kernel does not show them. The calling thread is left out, since it wakes
 * up for this very look.
 */
function threadsOf(
  pid: number | undefined,
): ReadonlyMap<string, Scheduled> | undefined {
  const directory = `/proc/${pid ?? "self"}/task`;
  const threads = new Map<string, Scheduled>();
  try {
    const self = Deno.readLinkSync("/proc/thread-self").split("/").at(-1);
    for (const { name } of Deno.readDirSync(directory)) {
      if (pid === undefined && name === self) continue;
      const thread = scheduledOf(`${directory}/${name}`);
      if (thread !== undefined) threads.set(name, thread);
    }
  } catch {
    return undefined;
  }
  return threads.size > 0 ? threads : undefined;
}

function scheduledOf(directory: string): Scheduled | undefined {
  try {
    const [ran, waited] = Deno.readTextFileSync(`${directory}/schedstat`)
      .split(" ");
    const isReady = statOf(directory)?.state === "R";
    return { ms: (Number(ran) + Number(waited)) / 1e6, isReady };
  } catch {
    // The thread has ended.
    return undefined;
  }
}

/** How long all threads together demanded the processor since `before`. */
function wantedMs(
  before: ReadonlyMap<string, Scheduled>,
  { threads, tookMs }: {
    readonly threads: ReadonlyMap<string, Scheduled>;
    readonly tookMs: number;
  },
): number {
  let sum = 0;
  for (const [name, { ms, isReady }] of threads) {
    const then = before.get(name);
    const grownMs = ms - (then?.ms ?? 0);
    // A thread that waited all the time is counted when it runs again.
    const hasWaited = isReady && then?.isReady === true;
    sum += hasWaited ? Math.max(grownMs, tookMs) : grownMs;
  }
  return sum;
}

function statOf(
  directory: string,
):
  | { name: string; state: string; parent: number; ticks: number }
  | undefined {
  try {
    const text = Deno.readTextFileSync(`${directory}/stat`);
    // The name in parentheses may contain any character.
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    return {
      name: text.slice(text.indexOf("(") + 1, text.lastIndexOf(")")),
      state: fields[0] ?? "",
      parent: Number(fields[1]),
      ticks: Number(fields[11]) + Number(fields[12]),
    };
  } catch {
    return undefined;
  }
}
