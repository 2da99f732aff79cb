import { formatBytes, formatDuration } from "../core/units.ts";
import type { Command, CommandContext } from "./command.ts";
import type { WarmOutcome } from "./engine_setup.ts";
import { EXIT } from "./report/exit_status.ts";
import type { FlagTable, ParsedFlags } from "./arguments/flags.ts";
import { Interrupts } from "./host/interrupts.ts";
import { ProgressLine } from "./report/progress_line.ts";

const FLAGS = {
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
`,
  flags: FLAGS,
  run,
};

async function run(
  { flags: { quiet: isQuiet } }: ParsedFlags<typeof FLAGS>,
  context: CommandContext,
): Promise<number> {
  using interrupts = new Interrupts(context.onSignal, { isPatient: false });
  using progress = new ProgressLine(context.stderr, {
    isQuiet,
    loadSpinner: context.loadSpinner,
  });
  const outcome = await interrupts.race(context.warm(progress.listeners));
  if (outcome === undefined) return interrupts.status;
  progress.clear();
  if (!outcome.embedded && outcome.path === undefined) {
    context.stderr.write(
      "sandglass: no snapshot was kept, as Deno was not permitted to write the cache directory\n",
    );
    return EXIT.notStarted;
  }
  if (!isQuiet) context.stdout.write(describe(outcome));
  return EXIT.ok;
}

function describe({ built, bytes, embedded, ms, path }: WarmOutcome): string {
  const size = formatBytes(bytes);
  if (embedded) return `The snapshot is part of this program (${size})\n`;
  return built
    ? `Built the snapshot in ${formatDuration(ms)} (${size}): ${path}\n`
    : `The snapshot was there already (${size}): ${path}\n`;
}
