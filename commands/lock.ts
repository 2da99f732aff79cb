import type { PackageLock } from "../core/packages.ts";
import type { Command, CommandContext } from "./command.ts";
import {
  ENGINE_FLAG,
  PYTHON_ENGINES,
  readEngine,
  withUsersEngine,
} from "./arguments/engine_flag.ts";
import type { FlagTable, ParsedFlags } from "./arguments/flags.ts";
import { UsageError } from "./arguments/usage_error.ts";
import { late } from "../core/late.ts";
import { Interrupts, settled } from "./host/interrupts.ts";
import { EXIT } from "./report/exit_status.ts";
import { ProgressLine } from "./report/progress_line.ts";

const EXAMPLE = " (example: sandglass lock rich 'pandas>=3')";

const FLAGS = {
  output: {
    kind: "value",
    letter: "o",
    also: ["output-file"],
    placeholder: "FILE",
    example: "pylock.toml",
    completion: "file",
    help: "Write the lock to FILE rather than to standard output",
  },
  engine: {
    ...ENGINE_FLAG.engine,
    completion: PYTHON_ENGINES,
    help: `The engine for which it is: ${
      PYTHON_ENGINES.join(" or ")
    } (default: by the packages)`,
  },
  quiet: { kind: "switch", letter: "q", help: "Print only errors" },
} as const satisfies FlagTable;

/** `sandglass lock`: resolves packages to exact versions and digests. */
export const lockCommand: Command<typeof FLAGS> = {
  summary: "Write a lock of packages for --lock",
  usage: `Usage: sandglass lock [FLAGS] NAME[VERSIONS]...

Finds packages of Python and all that they need, and writes their versions and
digests in the format of pylock.toml (PEP 751). With --lock FILE, the other
commands then use exactly these packages, and refuse a changed one. The index,
proxies and credentials are those of your uv or pip. Nothing of a package runs.
`,
  notes:
    `Permissions: --allow-run=uv,pip,python3; --allow-read, --allow-write and
--allow-env=HOME,XDG_CACHE_HOME for the user's cache directory; and with -o
--allow-write for the directory of FILE.
`,
  flags: FLAGS,
  takes: { guestArguments: false },
  run,
};

async function run(
  { flags, operands }: ParsedFlags<typeof FLAGS>,
  context: CommandContext,
): Promise<number> {
  if (operands.length === 0) {
    throw new UsageError(
      `Cannot lock as there are no packages: a NAME is expected${EXAMPLE}`,
    );
  }
  const { readRequirements } = await late<
    typeof import("./arguments/packages.ts")
  >(import.meta.resolve("./arguments/packages.ts"));
  const setting = { name: "NAME", example: EXAMPLE };
  const requirements = readRequirements(operands, setting);
  const host = await context.packages();
  const engine = readEngine(withUsersEngine(flags, "python", context).engine) ??
    host.chooseEngine(requirements);
  if (!PYTHON_ENGINES.includes(engine)) {
    throw new UsageError(
      `Cannot lock for ${engine} as packages are for python: --engine must be one of ${
        PYTHON_ENGINES.join(", ")
      }${EXAMPLE}`,
    );
  }
  using interrupts = new Interrupts(context.onSignal, { isPatient: false });
  using progress = new ProgressLine(context.stderr, {
    isQuiet: flags.quiet,
    loadSpinner: context.loadSpinner,
  });
  const { signal } = interrupts;
  const work = host.lockPackages({
    ...progress.listeners,
    engine,
    requirements,
    signal,
  });
  const lock = await interrupts.race(
    work.catch((error) => {
      if (signal.aborted) return undefined;
      throw error;
    }),
  );
  if (lock === undefined) {
    await settled(work);
    return interrupts.status;
  }
  progress.clear();
  await write(lock, { text: host.formatLock(lock), flags, context });
  return EXIT.ok;
}

async function write(
  { packages, engine }: PackageLock,
  { text, flags: { output, quiet }, context }: {
    readonly text: string;
    readonly flags: ParsedFlags<typeof FLAGS>["flags"];
    readonly context: CommandContext;
  },
): Promise<void> {
  if (output === undefined) return context.stdout.write(text);
  await context.writeFile(output, text);
  if (quiet) return;
  const count = packages.length;
  context.stdout.write(
    `Locked ${count} ${
      count === 1 ? "package" : "packages"
    } for ${engine}: ${output}\n`,
  );
}
