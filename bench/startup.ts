/**
 * Whole commands from a standing start, in turn, so that all of them meet the same moments of a noisy machine. What is
 * told is the ratio to an empty `deno run` of the same round.
 *
 * @module
 */
import { ms, percentile, row } from "./stats.ts";

const ROOT = new URL("../", import.meta.url);
const path = (name: string): string => new URL(name, ROOT).pathname;

/** Commands by name; `every` says in which rounds a slow one takes part. */
interface Contestant {
  readonly args: readonly string[];
  readonly every?: number;
}

const PERMISSIONS = ["--no-prompt", "-A"];
const CLI = ["run", ...PERMISSIONS, path("cli.ts"), "run", "-e", "1+1"];

const CONTESTANTS: Readonly<Record<string, Contestant>> = {
  "empty `deno run`": { args: ["run", path("bench/subjects/empty.ts")] },
  "plain `loadPyodide`": {
    args: ["run", "-A", path("bench/subjects/plain_pyodide.ts")],
    every: 4,
  },
  "Python, `process`": { args: [...CLI, "--isolation=process"] },
  "Python, `thread`": { args: [...CLI, "--isolation=thread"] },
  "JavaScript, `process`": {
    args: [...CLI, "--language=javascript", "--isolation=process"],
  },
  "JavaScript, `thread`": {
    args: [...CLI, "--language=javascript", "--isolation=thread"],
  },
};

/** Times a command, and makes sure that it did what it should. */
async function time(name: string, args: readonly string[]): Promise<number> {
  const startedAt = performance.now();
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [...args],
    stdout: "piped",
    stderr: "piped",
  }).output();
  const took = performance.now() - startedAt;
  const said = new TextDecoder().decode(stdout).trim();
  if (code !== 0 || said !== (name.startsWith("empty") ? "" : "2")) {
    throw new Error(
      `${name}: ${code} ${said} ${new TextDecoder().decode(stderr)}`,
    );
  }
  return took;
}

/**
 * Runs the rounds.
 *
 * @param rounds How many
 * @returns Lines of a report
 */
export async function benchStartup(rounds: number): Promise<string[]> {
  const samples = new Map<string, number[]>();
  const ratios = new Map<string, number[]>();
  for (let round = -1; round < rounds; round++) {
    let floor = 0;
    for (const [name, { args, every = 1 }] of Object.entries(CONTESTANTS)) {
      if (round % every !== 0 && round >= 0) continue;
      const took = await time(name, args);
      if (name.startsWith("empty")) floor = took;
      // The first round warms caches and builds the snapshot if need be.
      if (round < 0) continue;
      samples.set(name, [...samples.get(name) ?? [], took]);
      ratios.set(name, [...ratios.get(name) ?? [], took / floor]);
    }
  }
  const lines = [...samples].map(([name, taken]) =>
    row([
      name,
      ms(percentile(taken, 0)),
      ms(percentile(taken, 50)),
      percentile(ratios.get(name) ?? [], 50).toFixed(1),
    ])
  );
  return [
    "## Standing start of `run -e '1+1'`, whole command",
    row(["command", "min", "p50", "p50 of the ratio to an empty `deno run`"]),
    row(["---", "---", "---", "---"]),
    ...lines,
  ];
}
