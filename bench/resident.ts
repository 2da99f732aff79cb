/**
 * What a process and all that it started take of memory.
 *
 * @module
 */

/** The proportional resident size of a process and its children, in bytes; of Linux only. @param pid The process */
export function residentBytes(pid: number): number {
  const children = Deno.readTextFileSync(`/proc/${pid}/task/${pid}/children`);
  const [, kib = "0"] = /^Pss: +(\d+) kB$/m.exec(
    Deno.readTextFileSync(`/proc/${pid}/smaps_rollup`),
  ) ??
    [];
  const own = Number(kib) * 1024;
  return children.trim().split(" ").filter((one) => one !== "").reduce(
    (sum, child) => sum + residentBytes(Number(child)),
    own,
  );
}
