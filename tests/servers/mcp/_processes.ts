/**
 * The processes of a server, observed from outside.
 *
 * @module
 */
import { isAlive, until } from "../../security/_quiet.ts";

export { until };

/** The process and all its descendants. */
export function descendants(pid: number): number[] {
  const parents = new Map<number, number>();
  for (const { name } of Deno.readDirSync("/proc")) {
    const parent = parentOf(Number(name));
    if (parent !== undefined) parents.set(Number(name), parent);
  }
  const found = [pid];
  for (const one of found) {
    for (const [child, parent] of parents) {
      if (parent === one) found.push(child);
    }
  }
  return found;
}

/** Waits until all processes are gone. */
export async function untilGone(pids: readonly number[]): Promise<void> {
  await until("the processes are gone", () => !pids.some(isAlive));
}

/** The peak resident memory of a process, in bytes. */
export function peakBytes(pid: number): number {
  const text = Deno.readTextFileSync(`/proc/${pid}/status`);
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(text)?.[1]) * 1024;
}

function parentOf(pid: number): number | undefined {
  if (!(pid > 0)) return undefined;
  try {
    const text = Deno.readTextFileSync(`/proc/${pid}/stat`);
    return Number(text.slice(text.lastIndexOf(")") + 2).split(" ")[1]);
  } catch {
    // The process has ended meanwhile.
    return undefined;
  }
}
