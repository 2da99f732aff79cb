import type { Completion, FlagTable } from "../arguments/flags.ts";
import {
  allSpellings,
  type CompletedCommand,
  DEFAULT_COMMAND,
  quote,
  spellings,
  TOP_FLAGS,
} from "./completed_command.ts";

/**
 * Writes the completion script for bash 3.2 and later. The script needs no other package.
 *
 * @param commands The commands
 * @returns A script that bash reads with `source`
 */
export function toBash(commands: readonly CompletedCommand[]): string {
  const names = commands.map(({ name }) => name);
  return `# Completes the command lines of sandglass in bash: source <(sandglass completions bash)
_sandglass_words() {
  local line
  while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen "$@")
}

_sandglass_paths() {
  # A directory gets a slash instead of a space. Bash 3.2 does not have compopt.
  compopt -o filenames 2>/dev/null
  _sandglass_words "$@"
}

_sandglass() {
  local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} index
  COMPREPLY=()
  # Bash splits before and after the = sign.
  if [[ $word == "=" ]]; then
    word=
  elif [[ $before == "=" ]]; then
    before=\${COMP_WORDS[COMP_CWORD-2]}
  fi
  if ((COMP_CWORD == 1)); then
    # A file without a command is run.
    _sandglass_paths -f -- "$word"
    ${words([...names, "help", ...flagWords(TOP_FLAGS)])}
    return
  fi
  # The arguments after -- are for the guest.
  for ((index = 2; index < COMP_CWORD; index++)); do
    if [[ \${COMP_WORDS[index]} == "--" ]]; then
      _sandglass_paths -f -- "$word"
      return
    fi
  done
  case \${COMP_WORDS[1]} in
    help)
      ${words(names)}
      ;;
${[...commands].sort(defaultLast).map(branch).join("")}  esac
}

complete -F _sandglass sandglass
`;
}

/** The branch of the command that other words than commands mean comes last. */
function defaultLast(a: CompletedCommand, b: CompletedCommand): number {
  return Number(a.name === DEFAULT_COMMAND) -
    Number(b.name === DEFAULT_COMMAND);
}

function branch({ name, flags, operands }: CompletedCommand): string {
  return `    ${name === DEFAULT_COMMAND ? "*" : name})
      case $before in
${valueBranches(flags)}      esac
      if [[ $word == -* ]]; then
        ${words(flagWords(flags))}
      else
        ${complete(operands)}
      fi
      ;;
`;
}

/** Returns a branch of the script for each way to complete values of flags. */
function valueBranches(flags: FlagTable): string {
  const ways = new Map<string, string[]>();
  for (const [name, spec] of Object.entries(flags)) {
    if (spec.kind === "switch") continue;
    const way = complete(spec.completion);
    ways.set(way, [...ways.get(way) ?? [], ...allSpellings(name, spec)]);
  }
  return [...ways].map(([way, flags]) =>
    `        ${flags.join(" | ")})
          ${way}
          return
          ;;
`
  ).join("");
}

function complete(completion: Completion | undefined): string {
  switch (completion) {
    case undefined:
      return ":";
    case "file":
      return '_sandglass_paths -f -- "$word"';
    case "directory":
      return '_sandglass_paths -d -- "$word"';
    default:
      return words(completion);
  }
}

function words(all: readonly string[]): string {
  return `_sandglass_words -W ${quote(all.join(" "))} -- "$word"`;
}

function flagWords(flags: FlagTable): readonly string[] {
  return Object.entries(flags).flatMap(([name, spec]) => spellings(name, spec));
}
