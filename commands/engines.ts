import { formatBytes } from "../core/units.ts";
import type { Command, CommandContext } from "./command.ts";
import type { EngineDescription, SnapshotDescription } from "./engine_setup.ts";
import type { InstallationState } from "../sandbox/mod.ts";
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

const INSTALL_STATES: Readonly<Record<InstallationState["state"], string>> = {
  ready: "installed",
  absent: 'not installed ("sandglass install cpython" installs it)',
  outdated:
    'installed for another version ("sandglass install cpython" adds this one)',
  damaged: 'damaged ("sandglass install cpython" repairs it)',
  unsafe: "not used, as other users can write its directory (chmod go-w)",
  unknown: "unknown, as the data directory may not be read",
};

/** The width of the list of packages in characters. */
const LIST_WIDTH = 80;
/** What a Python without packages of its own says. */
const NO_PACKAGES = "  packages: none but those of --with";
/** The indentation below an engine. */
const INDENT = " ".repeat(12);

/** `sandglass engines`: lists the engines of this machine. */
export const enginesCommand: Command<typeof FLAGS> = {
  summary: "List the engines, their versions and their snapshots",
  usage: `Usage: sandglass engines [FLAGS]

Lists the engines with their languages, the state of the snapshots from which
Python starts, whether cpython is installed, their packages, the isolations
that the current permissions allow, and the versions of Deno and V8.
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
  const { name, version, languages, snapshot, installation } = engine;
  const lines = [
    `${name} ${version}: ${languages.join(", ")}`,
    ...installation ? [describeInstallation(installation)] : [],
    ...snapshot ? [`  snapshot: ${describeSnapshot(snapshot)}`] : [],
    ...installation ? [describePackages(installation)] : [],
    ...languages.includes("python") && !installation ? [NO_PACKAGES] : [],
  ];
  return `${lines.join("\n")}\n`;
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

function describeInstallation(
  { state, path, bytes }: InstallationState,
): string {
  const size = bytes === undefined ? "" : `, ${formatBytes(bytes)}`;
  const place = path === undefined || state === "absent"
    ? ""
    : `\n${INDENT}${path}`;
  return `  state:    ${INSTALL_STATES[state]}${size}${place}`;
}

function describePackages({ packages }: InstallationState): string {
  const names = Object.entries(packages).map((entry) => entry.join(" "));
  return `  packages: ${wrap(names).join(`\n${INDENT}`)}`;
}

/** Joins a list by commas, in lines that are not too long. */
function wrap(items: readonly string[]): readonly string[] {
  const lines: string[] = [];
  for (const [i, item] of items.entries()) {
    const text = i === items.length - 1 ? item : `${item},`;
    const line = lines.at(-1);
    const isFull = line === undefined ||
      INDENT.length + line.length + 1 + text.length > LIST_WIDTH;
    if (isFull) lines.push(text);
    else lines[lines.length - 1] = `${line} ${text}`;
  }
  return lines;
}
