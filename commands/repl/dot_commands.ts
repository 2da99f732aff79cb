/**
 * The commands of the REPL, such as `.help`.
 *
 * @module
 */
import { closest } from "../../core/closest.ts";
import { quoteValue } from "../../core/quote_value.ts";
import { UsageError } from "../arguments/usage_error.ts";

/** The commands, with their arguments and descriptions. */
const DOT_COMMANDS = {
  clear: ["", "start over with an empty sandbox"],
  exit: ["", "end the session, as exit and quit do"],
  help: ["", "show this text"],
  load: ["FILE", "run a file in this sandbox"],
  timeout: [
    "DURATION",
    "set the time limit of each run, for example .timeout 5s",
  ],
} as const;

/** The name of a command, without its dot. */
type DotCommand = keyof typeof DOT_COMMANDS;

/** The names of the commands, without their dots. */
export const DOT_COMMAND_NAMES: readonly string[] = Object.keys(DOT_COMMANDS);

/** What the keys do that are not obvious. */
const KEYS: readonly (readonly [string, string])[] = [
  ["Tab", "complete a name, or indent"],
  ["Up, Down", "earlier statements"],
  ["Ctrl-R", "search the earlier statements"],
  ["Alt-Enter", "add a line to the statement"],
  ["Ctrl-C", "clear the line, or interrupt the running statement"],
  ["Ctrl-D", "end the session"],
  ["_", "the last value"],
];

/** The text of `.help`. */
export const DOT_COMMAND_HELP: string = [
  ...Object.entries(DOT_COMMANDS).map(([name, [argument, help]]) =>
    [`.${name} ${argument}`, help] as const
  ),
  ...KEYS,
].map(([name, help]) => `${name.padEnd(18)}${help}\n`).join("");

/**
 * Reads the name of a command.
 *
 * @param name The name as the user typed it, without its dot
 * @returns The command
 * @throws {UsageError} If there is no such command
 */
export function readDotCommand(name: string): DotCommand {
  // The keys of a constant are those of its type.
  const names = Object.keys(DOT_COMMANDS) as DotCommand[];
  const command = names.find((one) => one === name);
  if (command !== undefined) return command;
  const hint = closest(name, names);
  throw new UsageError(
    `Cannot read ${quoteValue(`.${name}`)} as there is no such command (${
      hint ? `did you mean .${hint}?` : ".help lists them"
    })`,
  );
}
