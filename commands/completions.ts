import {
  describeFlags,
  type FlagTable,
  parseFlags,
  shown,
} from "./arguments/flags.ts";
import { UsageError } from "./arguments/usage_error.ts";
import type { Command, CommandContext } from "./command.ts";
import type { CompletedCommand } from "./completions/completed_command.ts";
import { toBash } from "./completions/to_bash.ts";
import { toFish } from "./completions/to_fish.ts";
import { toZsh } from "./completions/to_zsh.ts";
import { EXIT } from "./report/exit_status.ts";

const FLAGS = {
  help: { kind: "switch", letter: "h", help: "Show this text" },
} as const satisfies FlagTable;

/** THE list of shells. */
const SHELLS: Readonly<
  Record<string, (commands: readonly CompletedCommand[]) => string>
> = { bash: toBash, zsh: toZsh, fish: toFish };

const USAGE = `Usage: sandglass completions bash|zsh|fish

Prints a script with which a shell completes commands, flags and their values.
Put one of these where your shell looks at its start:

  source <(sandglass completions bash)      ~/.bashrc
  source <(sandglass completions zsh)       ~/.zshrc, after compinit
  sandglass completions fish | source       ~/.config/fish/config.fish

Flags:
${describeFlags(FLAGS)}`;

/**
 * Makes `sandglass completions`, which knows all commands by what they say of themselves.
 *
 * @param commands What loads each command
 * @returns The command
 */
export function completionsCommand(
  commands: Readonly<Record<string, () => Promise<Command>>>,
): Command {
  return {
    summary: "Print what completes command lines in a shell",
    usage: USAGE,
    flags: FLAGS,
    operands: Object.keys(SHELLS),
    run: (args, context) => run(args, { context, commands }),
  };
}

async function run(
  args: readonly string[],
  { context, commands }: {
    readonly context: CommandContext;
    readonly commands: Readonly<Record<string, () => Promise<Command>>>;
  },
): Promise<number> {
  const { flags, operands, rest } = parseFlags(args, FLAGS);
  if (flags.help) {
    context.stdout.write(USAGE);
    return EXIT.ok;
  }
  const write = readShell([...operands, ...rest]);
  const completed = await Promise.all(
    Object.entries(commands).map(async ([name, load]) => {
      const { summary, flags, operands } = await load();
      return { name, summary, flags, operands };
    }),
  );
  context.stdout.write(write(completed));
  return EXIT.ok;
}

function readShell(
  [name = "", extra]: readonly string[],
): (commands: readonly CompletedCommand[]) => string {
  const write = Object.hasOwn(SHELLS, name) ? SHELLS[name] : undefined;
  if (write !== undefined && extra === undefined) return write;
  throw new UsageError(
    `Cannot print completions as one of ${
      Object.keys(SHELLS).join(", ")
    } is expected: given is ${
      extra === undefined ? shown(name) : shown(`${name} ${extra}`)
    } (example: sandglass completions bash)`,
  );
}
