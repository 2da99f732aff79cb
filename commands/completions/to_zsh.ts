import type { Completion, FlagSpec, FlagTable } from "../arguments/flags.ts";
import {
  type CompletedCommand,
  DEFAULT_COMMAND,
  quote,
  spellings,
  TOP_FLAGS,
} from "./completed_command.ts";

/**
 * Writes the completion script for zsh.
 *
 * @param commands The commands
 * @returns A script that zsh reads with `source`, or finds as `_sandglass` in its `fpath`
 */
export function toZsh(commands: readonly CompletedCommand[]): string {
  const help = { name: "help", summary: "Show how to use it" };
  const names = [...commands, help].map(({ name, summary }) =>
    quote(`${name}:${escape(summary)}`)
  );
  return `#compdef sandglass
# Completes the command lines of sandglass in zsh: source <(sandglass completions zsh)
_sandglass() {
  local curcontext=$curcontext context state state_descr line
  typeset -A opt_args
  _arguments -C \\
${argumentLines(TOP_FLAGS)}    '1:command:->command' \\
    '*::argument:->argument'
  case $state in
    command)
      local -a commands
      commands=(${names.join(" ")})
      _alternative 'commands:command:{ _describe command commands }' 'files:file:_files'
      ;;
    argument)
      case $words[1] in
        help)
          _arguments ${quote(`1:command:${words(namesOf(commands))}`)}
          ;;
${
    commands.filter(({ name }) => name !== DEFAULT_COMMAND).map(branch).join("")
  }${
    commands.filter(({ name }) => name === DEFAULT_COMMAND).map(branch).join("")
  }      esac
      ;;
  esac
}

if [[ $funcstack[1] == _sandglass ]]; then
  _sandglass "$@"
else
  compdef _sandglass sandglass
fi
`;
}

function namesOf(commands: readonly CompletedCommand[]): readonly string[] {
  return commands.map(({ name }) => name);
}

function branch({ name, flags, operands }: CompletedCommand): string {
  const operand = operands === undefined
    ? ""
    : ` \\\n    ${quote(`*:operand:${action(operands)}`)}`;
  const lines = argumentLines(flags).replace(/ \\\n$/, "");
  return `        ${name === DEFAULT_COMMAND ? "*" : name})
          if ((\${words[(i)--]} < CURRENT)); then
            _files
            return
          fi
          _arguments -s -S \\
${lines}${operand}
          ;;
`;
}

function argumentLines(flags: FlagTable): string {
  return Object.entries(flags).flatMap(([name, spec]) =>
    specs(name, spec).map((one) => `    ${quote(one)} \\\n`)
  ).join("");
}

/** Returns a flag in the syntax of `_arguments`: `--name=[help]:VALUE:(values)`, and the same for its letter. */
function specs(name: string, spec: FlagSpec): readonly string[] {
  const { kind, placeholder = "value", completion, help } = spec;
  const value = kind === "switch"
    ? ""
    : `:${escape(placeholder)}:${action(completion)}`;
  const tail = `[${escape(help)}]${value}`;
  const both = spellings(name, spec);
  // A flag excludes its other spelling and itself. A list may be repeated.
  const head = kind === "list" ? "*" : `(${both.join(" ")})`;
  return both.map((one) => {
    const sign = kind === "switch" ? "" : one.startsWith("--") ? "=" : "+";
    return `${head}${one}${sign}${tail}`;
  });
}

function escape(text: string): string {
  return text.replaceAll(/[[\]:\\]/g, "\\$&");
}

function action(completion: Completion | undefined): string {
  switch (completion) {
    case undefined:
      return " ";
    case "file":
      return "_files";
    case "directory":
      return "_files -/";
    default:
      return words(completion);
  }
}

function words(all: readonly string[]): string {
  return `(${all.join(" ")})`;
}
