import { formatBytes, formatDuration } from "../core/units.ts";
import type { Command, CommandContext, WarmOutcome } from "./command.ts";
import { EXIT } from "./report/exit_status.ts";
import {
  describeFlags,
  type FlagTable,
  parseFlags,
} from "./arguments/flags.ts";
import { Interrupts } from "./host/interrupts.ts";
import { ProgressLine } from "./report/progress_line.ts";
import { warningPrinter } from "./start_sandbox.ts";
import { refuseOperands } from "./arguments/usage_error.ts";

const FLAGS = {
  quiet: { kind: "switch", letter: "q", help: "Print nothing but errors" },
  help: { kind: "switch", letter: "h", help: "Show this text" },
} as const satisfies FlagTable;

/** `sandglass warm`: the slow part of the first start, now. */
export const warmCommand: Command = {
  summary: "Fetch the engines and build the snapshot now",
  usage: `Usage: sandglass warm [FLAGS]

Fetches all that the engines and the server need into Deno's cache, builds the
memory snapshot from which Python starts fast, and keeps it in the user's cache
directory. The first runs would do it otherwise. Afterwards every command works
without a network, also with Deno's --cached-only.

Flags:
${describeFlags(FLAGS)}`,
  flags: FLAGS,
  run,
};

async function run(
  args: readonly string[],
  context: CommandContext,
): Promise<number> {
  const { flags, operands, rest } = parseFlags(args, FLAGS);
  if (flags.help) {
    context.stdout.write(warmCommand.usage);
    return EXIT.ok;
  }
  refuseOperands("warm", [...operands, ...rest]);
  using interrupts = new Interrupts(context.onSignal, { isPatient: false });
  const progress = new ProgressLine(context.stderr, {
    isQuiet: flags.quiet,
    loadSpinner: context.loadSpinner,
  });
  const outcome = await interrupts.race(
    context.warm({
      onProgress: (message) => progress.show(message),
      onWarning: warningPrinter(progress, { context, isQuiet: flags.quiet }),
    }),
  ).finally(() => progress.clear());
  if (outcome === undefined) return interrupts.status;
  if (outcome.embedded) {
    const size = formatBytes(outcome.bytes);
    const text = `The snapshot is part of this program (${size})\n`;
    if (!flags.quiet) context.stdout.write(text);
    return EXIT.ok;
  }
  if (outcome.path === undefined) {
    context.stderr.write(
      "sandglass: no snapshot was kept, as Deno was not permitted to write the cache directory\n",
    );
    return EXIT.notStarted;
  }
  if (!flags.quiet) context.stdout.write(describe(outcome, outcome.path));
  return EXIT.ok;
}

function describe({ built, bytes, ms }: WarmOutcome, path: string): string {
  const size = formatBytes(bytes);
  return built
    ? `Built the snapshot in ${formatDuration(ms)} (${size}): ${path}\n`
    : `The snapshot was there already (${size}): ${path}\n`;
}
