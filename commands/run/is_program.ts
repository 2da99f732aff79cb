/**
 * Command lines without a command: those that name a program, and those whose program is piped in.
 *
 * @module
 */
import { isKnownFlag } from "../arguments/flags.ts";
import { UsageError } from "../arguments/usage_error.ts";
import type { CommandContext } from "../command.ts";

/**
 * Returns whether the first argument is a program or a flag of `run`, and no command.
 *
 * @param arg The first argument
 * @param context The file system
 * @returns Whether the command line is one of `run`
 */
export async function isProgram(
  arg: string,
  context: Pick<CommandContext, "requireFile">,
): Promise<boolean> {
  if (arg === "-" || arg === "--") return true;
  if (arg.startsWith("-")) {
    const { runCommand } = await import("../run.ts");
    return isKnownFlag(arg, runCommand.flags);
  }
  // A missing file gets the message of a missing file.
  if (/[./\\]/.test(arg)) return true;
  try {
    await context.requireFile(arg);
    return true;
  } catch (error) {
    return error instanceof Error && error.name === "IsADirectory";
  }
}

/**
 * Reads the beginning of standard input.
 *
 * @param stdin Standard input
 * @returns The same input, from its beginning; `undefined` if it is empty
 * @throws {UsageError} If it has messages of an MCP client
 */
export async function peekProgram(
  stdin: CommandContext["stdin"],
): Promise<CommandContext["stdin"] | undefined> {
  let first = await stdin.read().catch(() => null);
  if (first === null) return undefined;
  if (
    /^\s*\{\s*"(?:jsonrpc|method|id)"/.test(new TextDecoder().decode(first))
  ) {
    throw new UsageError(
      "Cannot run standard input as it has messages of an MCP client: use sandglass mcp",
    );
  }
  return {
    ...stdin,
    async read(): Promise<Uint8Array | null> {
      const chunk = first ?? await stdin.read();
      first = null;
      return chunk;
    },
  };
}
