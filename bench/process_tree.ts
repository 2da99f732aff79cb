/**
 * Reads processor time and memory of a process and its descendants from Linux.
 *
 * @module
 */

/** Whether `/proc` is available. */
export const HAS_PROC: boolean = Deno.build.os === "linux";

/** A process with all its descendants. @param root Its id @returns Their ids, its own first */
export function treeOf(root: number): number[] {
  if (!HAS_PROC) return [root];
  const parents = new Map(
    [...Deno.readDirSync("/proc")]
      .map(({ name }) => Number(name))
      .filter((pid) => pid > 0)
      .map((pid) => [pid, parentOf(pid)]),
  );
  const tree = [root];
  // The list grows during this loop.
  for (const parent of tree) {
    for (const [pid, itsParent] of parents) {
      if (itsParent === parent) tree.push(pid);
    }
  }
  return tree;
}

/**
 * Nanoseconds of processor time that each thread used or waited for. Waiting counts, since a thread that waits for a busy
 * processor is not idle.
 *
 * @param pids The processes
 * @returns The time by thread id, for threads that are alive
 */
export function threadTimes(pids: readonly number[]): Map<string, number> {
  const times = new Map<string, number>();
  for (const pid of pids) {
    for (const thread of namesIn(`/proc/${pid}/task`)) {
      const stat = read(`/proc/${pid}/task/${thread}/schedstat`);
      const [had = 0, waited = 0] = stat.split(" ").map(Number);
      times.set(thread, had + waited);
    }
  }
  return times;
}

/**
 * Bytes of memory of a process and its descendants. Shared memory counts once: this is the proportional set size.
 *
 * @param root The process
 * @returns Bytes
 */
export function residentBytes(root: number): number {
  return treeOf(root).map(proportionalBytes)
    .reduce((sum, bytes) => sum + bytes, 0);
}

function proportionalBytes(pid: number): number {
  const rollup = read(`/proc/${pid}/smaps_rollup`);
  return 1024 * Number(/^Pss:\s+(\d+) kB$/m.exec(rollup)?.[1] ?? 0);
}

/** Bytes of available memory. */
export function availableBytes(): number {
  const text = read("/proc/meminfo");
  return 1024 * Number(/^MemAvailable:\s+(\d+) kB$/m.exec(text)?.[1] ?? 0);
}

function parentOf(pid: number): number {
  const stat = read(`/proc/${pid}/stat`);
  // The name in parentheses may contain any character.
  return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
}

function namesIn(directory: string): string[] {
  try {
    return [...Deno.readDirSync(directory)].map(({ name }) => name);
  } catch {
    return [];
  }
}

/** A file's text, or nothing if the process has ended. */
function read(path: string): string {
  try {
    return Deno.readTextFileSync(path);
  } catch {
    return "";
  }
}
