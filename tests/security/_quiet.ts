/**
 * What a test can see of threads, processes and processor time from outside.
 *
 * @module
 */
import process from "node:process";

/** Whether the kernel tells about threads and processes. */
export const HAS_PROC = Deno.build.os === "linux";

const WINDOW_MS = 60;
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
 * Waits until this process, or another, uses hardly any processor time.
 *
 * @param pid The other process
 * @throws {Error} If it is still busy at the deadline
 */
export function untilQuiet(pid?: number): Promise<void> {
  return until("the processor is quiet", async () => !await isBusy(pid));
}

/** Whether this process, or another, uses processor time in the next moment. */
export async function isBusy(pid?: number): Promise<boolean> {
  const cpuBefore = cpuMs(pid);
  const before = performance.now();
  await pause(WINDOW_MS);
  const spent = cpuMs(pid) - cpuBefore;
  return spent > QUIET_SHARE * (performance.now() - before);
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
