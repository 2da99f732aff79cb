/**
 * The entry point of the command line. It finds the command that the arguments name, reads its flags and operands, answers
 * `--help`, and runs it. This is the only module that exits the process.
 *
 * @module
 */
import type { Command, CommandContext } from "./commands/command.ts";
import { late } from "./core/late.ts";
import { quoteValue } from "./core/quote_value.ts";
import { EXIT } from "./commands/report/exit_status.ts";
import { guessGuest } from "./commands/arguments/guess_guest.ts";
import { ENGINE_VARIABLE } from "./commands/arguments/engine_flag.ts";
import { createDenoContext } from "./commands/host/deno_context.ts";
import {
  refuseOperands,
  UsageError,
} from "./commands/arguments/usage_error.ts";
import { dismissAhead, spawnAhead } from "./sandbox/process/child_process.ts";
import { embedded } from "./sandbox/embedded.ts";
import { environment } from "./sandbox/host.ts";

/** The list of commands. A new command is a file and a line here. Each is loaded when it is used. */
export const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  run: async () => (await import("./commands/run.ts")).runCommand,
  repl: async () => (await import("./commands/repl.ts")).replCommand,
  mcp: async () => (await import("./commands/mcp.ts")).mcpCommand,
  engines: async () => (await import("./commands/engines.ts")).enginesCommand,
  install: async () => (await import("./commands/install.ts")).installCommand,
  lock: async () => (await import("./commands/lock.ts")).lockCommand,
  warm: async () => (await import("./commands/warm.ts")).warmCommand,
  completions: async () =>
    (await import("./commands/completions.ts")).completionsCommand(COMMANDS),
};

/** How long the last output is written after Ctrl-C or SIGTERM, in milliseconds. */
const LAST_OUTPUT_MS = 100;

/**
 * Runs a command line. Prints an error as one line on standard error.
 *
 * @param args The command line, without the name of the program
 * @param context The surroundings of the command
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

/**
 * Runs a command line, without the report of errors.
 *
 * @param args The command line, without the name of the program
 * @param context The surroundings of the command
 * @returns The exit status
 * @throws {UsageError} If the command line is invalid
 * @throws {SandboxError} If the sandbox does not start
 */
export async function dispatch(
  [name, ...rest]: readonly string[],
  context: CommandContext,
): Promise<number> {
  switch (name) {
    case undefined:
      return await runPiped(context);
    case "-h":
    case "--help":
    case "help":
      context.stdout.write(await help(rest[0]));
      return EXIT.ok;
    case "-V":
    case "--version":
      context.stdout.write(`sandglass ${await version()}\n`);
      return EXIT.ok;
    default: {
      if (isCommand(name)) return await runCommand(name, rest, context);
      const { isProgram } = await import("./commands/run/is_program.ts");
      if (!await isProgram(name, context)) throw await unknownCommand(name);
      return await runCommand("run", [name, ...rest], context);
    }
  }
}

/** Runs what is piped in, as an interpreter does without arguments. */
async function runPiped(context: CommandContext): Promise<number> {
  if (!context.stdin.isTerminal) {
    const { peekProgram } = await import("./commands/run/is_program.ts");
    const stdin = await peekProgram(context.stdin);
    if (stdin !== undefined) {
      return await runCommand("run", [], { ...context, stdin });
    }
  }
  context.stderr.write(await describeCommands());
  return EXIT.usage;
}

/** Reads the flags and the operands of a command, answers `--help`, and runs the command. */
async function runCommand(
  name: string,
  args: readonly string[],
  context: CommandContext,
): Promise<number> {
  const [command, { HELP_FLAG, parseFlags }] = await Promise.all([
    find(name),
    import("./commands/arguments/flags.ts"),
  ]);
  const sources = command.takes?.sources;
  const table = { ...command.flags, ...HELP_FLAG };
  const line = parseFlags(args, table, sources && { sources });
  if (line.flags.help) {
    context.stdout.write(await describeCommand(command));
    return EXIT.ok;
  }
  const { takes } = command;
  const isGuests = takes?.guestArguments === true;
  const operands = isGuests ? line.operands : [...line.operands, ...line.rest];
  const [, surplus] = operands;
  if (takes === undefined) refuseOperands(name, operands);
  else if (surplus !== undefined && takes.refuse !== undefined) {
    throw new UsageError(takes.refuse(surplus));
  }
  const rest = isGuests ? line.rest : [];
  return await command.run({ flags: line.flags, operands, rest }, context);
}

async function help(name: string | undefined): Promise<string> {
  return name === undefined || name.startsWith("-")
    ? await describeCommands()
    : await describeCommand(await find(name));
}

async function describeCommand(
  { usage, flags, notes = "" }: Command,
): Promise<string> {
  const [{ HELP_FLAG }, { describeFlags }] = await Promise.all([
    import("./commands/arguments/flags.ts"),
    import("./commands/arguments/describe_flags.ts"),
  ]);
  const text = describeFlags({ ...flags, ...HELP_FLAG });
  return `${usage}\nFlags:\n${text}${notes === "" ? "" : `\n${notes}`}`;
}

function isCommand(name: string): boolean {
  return Object.hasOwn(COMMANDS, name);
}

async function find(name: string): Promise<Command> {
  const load = isCommand(name) ? COMMANDS[name] : undefined;
  if (load !== undefined) return await load();
  throw await unknownCommand(name);
}

async function unknownCommand(name: string): Promise<UsageError> {
  const { closest } = await import("./core/closest.ts");
  const names = Object.keys(COMMANDS);
  const isFlag = name.startsWith("-");
  const typed = name.replace(/^-+|=.*$/gs, "");
  const hint = isFlag
    ? closest(typed, ["help", "version", ...Object.keys(await flagsOfRun())])
    : closest(typed, names);
  const question = hint === undefined
    ? undefined
    : `did you mean ${isFlag ? "--" : ""}${hint}?`;
  const reason = isFlag ? "no such flag" : "no such command and no such file";
  const all = isFlag
    ? "sandglass run --help lists them"
    : `the commands are ${names.join(", ")}`;
  return new UsageError(
    `Cannot read ${quoteValue(name)} as there is ${reason} (${
      question ?? all
    })`,
  );
}

async function flagsOfRun(): Promise<Command["flags"]> {
  return (await find("run")).flags;
}

async function describeCommands(): Promise<string> {
  const lines = await Promise.all(
    Object.entries(COMMANDS).map(async ([name, load]) =>
      `  ${name.padEnd(13)}${(await load()).summary}\n`
    ),
  );
  return `Usage: sandglass COMMAND [FLAGS] [ARGS...]
       sandglass [FLAGS] FILE [ARGS...]
       sandglass [FLAGS] -c CODE [ARGS...]

Runs untrusted Python, JavaScript and TypeScript in a sandbox. A FILE or CODE
without a command is that of "run", and so is what is piped in.

Commands:
${lines.join("")}
Flags:
  -h, --help     Show this text; after a command, the command's own
  -V, --version  Show the version

Examples: sandglass script.py input.txt
          sandglass -c 'print(6*7)'
`;
}

async function version(): Promise<string> {
  return (await import("./core/version.ts")).VERSION;
}

/** Waits until the output is written. After an interrupt the wait is short. */
async function flush(context: CommandContext, status: number): Promise<void> {
  const flushed = context.stdout.flush();
  if (status < 128) return await flushed;
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, LAST_OUTPUT_MS);
  await Promise.race([flushed, promise]);
  clearTimeout(timer);
}

/** Returns the exit status of a command, or another one if its output was not written. */
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

/** Whether this process is a child process, which a compiled binary starts by running itself. */
function isChild(): boolean {
  return embedded !== undefined && Deno.args[0] === embedded.childArgument;
}

/** Drops the permissions that this command line does not need. A compiled binary starts with all that any needs. */
async function dropPermissions(): Promise<void> {
  const [{ sparePermissions }, { wantsPackages }, { giveUpPermissions }] =
    await Promise.all([
      import("./commands/host/least_permissions.ts"),
      late<typeof import("./commands/host/wants_packages.ts")>(
        import.meta.resolve("./commands/host/wants_packages.ts"),
      ),
      import("./sandbox/host.ts"),
    ]);
  giveUpPermissions(
    sparePermissions(
      Deno.args,
      environment(ENGINE_VARIABLE),
      wantsPackages(Deno.args),
    ),
  );
}

/** Runs the command line of this process, then exits the process. */
export async function runProcess(): Promise<never> {
  // The child process starts first, because its start takes longer than the work below.
  const guest = guessGuest(Deno.args, environment(ENGINE_VARIABLE));
  if (guest !== undefined) spawnAhead(guest);
  if (embedded !== undefined) await dropPermissions();
  const context = createDenoContext();
  const status = await main(Deno.args, context);
  await dismissAhead();
  context.stdout.endGuest();
  await flush(context, status);
  const finalStatus = await statusOf(status, context);
  context.allowExit();
  Deno.exit(finalStatus);
}

if (import.meta.main && isChild()) {
  const { serve } = await import("./sandbox/process/child.ts");
  serve(Deno.args.slice(1));
} else if (import.meta.main) await runProcess();
