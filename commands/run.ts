import { resolveLimits } from "../core/limits.ts";
import {
  LANGUAGES,
  type RunOptions,
  type SandboxOptions,
} from "../core/options.ts";
import type { RunResult } from "../core/result.ts";
import { describeFileError, LineSplitter } from "./host/byte_sources.ts";
import type {
  ByteSource,
  Command,
  CommandContext,
  CommandSandbox,
  OutDirectory,
} from "./command.ts";
import { EXIT, EXIT_HELP, EXIT_OF_RUN } from "./report/exit_status.ts";
import {
  describeFlags,
  type FlagTable,
  type FlagValues,
  parseFlags,
  shown,
} from "./arguments/flags.ts";
import {
  type GuestProgram,
  openFile,
  readLanguage,
  readProgram,
} from "./arguments/guest_program.ts";
import { EXTENSIONS } from "./arguments/language_names.ts";
import { FILE_FLAGS, readInputFiles } from "./arguments/file_flags.ts";
import { passVariables } from "./arguments/env_flag.ts";
import { FUNCTIONS_FLAG, readFunctions } from "./arguments/functions_flag.ts";
import { Interrupts } from "./host/interrupts.ts";
import { displayFiles } from "./report/displays.ts";
import { writeRunFiles } from "./report/files_written.ts";
import { ResultPrinter } from "./report/result_printer.ts";
import {
  ISOLATION_HELP,
  readEngine,
  SANDBOX_FLAGS,
  toSandboxOptions,
} from "./arguments/sandbox_flags.ts";
import { startSandbox } from "./start_sandbox.ts";
import { UsageError } from "./arguments/usage_error.ts";

const FLAGS = {
  eval: {
    kind: "value",
    letter: "e",
    placeholder: "CODE",
    example: "'print(6*7)'",
    help: "Run CODE rather than a file (default language: python)",
  },
  language: {
    kind: "value",
    letter: "l",
    placeholder: "NAME",
    example: "python",
    completion: LANGUAGES,
    help: "python, javascript, typescript (default: by FILE)",
  },
  ...SANDBOX_FLAGS,
  ...FILE_FLAGS,
  ...FUNCTIONS_FLAG,
  stdin: {
    kind: "value",
    placeholder: "FILE",
    example: "input.txt",
    completion: "file",
    help: "Let the guest read FILE as its standard input",
  },
  json: {
    kind: "switch",
    help: "Print the result as one line of JSON, and nothing else",
  },
  quiet: {
    kind: "switch",
    letter: "q",
    help: "Show no progress and no warnings",
  },
  help: { kind: "switch", letter: "h", help: "Show this text" },
} as const satisfies FlagTable;

type Flags = FlagValues<typeof FLAGS>;

/** `sandglass run`: one piece of code in a fresh sandbox. */
export const runCommand: Command = {
  summary: "Run a file, standard input or an expression",
  usage: `Usage: sandglass run [FLAGS] FILE [-- ARGS...]
       sandglass run [FLAGS] -e CODE [-- ARGS...]
       sandglass run [FLAGS] - [-- ARGS...]

Runs untrusted code in a sandbox that can reach no file, no network and no
variable of this machine but what is granted, and ends in time. Prints what the
code prints, and the value of its last expression.

FILE's name tells the language (${
    EXTENSIONS.map((one) => `.${one}`).join(", ")
  }), else its
first line (#!) or --language. "-" reads the code from standard input.

Flags:
${describeFlags(FLAGS)}
${ISOLATION_HELP}
In the line of --json, a value that JSON cannot hold is an object with one key:
{"$bigint": "1"}, {"$number": "NaN"}, {"$bytes": BASE64}, {"$date": ISO 8601},
{"$tuple": [...]}, {"$set": [...]}; {"$map": {"$x": 1}} is a map with the one
key "$x". Bytes among displays are {"base64": BASE64}.

${EXIT_HELP}`,
  flags: FLAGS,
  operands: "file",
  run,
};

async function run(
  args: readonly string[],
  context: CommandContext,
): Promise<number> {
  const { flags, operands, rest } = parseFlags(args, FLAGS);
  if (flags.help) {
    context.stdout.write(runCommand.usage);
    return EXIT.ok;
  }
  const program = await findProgram(flags, operands, context);
  const sandboxOptions = toSandboxOptions(
    passVariables(flags, context),
    program.language,
  );
  const { fileBytes } = resolveLimits(program.language, sandboxOptions.limits);
  const options = {
    ...sandboxOptions,
    args: [...flags.arg, ...rest],
    files: await readInputFiles(flags.file, { context, fileBytes }),
    ...await readFunctions(flags.functions, { context, isQuiet: flags.quiet }),
  };
  const isCodeOnStdin = flags.eval === undefined && operands[0] === "-";
  const stdin = await openStdin(flags.stdin, { context, isCodeOnStdin });
  const out = flags.out === undefined
    ? undefined
    : await context.openOut(flags.out);
  return await execute({ program, options, stdin, flags, out }, context);
}

async function findProgram(
  flags: Flags,
  operands: readonly string[],
  context: CommandContext,
): Promise<GuestProgram> {
  const [file, extra] = operands;
  const expected = "a FILE, - or -e CODE";
  if (flags.eval === undefined && file === undefined) {
    throw new UsageError(
      `Cannot run as there is nothing to run: ${expected} is expected (example: sandglass run -e 'print(6*7)')`,
    );
  }
  const second = flags.eval === undefined ? extra : file;
  if (second !== undefined) {
    throw new UsageError(
      `Cannot run ${
        shown(second)
      } too as only one of ${expected} is expected (arguments of the guest go after --)`,
    );
  }
  const language = flags.language === undefined
    ? undefined
    : readLanguage(flags.language, "--language");
  const engine = readEngine(flags.engine);
  return await readProgram(
    { file, code: flags.eval, language, engine },
    context,
  );
}

async function openStdin(
  file: string | undefined,
  { context, isCodeOnStdin }: {
    readonly context: CommandContext;
    readonly isCodeOnStdin: boolean;
  },
): Promise<RunOptions["stdin"]> {
  if (file !== undefined) {
    return linesOf(file, await openChecked(file, context));
  }
  return isCodeOnStdin ? undefined : linesOf("standard input", context.stdin);
}

/** Opens a file and reads its beginning, so that a directory is refused before anything starts. */
async function openChecked(
  file: string,
  context: CommandContext,
): Promise<ByteSource> {
  const source = await openFile(file, context);
  let first: Uint8Array | null;
  try {
    first = await source.read();
  } catch (error) {
    source.close();
    throw unreadable(file, error);
  }
  return {
    async read(): Promise<Uint8Array | null> {
      const chunk = first ?? await source.read();
      first = null;
      return chunk;
    },
    close: () => source.close(),
  };
}

function linesOf(
  name: string,
  source: ByteSource,
): () => Promise<Uint8Array | null> {
  const splitter = new LineSplitter(source);
  return () =>
    splitter.lines().catch((error) => {
      throw unreadable(name, error);
    });
}

function unreadable(name: string, error: unknown): UsageError {
  return new UsageError(
    `Cannot read ${name} ${describeFileError(name, error)}`,
  );
}

interface Job {
  readonly program: GuestProgram;
  readonly options: SandboxOptions;
  readonly stdin: RunOptions["stdin"];
  readonly flags: Flags;
  readonly out: OutDirectory | undefined;
}

async function execute(job: Job, context: CommandContext): Promise<number> {
  using interrupts = new Interrupts(context.onSignal);
  const signal = AbortSignal.any([interrupts.signal, context.stdout.broken]);
  const sandbox = await interrupts.race(
    startSandbox(job.options, {
      context,
      isQuiet: job.flags.quiet,
      signal,
      prospects: { oneShot: true, shortLived: true },
    }),
  );
  if (sandbox === undefined) return interrupts.status;
  try {
    const result = await interrupts.race(
      runIn(sandbox, job, { signal, context }),
    );
    if (result === undefined) return interrupts.status;
    await interrupts.race(context.stdout.flush());
    if (context.stdout.broken.aborted) return EXIT.brokenPipe;
    const isWritten = await interrupts.race(writeOut(result, job, context));
    if (isWritten === undefined) return interrupts.status;
    const status = EXIT_OF_RUN[result.status];
    return status === EXIT.ok && !isWritten ? EXIT.failed : status;
  } finally {
    // Closing kills at once; waiting until the process is reaped would take longer than many runs.
    sandbox.close().catch(() => {});
  }
}

/** Writes what the run made, if that is wanted; says whether nothing had to be left out. */
async function writeOut(
  { files, displays }: RunResult,
  { flags, out }: Job,
  context: CommandContext,
): Promise<boolean> {
  if (out === undefined || flags.out === undefined) return true;
  const { out: directory, quiet: isQuiet } = flags;
  const shown = displayFiles(displays, files.map(({ path }) => path));
  return await writeRunFiles([...files, ...shown], {
    out,
    directory,
    context,
    isQuiet,
  });
}

interface Surroundings {
  readonly signal: AbortSignal;
  readonly context: CommandContext;
}

async function runIn(
  sandbox: CommandSandbox,
  { program, options, stdin, flags, out }: Job,
  { signal, context }: Surroundings,
): Promise<RunResult> {
  const printer = new ResultPrinter(context);
  const base: RunOptions = {
    signal,
    returnFiles: out !== undefined,
    ...(stdin === undefined ? {} : { stdin }),
    ...(program.filename === undefined ? {} : { filename: program.filename }),
  };
  if (flags.json) {
    const result = await sandbox.run(program.code, base);
    const { resultToJson } = await import("../core/result_json.ts");
    context.stdout.write(`${resultToJson(result)}\n`);
    return result;
  }
  const result = await sandbox.run(program.code, {
    ...base,
    repr: true,
    onStdout: (text) => printer.stdout(text),
    onStderr: (text) => printer.stderr(text),
    onDisplay: (display) => printer.display(display),
  });
  // The terminal has shown ^C, in the middle of a line.
  const isInterrupted = result.status === "cancelled";
  if (isInterrupted && context.stderr.isTerminal) context.stderr.write("\n");
  // Without a reader, there is no reason to print why the guest was stopped.
  if (!context.stdout.broken.aborted) {
    printer.result(result, resolveLimits(program.language, options.limits));
  }
  return result;
}
