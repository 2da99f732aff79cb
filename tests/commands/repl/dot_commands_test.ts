import { assert, assertEquals, assertThrows } from "@std/assert";
import { UsageError } from "../../../commands/arguments/usage_error.ts";
import {
  DOT_COMMAND_HELP,
  DOT_COMMAND_NAMES,
  readDotCommand,
} from "../../../commands/repl/dot_commands.ts";

Deno.test("readDotCommand() reads the commands that .help lists", () => {
  const names = DOT_COMMAND_HELP.matchAll(/^\.(\w+)/gm);
  for (const [, name = ""] of names) assertEquals(readDotCommand(name), name);
});

Deno.test("readDotCommand() refuses an unknown command, with a hint", () => {
  assertThrows(
    () => readDotCommand("hlep"),
    UsageError,
    'Cannot read ".hlep" as there is no such command (did you mean .help?)',
  );
  assertThrows(
    () => readDotCommand("constructor"),
    UsageError,
    'Cannot read ".constructor" as there is no such command (.help lists them)',
  );
});

Deno.test("DOT_COMMAND_HELP has a line within 80 columns for each command and key", () => {
  const lines = DOT_COMMAND_HELP.trimEnd().split("\n");
  const commands = lines.filter((line) => line.startsWith("."));
  assertEquals(commands.length, DOT_COMMAND_NAMES.length);
  assert(lines.some((line) => line.startsWith("Ctrl-R")));
  assert(lines.every((line) => line.length <= 80));
});
