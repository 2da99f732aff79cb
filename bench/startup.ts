/**
 * Measures whole commands from a cold start, in turn, so that all of them meet the same moments of a noisy machine. The
 * figure is the ratio to an empty `deno run` of the same round.
 *
 * @module
 */
import { ISOLATIONS } from "../core/languages.ts";
import { isInstalledApart } from "../engines/entries.ts";
import { ms, percentile, row } from "./stats.ts";
import { missingEngines, sortOut, type Subject, SUBJECTS } from "./subject.ts";

const ROOT = new URL("../", import.meta.url);
const path = (name: string): string => new URL(name, ROOT).pathname;

/** A command. */
interface Contestant {
  /** The program; Deno by default. */
  readonly program?: string;
  readonly args: readonly string[];
  /** What it prints. */
  readonly expected: string;
  /** A slow command takes part in every so many rounds. */
  readonly every?: number;
}

type Contestants = Readonly<Record<string, Contestant>>;

const PERMISSIONS = ["--no-prompt", "-A"];
const CLI = ["run", ...PERMISSIONS, path("cli.ts")];

/** The base of all ratios. */
const FLOOR = "empty `deno run`";

const CONTESTANTS: Contestants = {
  [FLOOR]: {
    args: ["run", path("bench/subjects/empty.ts")],
    expected: "",
  },
  "plain `loadPyodide`": {
    args: ["run", "-A", path("bench/subjects/plain_pyodide.ts")],
    expected: "2",
    every: 4,
  },
};

/**
 * Makes the commands that run a guest, in both isolations.
 *
 * @param subject The guest
 * @param base The program that they start, and its first arguments
 * @returns The commands by name
 */
export function commandsOf(
  { title, language, engine, code, expected }: Subject,
  base: Omit<Contestant, "expected">,
): Contestants {
  return Object.fromEntries(
    ISOLATIONS.toReversed().map((isolation) => {
      const flags = Object.entries({ language, engine, isolation })
        .map(([flag, value]) => `--${flag}=${value}`);
      const args = [...base.args, "run", ...flags, "-e", code];
      const contestant = { ...base, args, expected: String(expected) };
      return [`${title}, \`${isolation}\``, contestant];
    }),
  );
}

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
  // A binary starts no engine that is installed apart.
  const inside = SUBJECTS.filter(({ engine }) => !isInstalledApart(engine))
    .map((it) => ({ ...it, title: `${it.title}, binary` }));
  return {
    // Deno's base may be unavailable, even if a binary was built with another one.
    ...(success
      ? { "empty binary": { program: empty, args: [], expected: "" } }
      : {}),
    ...allCommandsOf(inside, { program, args: [] }),
  };
}

function allCommandsOf(
  subjects: readonly Subject[],
  base: Omit<Contestant, "expected">,
): Contestants {
  return Object.assign(
    {},
    ...subjects.map((subject) => commandsOf(subject, base)),
  );
}

/** Times a command, and checks its output. */
async function time(
  name: string,
  { program = Deno.execPath(), args, expected }: Contestant,
): Promise<number> {
  const startedAt = performance.now();
  const { code, stdout, stderr } = await new Deno.Command(program, {
    args: [...args],
    stdout: "piped",
    stderr: "piped",
  }).output();
  const took = performance.now() - startedAt;
  const said = new TextDecoder().decode(stdout).trim();
  if (code !== 0 || said !== expected) {
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
  const { available, skipped } = sortOut(SUBJECTS, await missingEngines());
  const contestants = {
    ...CONTESTANTS,
    ...allCommandsOf(available, { args: CLI }),
    ...await binaryContestants(),
  };
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
    "## Cold start of `run -e '1+1'`, and of a program that imports pandas, whole command",
    row(["command", "min", "p50", "p50 of the ratio to an empty `deno run`"]),
    row(["---", "---", "---", "---"]),
    ...lines,
    ...skipped,
  ];
}
