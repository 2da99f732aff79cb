import { formatBytes } from "../core/units.ts";
import type {
  Command,
  CommandContext,
  EngineDescription,
  SnapshotDescription,
} from "./command.ts";
import { EXIT } from "./report/exit_status.ts";
import type { FlagTable, ParsedFlags } from "./arguments/flags.ts";

const FLAGS = {
  json: { kind: "switch", help: "Print one line of JSON" },
} as const satisfies FlagTable;

const SNAPSHOT_STATES: Readonly<Record<SnapshotDescription["state"], string>> =
  {
    ready: "ready",
    embedded: "ready, part of this program",
    absent: 'not built yet ("sandglass warm" builds it)',
    invalid:
      'not usable, rebuilt at the next use ("sandglass warm" does it now)',
  };

/** `sandglass engines`: lists the engines of this machine. */
export const enginesCommand: Command<typeof FLAGS> = {
  summary: "List the engines, their versions and their snapshots",
  usage: `Usage: sandglass engines [FLAGS]

Lists the engines with their languages, the state of the snapshot from which
Python starts, the isolations that the current permissions allow, and the
versions of Deno and V8.
`,
  flags: FLAGS,
  run,
};

async function run(
  { flags }: ParsedFlags<typeof FLAGS>,
  context: CommandContext,
): Promise<number> {
  const { runtime } = context;
  const [engines, isolations] = await Promise.all([
    context.describeEngines(),
    context.isolations(),
  ]);
  context.stdout.write(
    flags.json ? `${JSON.stringify({ engines, isolations, runtime })}\n` : [
      ...engines.map(describe),
      `Isolation: ${isolations.join(", ")}\n`,
      `Runtime: Deno ${runtime.deno}, V8 ${runtime.v8}\n`,
    ].join(""),
  );
  return EXIT.ok;
}

function describe(engine: EngineDescription): string {
  const { name, version, languages, snapshot } = engine;
  const head = `${name} ${version}: ${languages.join(", ")}\n`;
  return snapshot === undefined
    ? head
    : `${head}  snapshot: ${describeSnapshot(snapshot)}\n`;
}

function describeSnapshot({ state, path, bytes }: SnapshotDescription): string {
  const size = bytes === undefined ? "" : `, ${formatBytes(bytes)}`;
  const place = state === "embedded"
    ? ""
    : path === undefined
    ? "\n            no cache directory is permitted, so every start is slow"
    : `\n            ${path}`;
  return `${SNAPSHOT_STATES[state]}${size}${place}`;
}
