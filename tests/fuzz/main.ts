/**
 * `deno task fuzz`: searches for inputs that break the project's claims, and shrinks them.
 *
 * @module
 */
import { describeFlags } from "../../commands/arguments/describe_flags.ts";
import { exampleOf, parseFlags } from "../../commands/arguments/flags.ts";
import {
  refuseOperands,
  UsageError,
} from "../../commands/arguments/usage_error.ts";
import { closest } from "../../core/closest.ts";
import { messageOf } from "../../core/errors.ts";
import { parseDuration } from "../../core/units.ts";
import { readCount } from "../_count_flag.ts";
import type { Area } from "./area.ts";
import { AREAS } from "./areas.ts";
import { type Again, type Finding, fuzz, type FuzzReport } from "./fuzz.ts";

const FLAGS = {
  for: {
    kind: "value",
    placeholder: "TIME",
    example: "30s",
    help: "how long (30s)",
  },
  seed: {
    kind: "value",
    placeholder: "NUMBER",
    help: "a seed, to repeat the same inputs (random)",
  },
  only: {
    kind: "value",
    placeholder: "AREA",
    example: "frames",
    help: "one area, or all whose names start with this",
  },
  path: {
    kind: "value",
    placeholder: "PATH",
    example: "2.4:0:1",
    help: "the one input that a finding named; needs --seed and --only",
  },
  help: { kind: "switch", letter: "h", help: "this text" },
} as const;

const MAX_SEED = 2 ** 31 - 1;

/** The parsed arguments. */
interface Asked {
  readonly areas: readonly Area[];
  readonly forMs: number;
  readonly seed: number;
  readonly again?: Again;
}

/** The context of the task. */
export interface FuzzTask {
  /** The areas that can be fuzzed. */
  readonly areas: readonly Area[];
  readonly print: (line: string) => void;
  readonly complain: (line: string) => void;
  /** Receives the claim that is checked next. */
  readonly onBatch?: (claim: string, seed: number) => void;
  /** A clock in milliseconds. */
  readonly now?: () => number;
}

/**
 * Fuzzes according to the arguments.
 *
 * @param args The arguments
 * @param task The areas, and where the report goes
 * @returns The exit status: 0 without a finding, 1 with one, 2 for invalid arguments
 */
export async function main(
  args: readonly string[],
  { areas, print, complain, ...watch }: FuzzTask,
): Promise<number> {
  try {
    const asked = readArguments(args, areas);
    if (asked === undefined) {
      print(`Usage: deno task fuzz [FLAGS]\n\n${describeFlags(FLAGS)}`);
      print(`Areas: ${areas.map(({ name }) => name).join(", ")}`);
      return 0;
    }
    const report = await fuzz({ ...asked, ...watch });
    for (const line of describe(report, asked.seed)) print(line);
    return report.findings.length > 0 ? 1 : 0;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    complain(error.message);
    return 2;
  }
}

function readArguments(
  args: readonly string[],
  all: readonly Area[],
): Asked | undefined {
  const { flags, operands } = parseFlags(args, FLAGS);
  refuseOperands("fuzz", operands);
  if (flags.help) return undefined;
  const areas = choose(all, flags.only);
  const given = readCount({
    name: "seed",
    text: flags.seed,
    min: 0,
    max: MAX_SEED,
  });
  const forMs = readDuration(flags.for ?? "30s");
  const seed = given ?? Math.floor(Math.random() * MAX_SEED);
  if (flags.path === undefined) return { areas, forMs, seed };
  return { areas, forMs, seed, again: readPath(flags.path, { given, areas }) };
}

function choose(all: readonly Area[], only: string | undefined): Area[] {
  const chosen = all.filter(({ name }) => name.startsWith(only ?? ""));
  if (chosen.length > 0 && only !== "") return chosen;
  const names = all.map(({ name }) => name);
  const hint = closest(only ?? "", names);
  throw new UsageError(
    `Cannot read --only as it must be one of ${
      names.join(", ")
    }: current value is ${JSON.stringify(only)}${
      hint ? ` (did you mean "${hint}"?)` : ""
    }`,
  );
}

function readDuration(text: string): number {
  try {
    const ms = parseDuration(text);
    if (ms > 0) return ms;
  } catch (error) {
    throw new UsageError(
      `Cannot read --for: ${messageOf(error)}${exampleOf("for", FLAGS.for)}`,
    );
  }
  throw new UsageError(
    `Cannot read --for as it must be more than 0${exampleOf("for", FLAGS.for)}`,
  );
}

function readPath(
  path: string,
  { given, areas }: {
    readonly given: number | undefined;
    readonly areas: readonly Area[];
  },
): Again {
  const [, claim, steps] = /^(\d{1,4})\.(\d+(?::\d+)*)$/.exec(path) ?? [];
  if (claim === undefined || steps === undefined) {
    throw new UsageError(
      `Cannot read --path as it must be what a finding named: current value is ${
        JSON.stringify(path.slice(0, 80))
      }${exampleOf("path", FLAGS.path)}`,
    );
  }
  if (given !== undefined && areas.length === 1) {
    return { claim: Number(claim), path: steps };
  }
  throw new UsageError(
    "Cannot read --path without the --seed and the --only (of one area) that it belongs to",
  );
}

function describe({ findings, counts }: FuzzReport, seed: number): string[] {
  return [
    ...findings.flatMap(describeFinding),
    ...counts.map(({ area, claim, runs }) =>
      `${`${runs}`.padStart(8)}  ${area}: ${claim}`
    ),
    `${findings.length} found, from seed ${seed}`,
  ];
}

/** A finding, and the claim that it breaks. */
export interface Found {
  readonly area: string;
  readonly claim: number;
  readonly seed?: number;
  readonly path?: string;
}

/** The command that checks an input again. */
export function againBy({ area, claim, seed, path }: Found): string {
  return `deno task fuzz --only ${area} --seed ${seed} --path ${claim}.${path}`;
}

function describeFinding(finding: Finding): string[] {
  const { area, claim, seed, again, shown, shrinks, message } = finding;
  return [
    `${area}: it is not so that ${claim}`,
    `  for ${shown} (after ${shrinks} shrinks)`,
    `  as ${message.replaceAll("\n", "\n     ")}`,
    `  again by: ${againBy({ area, seed, ...again })}`,
    "",
  ];
}

if (import.meta.main) {
  let current = "";
  // An unhandled rejection would end the process without saying where it came from.
  globalThis.addEventListener("unhandledrejection", (event) => {
    console.error(`While looking at ${current}:`, event.reason);
  });
  globalThis.addEventListener("error", (event) => {
    console.error(`While looking at ${current}:`, event.error);
  });
  Deno.exit(
    await main(Deno.args, {
      areas: AREAS,
      print: (line) => console.log(line),
      complain: (line) => console.error(line),
      onBatch: (claim, seed) => current = `${claim}, seed ${seed}`,
    }),
  );
}
