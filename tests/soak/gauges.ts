/**
 * Resources of this process and its child processes.
 *
 * @module
 */
import { snapshotDirectory } from "../../sandbox/host.ts";
import { children, descriptors, HAS_PROC } from "../security/_quiet.ts";

const KiB = 1024;

/** The resources in use at one moment. */
export interface Gauges {
  /** Bytes of resident memory of this process. */
  readonly rssBytes: number;
  /** Bytes of resident memory of all its child processes. */
  readonly childrenRssBytes: number;
  readonly threads: number;
  readonly descriptors: number;
  readonly children: number;
}

/** Reads all gauges; those that only Linux has are 0 elsewhere. */
export function readGauges(): Gauges {
  const pids = children();
  return {
    rssBytes: Deno.memoryUsage().rss,
    childrenRssBytes: pids.reduce((sum, pid) => sum + rssOf(pid), 0),
    threads: HAS_PROC ? [...Deno.readDirSync("/proc/self/task")].length : 0,
    descriptors: descriptors(),
    children: pids.length,
  };
}

/** The greater of each pair. */
export function greatest(one: Gauges, other: Gauges): Gauges {
  return {
    rssBytes: Math.max(one.rssBytes, other.rssBytes),
    childrenRssBytes: Math.max(one.childrenRssBytes, other.childrenRssBytes),
    threads: Math.max(one.threads, other.threads),
    descriptors: Math.max(one.descriptors, other.descriptors),
    children: Math.max(one.children, other.children),
  };
}

function rssOf(pid: number): number {
  try {
    const status = Deno.readTextFileSync(`/proc/${pid}/status`);
    return KiB * Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0);
  } catch {
    // The process ended meanwhile.
    return 0;
  }
}

/** A directory for the temporary files of this process only, so that no other process's files are counted. */
export class TemporaryFiles implements Disposable {
  readonly #before = Deno.env.get("TMPDIR");
  readonly #directory = Deno.makeTempDirSync({ prefix: "soak-" });

  constructor() {
    Deno.env.set("TMPDIR", this.#directory);
  }

  /** Files that a sandbox could leave behind: temporary files, partly written snapshots, core dumps. Snapshots may stay. */
  left(): Set<string> {
    return new Set([
      ...list(this.#directory, /./),
      ...list(snapshotDirectory(), /\.tmp$/),
      ...list("/", /^core/),
      ...list(Deno.cwd(), /^core\./),
    ]);
  }

  [Symbol.dispose](): void {
    if (this.#before === undefined) Deno.env.delete("TMPDIR");
    else Deno.env.set("TMPDIR", this.#before);
    Deno.removeSync(this.#directory, { recursive: true });
  }
}

function list(directory: string | undefined, names: RegExp): string[] {
  if (directory === undefined) return [];
  try {
    return [...Deno.readDirSync(directory)]
      .filter(({ name }) => names.test(name))
      .map(({ name }) => `${directory}/${name}`);
  } catch {
    return [];
  }
}
