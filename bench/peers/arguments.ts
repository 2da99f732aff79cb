/**
 * The arguments of `deno task bench:peers`.
 *
 * @module
 */
import { describeFlags } from "../../commands/arguments/describe_flags.ts";
import { exampleOf, parseFlags } from "../../commands/arguments/flags.ts";
import {
  refuseOperands,
  UsageError,
} from "../../commands/arguments/usage_error.ts";
import { type Effort, FULL, QUICK } from "./effort.ts";
import { type Peer, ROW_NAMES, type RowName } from "./peer.ts";
import { PEERS } from "./peers.ts";

const FLAGS = {
  quick: { kind: "switch", help: "few repetitions of everything, as a test" },
  only: {
    kind: "value",
    placeholder: "NAMES",
    example: "cold,fresh,run",
    help: "rows and peers, with commas between them (all)",
  },
  help: { kind: "switch", letter: "h", help: "this text" },
} as const;

/** The parsed arguments. */
export interface Asked {
  readonly rows: readonly RowName[];
  readonly peers: readonly Peer[];
  readonly effort: Effort;
  /** Whether all rows and peers are measured in full, as for the report in the repository. */
  readonly isComplete: boolean;
}

/**
 * Reads the arguments.
 *
 * @param args The arguments
 * @returns What to measure, or the text to print
 * @throws {UsageError} If they are invalid
 */
export function readArguments(args: readonly string[]): Asked | string {
  const { flags, operands } = parseFlags(args, FLAGS);
  refuseOperands("bench:peers", operands);
  if (flags.help) return help();
  const names = flags.only?.split(",").filter((name) => name !== "") ?? [];
  names.forEach(checkName);
  const rows = ROW_NAMES.filter((name) => names.includes(name));
  const peers = PEERS.filter(({ name }) => names.includes(name));
  return {
    rows: rows.length > 0 ? rows : ROW_NAMES,
    peers: peers.length > 0 ? peers : PEERS,
    effort: flags.quick ? QUICK : FULL,
    isComplete: !flags.quick && names.length === 0,
  };
}

function checkName(name: string): void {
  const known = [...ROW_NAMES, ...PEERS.map((peer) => peer.name)];
  if (known.includes(name)) return;
  throw new UsageError(
    `Cannot use --only ${name} as it must be of ${known.join(", ")} (${
      exampleOf("only", FLAGS.only)
    })`,
  );
}

function help(): string {
  return `Usage: deno task bench:peers [FLAGS]

Measures Sandglass against what else there is; in full, it writes
bench/RESULTS.md.

${describeFlags(FLAGS)}
Rows: ${ROW_NAMES.join(", ")}
Peers: ${PEERS.map(({ name }) => name).join(", ")}
`;
}
