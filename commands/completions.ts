import { quoteValue } from "../core/quote_value.ts";
import {
  type FlagTable,
  HELP_FLAG,
  type ParsedFlags,
} from "./arguments/flags.ts";
import { UsageError } from "./arguments/usage_error.ts";
import type { Command, CommandContext } from "./command.ts";
import type { CompletedCommand } from "./completions/completed_command.ts";
import { toBash } from "./completions/to_bash.ts";
import { toFish } from "./completions/to_fish.ts";
import { toZsh } from "./completions/to_zsh.ts";
import { EXIT } from "./report/exit_status.ts";

type CommandLoaders = Readonly<Record<string, () => Promise<Command>>>;
type ScriptWriter = (commands: readonly CompletedCommand[]) => string;

const FLAGS = {} as const satisfies FlagTable;

/** The list of shells. */
const SHELLS: Readonly<Record<string, ScriptWriter>> = {
  bash: toBash,
  zsh: toZsh,
  fish: toFish,
};

/**
 * Creates `sandglass completions`, which reads the flags and operands of all commands.
 *
 * @param commands The loader of each command
 * @returns The command
 */
export function completionsCommand(
  commands: CommandLoaders,
): Command<typeof FLAGS> {
  return {
    summary: "Print a script that completes command lines in a shell",
    usage: `Usage: sandglass completions bash|zsh|fish

Prints a script with which a shell completes commands, flags and their values.
Add one of these lines to the start file of the shell:

  source <(sandglass completions bash)      ~/.bashrc
  source <(sandglass completions zsh)       ~/.zshrc, after compinit
  sandglass completions fish | source       ~/.config/fish/config.fish
`,
    flags: FLAGS,
    takes: {
      completion: Object.keys(SHELLS),
      guestArguments: false,
      refuse: (second) => expected(`also ${quoteValue(second)}`),
    },
    run: ({ operands }, context) => run(operands, { context, commands }),
  };
}

async function run(
  [name = ""]: ParsedFlags<typeof FLAGS>["operands"],
  { context, commands }: {
    readonly context: CommandContext;
    readonly commands: CommandLoaders;
  },
): Promise<number> {
  const write = Object.hasOwn(SHELLS, name) ? SHELLS[name] : undefined;
  if (write === undefined) throw new UsageError(expected(quoteValue(name)));
  const completed = await Promise.all(
    Object.entries(commands).map(async ([name, load]) => {
      const { summary, flags, takes } = await load();
      return {
        name,
        summary,
        flags: { ...flags, ...HELP_FLAG },
        operands: takes?.completion,
      };
    }),
  );
  context.stdout.write(write(completed));
  return EXIT.ok;
}

function expected(given: string): string {
  return `Cannot print completions as one of ${
    Object.keys(SHELLS).join(", ")
  } is expected: given is ${given} (example: sandglass completions bash)`;
}
