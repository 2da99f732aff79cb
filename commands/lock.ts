import {
  defaultEngineOf,
  type Language,
  LANGUAGES_OF,
} from "../core/languages.ts";
import type { PackageLock, Requirement } from "../core/packages.ts";
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

Finds packages and all that they need, and writes their versions and digests:
for Python in the format of pylock.toml (PEP 751), for JavaScript (npm:NAME) in
that of deno.lock. With --lock FILE, the other commands then use exactly these
packages, and refuse a changed one. The index or registry, proxies and
credentials are those of your uv, pip or npm. Nothing of a package runs.
`,
  notes: `Permissions: --allow-run=uv,pip,python3 (for npm: deno); --allow-read,
--allow-write and --allow-env=HOME,XDG_CACHE_HOME for the user's cache directory;
and with -o --allow-write for the directory of FILE.
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
  const language = languageOf(requirements);
  const engine = readEngine(withUsersEngine(flags, language, context).engine) ??
    (language === "python"
      ? host.chooseEngine(requirements)
      : defaultEngineOf(language));
  if (!LANGUAGES_OF[engine].includes(language)) {
    throw new UsageError(
      language === "python"
        ? `Cannot lock for ${engine} as packages without npm: are for python: --engine must be one of ${
          PYTHON_ENGINES.join(", ")
        }${EXAMPLE}`
        : `Cannot lock for ${engine} as packages of npm are for JavaScript: leave out --engine`,
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

/** The language of packages, which must be the same for all. */
function languageOf(requirements: readonly Requirement[]): Language {
  const ofNpm = requirements.filter(({ registry }) => registry === "npm");
  if (ofNpm.length === 0) return "python";
  if (ofNpm.length === requirements.length) return "javascript";
  throw new UsageError(
    "Cannot lock packages of Python and of npm in one file: write two locks (example: sandglass lock npm:zod -o deno.lock)",
  );
}

async function write(
  { packages, npm, engine }: PackageLock,
  { text, flags: { output, quiet }, context }: {
    readonly text: string;
    readonly flags: ParsedFlags<typeof FLAGS>["flags"];
    readonly context: CommandContext;
  },
): Promise<void> {
  if (output === undefined) return context.stdout.write(text);
  await context.writeFile(output, text);
  if (quiet) return;
  const count = npm?.count ?? packages.length;
  context.stdout.write(
    `Locked ${count} ${
      count === 1 ? "package" : "packages"
    } for ${engine}: ${output}\n`,
  );
}
