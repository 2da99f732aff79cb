import { formatBytes, formatDuration } from "../core/units.ts";
import type { SandboxOptions } from "../core/options.ts";
import { resolveSandboxOptions } from "../core/resolve_options.ts";
import type { Command, CommandContext } from "./command.ts";
import type { WarmOutcome } from "./engine_setup.ts";
import { EXIT } from "./report/exit_status.ts";
import {
  ENGINE_FLAG,
  PACKAGES_FLAGS,
  PYTHON_ENGINES,
  readEngine,
  withPackagesOfBoth,
} from "./arguments/engine_flag.ts";
import { invalidValue, settingOf } from "./arguments/flag_values.ts";
import type { FlagTable, ParsedFlags } from "./arguments/flags.ts";
import { Interrupts, settled } from "./host/interrupts.ts";
import { ProgressLine } from "./report/progress_line.ts";

const FLAGS = {
  engine: {
    ...ENGINE_FLAG.engine,
    completion: PYTHON_ENGINES,
    help: `The engine of the packages: ${
      PYTHON_ENGINES.join(" or ")
    } (default: by the packages)`,
  },
  ...PACKAGES_FLAGS,
  quiet: { kind: "switch", letter: "q", help: "Print only errors" },
} as const satisfies FlagTable;

/** `sandglass warm`: does the slow part of the first start in advance. */
export const warmCommand: Command<typeof FLAGS> = {
  summary: "Fetch the engines and build the snapshot now",
  usage: `Usage: sandglass warm [FLAGS]

Fetches everything that the engines and the server need into Deno's cache,
builds the snapshot from which Python starts fast, and stores it in the user's
cache directory. Without this command, the first runs do the same. Afterwards
every command works without a network, also with Deno's --cached-only.

With --with and --lock, the packages are fetched as well, so that the other
commands have them with the same flags and without a network.
`,
  flags: FLAGS,
  run,
};

async function run(
  { flags }: ParsedFlags<typeof FLAGS>,
  context: CommandContext,
): Promise<number> {
  const { quiet: isQuiet } = flags;
  const all = await readOptions(flags, context);
  using interrupts = new Interrupts(context.onSignal, { isPatient: false });
  using progress = new ProgressLine(context.stderr, {
    isQuiet,
    loadSpinner: context.loadSpinner,
  });
  const outcome = await interrupts.race(context.warm(progress.listeners));
  if (outcome === undefined) return interrupts.status;
  const { signal } = interrupts;
  const work = fetchAll(
    all.map((options) => ({ ...options, signal })),
    { progress, context },
  );
  const lines = await interrupts.race(work);
  if (lines === undefined) {
    await settled(work);
    return interrupts.status;
  }
  progress.clear();
  if (!outcome.embedded && outcome.path === undefined) {
    context.stderr.write(
      "sandglass: no snapshot was kept, as Deno was not permitted to write the cache directory\n",
    );
    return EXIT.notStarted;
  }
  if (!isQuiet) {
    context.stdout.write(describe(outcome) + lines.join(""));
  }
  return EXIT.ok;
}

/** The options of a sandbox with the packages of each language that has any. */
async function readOptions(
  flags: ParsedFlags<typeof FLAGS>["flags"],
  context: CommandContext,
): Promise<readonly SandboxOptions[]> {
  const { flags: chosen, python, javascript } = await withPackagesOfBoth(
    flags,
    context,
  );
  const engine = readEngine(chosen.engine);
  if (engine !== undefined && !PYTHON_ENGINES.includes(engine)) {
    throw invalidValue(
      settingOf("engine", FLAGS.engine),
      `must be an engine for Python, one of ${PYTHON_ENGINES.join(", ")}`,
      engine,
    );
  }
  const all: readonly SandboxOptions[] = [
    {
      language: "python",
      ...python,
      ...(engine === undefined ? {} : { engine }),
    },
    { language: "javascript", engine: "quickjs", ...javascript },
  ];
  return all.filter(({ packages, lock }) => packages ?? lock);
}

/** Fetches the packages of each language, and says what is there. */
async function fetchAll(
  all: readonly SandboxOptions[],
  means: Parameters<typeof fetchPackages>[1],
): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const options of all) {
    lines.push(describePackages(await fetchPackages(options, means), options));
  }
  return lines;
}

/** Fetches packages, and starts a sandbox with them once, which builds what later starts need. */
async function fetchPackages(
  options: SandboxOptions,
  { progress, context }: {
    readonly progress: ProgressLine;
    readonly context: CommandContext;
  },
): Promise<readonly string[]> {
  const { engine, packages, lock, signal } = resolveSandboxOptions(options);
  const { preparePackages } = await context.packages();
  const set = await preparePackages({
    ...progress.listeners,
    engine,
    requirements: packages,
    lock,
    signal,
  });
  const started = { ...options, ...progress.listeners };
  await (await context.createSandbox(started, {})).close();
  return set?.packages.map(({ name, version }) => `${name} ${version}`) ?? [];
}

function describePackages(
  names: readonly string[],
  options: SandboxOptions,
): string {
  return names.length === 0
    ? `The engine ${options.engine} has the packages already\n`
    : `The packages for ${options.engine} are there: ${names.join(", ")}\n`;
}

function describe({ built, bytes, embedded, ms, path }: WarmOutcome): string {
  const size = formatBytes(bytes);
  if (embedded) return `The snapshot is part of this program (${size})\n`;
  return built
    ? `Built the snapshot in ${formatDuration(ms)} (${size}): ${path}\n`
    : `The snapshot was there already (${size}): ${path}\n`;
}
