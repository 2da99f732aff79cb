/**
 * The recorded seconds of test files, by which they are packed: `times.json`, which `--record` updates.
 *
 * @module
 */

/** Seconds by the path of the file. */
export type Times = Readonly<Record<string, number>>;

const FILE = new URL("times.json", import.meta.url);

/** What a file is expected to take where no time of any is known. */
const DEFAULT_SECONDS = 5;

/** The recorded times of a level; none where none were recorded. */
export async function readTimes(level: string): Promise<Times> {
  return (await readAll())[level] ?? {};
}

/**
 * Records the times of a level. Those of files that did not run this time stay; those of files that are gone go.
 *
 * @param options The level, and the files that there are
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
 * @param times The new times, which count
 * @param files The files that there are
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
 * @returns Its own time; else the mean of its folder, else of all
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

/** Finds how long each file of a test process takes from the lines that `deno test` prints when it begins one. */
export class FileClock {
  readonly #seconds: Record<string, number> = {};
  #current: { readonly path: string; readonly sinceMs: number } | undefined;
  #line = "";

  /**
   * Reads some more of the output.
   *
   * @param text The text
   * @param nowMs The time at which it came, in milliseconds
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

  /** The seconds of each file, now that the process has ended. */
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
