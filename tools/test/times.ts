/**
 * The recorded seconds of test files, for packing them: `times.json`, which `--record` updates.
 *
 * @module
 */

/** Seconds by path. */
export type Times = Readonly<Record<string, number>>;

const FILE = new URL("times.json", import.meta.url);

/** The estimate for a file when no times are known. */
const DEFAULT_SECONDS = 5;

/** The recorded times of a level; empty if there is no record. */
export async function readTimes(level: string): Promise<Times> {
  return (await readAll())[level] ?? {};
}

/**
 * Records the times of a level. The times of files that did not run are kept; those of removed files are dropped.
 *
 * @param options The level, and the existing files
 * @param times The new times
 */
export async function recordTimes(
  { level, files }: {
    readonly level: { readonly name: string };
    readonly files: readonly string[];
  },
  times: Times,
): Promise<void> {
  const all = await readAll();
  const merged = mergeTimes(all[level.name] ?? {}, times, files);
  const text = JSON.stringify({ ...all, [level.name]: merged }, null, 2);
  await Deno.writeTextFile(FILE, `${text}\n`);
}

/**
 * Merges times.
 *
 * @param old The recorded times
 * @param times The new times, which take precedence
 * @param files The existing files
 * @returns The times of these files, in the order of their paths
 */
export function mergeTimes(
  old: Times,
  times: Times,
  files: readonly string[],
): Times {
  const both = { ...old, ...times };
  const known = files.toSorted().flatMap((path) => {
    const seconds = both[path];
    if (seconds === undefined) return [];
    return [[path, Math.round(seconds * 10) / 10] as const];
  });
  return Object.fromEntries(known);
}

async function readAll(): Promise<Record<string, Times>> {
  try {
    return JSON.parse(await Deno.readTextFile(FILE));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return {};
    throw error;
  }
}

/**
 * Estimates the time of a file.
 *
 * @param path The file
 * @param times The recorded times
 * @returns Its own time, or the mean of its folder, or the mean of all files
 */
export function estimateSeconds(path: string, times: Times): number {
  const own = times[path];
  if (own !== undefined) return own;
  const folder = path.slice(0, path.lastIndexOf("/") + 1);
  const near = Object.entries(times)
    .filter(([other]) => other.startsWith(folder));
  return mean(near.map(([, seconds]) => seconds)) ??
    mean(Object.values(times)) ?? DEFAULT_SECONDS;
}

function mean(numbers: readonly number[]): number | undefined {
  if (numbers.length === 0) return undefined;
  return numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
}

/** Measures the time of each file of a test process, by the lines that `deno test` prints when it starts one. */
export class FileClock {
  readonly #seconds: Record<string, number> = {};
  #current: { readonly path: string; readonly sinceMs: number } | undefined;
  #line = "";

  /**
   * Reads a part of the output.
   *
   * @param text The text
   * @param nowMs The time of its arrival, in milliseconds
   */
  read(text: string, nowMs: number): void {
    const lines = (this.#line + text).split("\n");
    this.#line = lines.pop() ?? "";
    for (const line of lines) {
      const [, path] = /^running \d+ tests? from \.\/(\S+)$/.exec(line) ?? [];
      if (path === undefined) continue;
      this.#finish(nowMs);
      this.#current = { path, sinceMs: nowMs };
    }
  }

  /** Returns the seconds of each file, after the end of the process. */
  end(nowMs: number): Times {
    this.#finish(nowMs);
    return this.#seconds;
  }

  #finish(nowMs: number): void {
    if (this.#current === undefined) return;
    const { path, sinceMs } = this.#current;
    this.#seconds[path] = (this.#seconds[path] ?? 0) +
      (nowMs - sinceMs) / 1000;
    this.#current = undefined;
  }
}
