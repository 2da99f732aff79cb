/**
 * The command line: `argv` to `commands/`. Nothing else exits.
 *
 * @module
 */
import type { Command, CommandContext } from "./commands/command.ts";
import { EXIT } from "./commands/report/exit_status.ts";
import { guessGuest } from "./commands/arguments/guess_guest.ts";
import { createDenoContext } from "./commands/host/deno_context.ts";
import { UsageError } from "./commands/arguments/usage_error.ts";
import { dismissAhead, spawnAhead } from "./sandbox/process/child_process.ts";
import { embedded } from "./sandbox/embedded.ts";

/** THE list of commands: a new one is a file and a line. Each loads when it is asked for. */
export const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  run: async () => (await import("./commands/run.ts")).runCommand,
  repl: async () => (await import("./commands/repl.ts")).replCommand,
  mcp: async () => (await import("./commands/mcp.ts")).mcpCommand,
  engines: async () => (await import("./commands/engines.ts")).enginesCommand,
  warm: async () => (await import("./commands/warm.ts")).warmCommand,
  completions: async () =>
    (await import("./commands/completions.ts")).completionsCommand(COMMANDS),
};

/** Milliseconds that somebody who pressed Ctrl-C waits for the last of the output to be read. */
const LAST_WORDS_MS = 100;

/**
 * Does what a command line says. What goes wrong is one line on standard error.
 *
 * @param args The command line, without the program's name
 * @param context The world outside
 * @returns The exit status
 */
export async function main(
  args: readonly string[],
  context: CommandContext,
): Promise<number> {
  try {
    return await Promise.race([dispatch(args, context), context.moduleFailed]);
  } catch (error) {
    const { explainFailure } = await import("./commands/report/failure.ts");
    const { message, status } = explainFailure(error);
    context.stderr.write(`sandglass: ${message}\n`);
    return status;
  }
}

async function dispatch(
  [name, ...rest]: readonly string[],
  context: CommandContext,
): Promise<number> {
  switch (name) {
    case undefined:
      context.stderr.write(await describeCommands());
      return 2;
    case "-h":
    case "--help":
    case "help":
      context.stdout.write(await help(rest[0]));
      return 0;
    case "-V":
    case "--version":
      context.stdout.write(`sandglass ${await version()}\n`);
      return 0;
    default:
      return await (await find(name)).run(rest, context);
  }
}

async function help(name: string | undefined): Promise<string> {
  return name === undefined || name.startsWith("-")
    ? await describeCommands()
    : (await find(name)).usage;
}

async function find(name: string): Promise<Command> {
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (load !== undefined) return await load();
  throw await unknownCommand(name);
}

async function unknownCommand(name: string): Promise<UsageError> {
  const { closest } = await import("./core/closest.ts");
  const names = Object.keys(COMMANDS);
  const isFlag = name.startsWith("-");
  const isFile = /\.(?:py|[cm]?[jt]s)$/.test(name);
  const hint = isFile
    ? `did you mean sandglass run ${name}?`
    : closest(name.replace(/^-+/, ""), isFlag ? ["help", "version"] : names);
  const question = isFile || hint === undefined
    ? hint
    : `did you mean ${isFlag ? "--" : ""}${hint}?`;
  return new UsageError(
    `Cannot read ${JSON.stringify(name.slice(0, 80))} as there is no such ${
      isFlag ? "flag" : "command"
    } (${question ?? `there are ${names.join(", ")}`})`,
  );
}

async function describeCommands(): Promise<string> {
  const lines = await Promise.all(
    Object.entries(COMMANDS).map(async ([name, load]) =>
      `  ${name.padEnd(13)}${(await load()).summary}\n`
    ),
  );
  return `Usage: sandglass COMMAND [FLAGS] [ARGS...]

Runs untrusted Python, JavaScript and TypeScript in a sandbox.

Commands:
${lines.join("")}
Flags:
  -h, --help     Show this text; after a command, the command's own
  -V, --version  Show the version

Example: sandglass run -e 'print(6*7)'
`;
}

async function version(): Promise<string> {
  return (await import("./core/version.ts")).VERSION;
}

/** Waits until the output has left; not for long where somebody asked for the end. */
async function flush(context: CommandContext, status: number): Promise<void> {
  const flushed = context.stdout.flush();
  if (status < 128) return await flushed;
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, LAST_WORDS_MS);
  await Promise.race([flushed, promise]);
  clearTimeout(timer);
}

/** The exit status of a command, or what comes in its place where its output did not arrive. */
async function statusOf(
  status: number,
  { stdout, stderr }: CommandContext,
): Promise<number> {
  if (!stdout.broken.aborted) return status;
  const { explainOutput } = await import("./commands/report/failure.ts");
  const failure = explainOutput(stdout.broken.reason);
  if (failure.message !== "") {
    stderr.write(`sandglass: ${failure.message}\n`);
    await stderr.flush();
  }
  const isReplaced = status === EXIT.ok || status === EXIT.brokenPipe;
  return isReplaced ? failure.status : status;
}

/** Whether this is a binary that started itself as a child process. */
function isChild(): boolean {
  return embedded !== undefined && Deno.args[0] === embedded.childArgument;
}

/** What is compiled into a binary is enough for every command line, and too much for nearly all. */
async function giveUpSpare(): Promise<void> {
  const [{ sparePermissions }, { giveUpPermissions }] = await Promise.all([
    import("./commands/host/least_permissions.ts"),
    import("./sandbox/host.ts"),
  ]);
  giveUpPermissions(sparePermissions(Deno.args));
}

/** Runs the command line of this process, and leaves it. */
export async function runProcess(): Promise<never> {
  // First, as a process takes longer to start than all that is done here meanwhile.
  const guest = guessGuest(Deno.args);
  if (guest !== undefined) spawnAhead(guest);
  if (embedded !== undefined) await giveUpSpare();
  const context = createDenoContext();
  const status = await main(Deno.args, context);
  await dismissAhead();
  await flush(context, status);
  const finalStatus = await statusOf(status, context);
  context.allowExit();
  Deno.exit(finalStatus);
}

if (import.meta.main && isChild()) {
  const { serve } = await import("./sandbox/process/child.ts");
  serve(Deno.args.slice(1));
} else if (import.meta.main) await runProcess();
