import type { Completion, FlagSpec, FlagTable } from "../arguments/flags.ts";
import {
  type CompletedCommand,
  DEFAULT_COMMAND,
  spellings,
  TOP_FLAGS,
} from "./completed_command.ts";

/**
 * Writes the completion script for fish.
 *
 * @param commands The commands
 * @returns A script that fish reads with `source`
 */
export function toFish(commands: readonly CompletedCommand[]): string {
  const names = commands.map(({ name }) => name);
  const all = [...commands, { name: "help", summary: "Show how to use it" }];
  const tops = all.map(({ name, summary }) =>
    line("__sandglass_on", `-a ${name} -d ${fishQuote(summary)}`)
  );
  return `# Completes the command lines of sandglass in fish: sandglass completions fish | source
function __sandglass_on -d 'Whether the command line has this command, or no command yet'
    set -l words (commandline -opc)
    contains -- -- $words; and return 1
    test "$words[2]" = "$argv[1]"; and return 0
    # Other words than commands are files and flags of ${DEFAULT_COMMAND}.
    test "$argv[1]" = ${DEFAULT_COMMAND}; and test -n "$words[2]"
    and not contains -- "$words[2]" ${all.map(({ name }) => name).join(" ")}
end

complete -c sandglass -f
complete -c sandglass -n 'contains -- -- (commandline -opc)' -F
complete -c sandglass -n __sandglass_on -F
${tops.join("")}${flagLines("__sandglass_on", TOP_FLAGS)}${
    line("__sandglass_on help", `-a ${fishQuote(names.join(" "))}`)
  }${commands.map(commandLines).join("")}`;
}

function commandLines({ name, flags, operands }: CompletedCommand): string {
  const condition = `__sandglass_on ${name}`;
  const operand = operands === undefined
    ? ""
    : line(condition, complete(operands));
  return operand + flagLines(condition, flags);
}

function flagLines(condition: string, flags: FlagTable): string {
  return Object.entries(flags)
    .map(([name, spec]) => line(condition, flagArguments(name, spec)))
    .join("");
}

function flagArguments(name: string, spec: FlagSpec): string {
  const { kind, completion, help } = spec;
  const parts = [
    ...spellings(name, spec).map((one) =>
      one.startsWith("--") ? `-l ${one.slice(2)}` : `-s ${one.slice(1)}`
    ),
    kind === "switch"
      ? ""
      : completion === undefined
      ? "-x"
      : `-r ${complete(completion)}`,
    `-d ${fishQuote(help)}`,
  ];
  return parts.filter((part) => part !== "").join(" ");
}

function complete(completion: Completion): string {
  switch (completion) {
    case "file":
      return "-F";
    case "directory":
      return "-f -a '(__fish_complete_directories)'";
    default:
      return `-f -a ${fishQuote(completion.join(" "))}`;
  }
}

function line(condition: string, rest: string): string {
  return `complete -c sandglass -n '${condition}' ${rest}\n`;
}

/** Quotes text for fish, which has two escapes in single quotes. */
function fishQuote(text: string): string {
  return `'${text.replaceAll(/[\\']/g, "\\$&")}'`;
}
