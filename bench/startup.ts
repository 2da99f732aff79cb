/**
 * Measures whole commands from a cold start, in turn, so that all of them meet the same moments of a noisy machine. The
 * figure is the ratio to an empty `deno run` of the same round.
 *
 * @module
 */
import { ms, percentile, row } from "./stats.ts";

const ROOT = new URL("../", import.meta.url);
const path = (name: string): string => new URL(name, ROOT).pathname;

/** A command. */
interface Contestant {
  /** The program; Deno by default. */
  readonly program?: string;
  readonly args: readonly string[];
  /** A slow command takes part in every so many rounds. */
  readonly every?: number;
}

type Contestants = Readonly<Record<string, Contestant>>;

const PERMISSIONS = ["--no-prompt", "-A"];
const CLI = ["run", ...PERMISSIONS, path("cli.ts"), "run", "-e", "1+1"];

/** The base of all ratios. */
const FLOOR = "empty `deno run`";

const CONTESTANTS: Contestants = {
  [FLOOR]: { args: ["run", path("bench/subjects/empty.ts")] },
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

/** The binary, and an empty one, if `deno task compile` has built them. */
async function binaryContestants(): Promise<Contestants> {
  const program = path("dist/sandglass");
  const isThere = await Deno.stat(program).then(() => true, () => false);
  if (!isThere) return {};
  const empty = path("dist/empty");
  const compiler = Deno.env.get("DENO_COMPILE") ?? Deno.execPath();
  const { success } = await new Deno.Command(compiler, {
    args: ["compile", `--output=${empty}`, path("bench/subjects/empty.ts")],
    stderr: "null",
  }).output();
  const run = ["run", "-e", "1+1"];
  const javascript = [...run, "--language=javascript"];
  return {
    // Deno's base may be unavailable, even if a binary was built with another one.
    ...(success ? { "empty binary": { program: empty, args: [] } } : {}),
    "Python, binary, `process`": { program, args: run },
    "Python, binary, `thread`": {
      program,
      args: [...run, "--isolation=thread"],
    },
    "JavaScript, binary, `process`": { program, args: javascript },
    "JavaScript, binary, `thread`": {
      program,
      args: [...javascript, "--isolation=thread"],
    },
  };
}

/** Times a command, and checks its output. */
async function time(
  name: string,
  { program = Deno.execPath(), args }: Contestant,
): Promise<number> {
  const startedAt = performance.now();
  const { code, stdout, stderr } = await new Deno.Command(program, {
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
  const contestants = { ...CONTESTANTS, ...await binaryContestants() };
  for (let round = -1; round < rounds; round++) {
    let floor = 0;
    for (const [name, contestant] of Object.entries(contestants)) {
      const { every = 1 } = contestant;
      if (round % every !== 0 && round >= 0) continue;
      const took = await time(name, contestant);
      if (name === FLOOR) floor = took;
      // The first round warms caches and builds the snapshot if it is missing.
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
    "## Cold start of `run -e '1+1'`, whole command",
    row(["command", "min", "p50", "p50 of the ratio to an empty `deno run`"]),
    row(["---", "---", "---", "---"]),
    ...lines,
  ];
}
