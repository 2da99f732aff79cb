/**
 * What a test can see of threads, processes and processor time from outside.
 *
 * @module
 */
import process from "node:process";

/** Whether the kernel tells about threads and processes. */
export const HAS_PROC = Deno.build.os === "linux";

/** How long processor time is looked at, in milliseconds: where the kernel counts it in hundredths of a second, and in nanoseconds. */
const WINDOW_MS = 60;
const EXACT_WINDOW_MS = 20;
const QUIET_SHARE = 0.25;

/** Waits until something is so. @throws {Error} If it is not so within the deadline */
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
 * Waits until this process, or another, wants hardly any processor time.
 *
 * @param pid The other process
 * @throws {Error} If it is still busy at the deadline
 */
export function untilQuiet(pid?: number): Promise<void> {
  return until("the processor is quiet", async () => !await isBusy(pid));
}

/**
 * Whether this process, or another, wants processor time in the next moment. What it has to wait for while others have
 * the processor counts, too: on a machine with a lot else to do, a loop does not look like a process at rest.
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

/** Whether a process is there and is not just waiting to be buried. */
export function isAlive(pid: number): boolean {
  const state = statOf(`/proc/${pid}`)?.state;
  return state !== undefined && state !== "Z" && state !== "X";
}

/** Processor time of each worker's thread of this process, in ticks of the kernel. */
export function threadTicks(): Map<string, number> {
  const ticks = new Map<string, number>();
  if (!HAS_PROC) return ticks;
  for (const { name } of Deno.readDirSync("/proc/self/task")) {
    const stat = statOf(`/proc/self/task/${name}`);
    // Others are V8's and the runtime's own; they stay.
    if (stat?.name.startsWith("worker-")) ticks.set(name, stat.ticks);
  }
  return ticks;
}

/** The number of open file descriptors of this process. */
export function descriptors(): number {
  return HAS_PROC ? [...Deno.readDirSync("/proc/self/fd")].length : 0;
}

/** Lets time pass: for measuring what happens meanwhile, not for waiting. */
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
 * The threads of a process; `undefined` where the kernel does not tell. The thread that asks does not count, as it wakes
 * up to ask.
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

/** How long all threads together wanted the processor since then. */
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
    // One that waited all the time is counted when it runs again.
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
    // The name in parentheses may hold anything.
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
