import { resolveLimits } from "../core/limits.ts";
import { LANGUAGES } from "../core/options.ts";
import { quoteValue } from "../core/quote_value.ts";
import { mayHaveBlock } from "../core/requirements.ts";
import type { Command, CommandContext } from "./command.ts";
import { EXIT_HELP } from "./report/exit_status.ts";
import type { FlagTable, FlagValues, ParsedFlags } from "./arguments/flags.ts";
import {
  type GuestProgram,
  readLanguage,
  readProgram,
} from "./arguments/guest_program.ts";
import { EXTENSIONS } from "./arguments/language_names.ts";
import {
  readEngine,
  type Script,
  withPackages,
} from "./arguments/engine_flag.ts";
import { FILE_FLAGS, readInputFiles } from "./arguments/file_flags.ts";
import { passVariables } from "./arguments/env_flag.ts";
import { FUNCTIONS_FLAG, readFunctions } from "./arguments/functions_flag.ts";
import {
  ISOLATION_HELP,
  RAW_FLAG,
  SANDBOX_FLAGS,
  toSandboxOptions,
} from "./arguments/sandbox_flags.ts";
import { UsageError } from "./arguments/usage_error.ts";
import { openGuestStdin } from "./run/guest_stdin.ts";
import { runOnce } from "./run/run_once.ts";

const FLAGS = {
  eval: {
    kind: "value",
    letter: "e",
    also: ["c", "p"],
    placeholder: "CODE",
    example: "'print(6*7)'",
    help: "Run CODE, and print its last value (also -c, -p)",
  },
  module: {
    kind: "value",
    letter: "m",
    placeholder: "MODULE",
    example: "json.tool",
    help: "Run a Python module, as python -m",
  },
  language: {
    kind: "value",
    letter: "l",
    also: ["lang"],
    placeholder: "NAME",
    example: "python",
    completion: LANGUAGES,
    help: "python, javascript, typescript (default: by FILE or the code)",
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
  raw: RAW_FLAG,
  quiet: {
    kind: "switch",
    letter: "q",
    help: "Show no progress and no warnings",
  },
} as const satisfies FlagTable;

type Flags = FlagValues<typeof FLAGS>;

/** The program sources of which a command line has exactly one. */
const SOURCES = "a FILE, -, -e CODE or -m MODULE";

/** `sandglass run`: runs one program in a fresh sandbox. */
export const runCommand: Command<typeof FLAGS> = {
  summary: "Run a file, standard input or an expression",
  usage: `Usage: sandglass run [FLAGS] FILE [ARGS...]
       sandglass run [FLAGS] -e CODE [ARGS...]
       sandglass run [FLAGS] -m MODULE [ARGS...]
       sandglass run [FLAGS] - [ARGS...]

Runs untrusted code in a sandbox, within a time limit. The code can reach no
file, no network and no variable of this machine except those that flags grant.
Prints the output of the code. -e also prints the value of the last expression;
a program does not, as with python and node. --json has the value in any case.

The extension of FILE sets the language:
  ${EXTENSIONS.map((one) => `.${one}`).join(", ")}
or else its first line (#!) or --language. "-" reads the code from standard
input, as does a command line without FILE if standard input is no terminal.
Code without a name is in the language of its first line (#!), or else Python
unless it looks like JavaScript or TypeScript. The word "run" may be left out.

FILE may also be a directory, whose files are copied to /work and of which
__main__.py, main.py or the index or main file of JavaScript runs, or a Python
archive (.pyz). A program finds the files beside it only if --file, --mount or
its directory gives them.

The code cells of a notebook (.ipynb) run in order, within one time limit, and
each shows its last value. Commands of IPython are translated or refused.

The header of a Python script (# /// script, as for "uv run") names packages,
which are fetched as those of --with are.

Flags may follow FILE or CODE. The first argument after it that is no flag of
this command begins the arguments of the program, as does "--".
`,
  notes: `${ISOLATION_HELP}
On a terminal, colours of the guest and its returns to the beginning of a line
have their effect; its other control characters are shown as \\x1b and similar.
With --raw, it controls the terminal: its cursor, its title, the clipboard.

In the line of --json, a value that JSON cannot hold is an object with one key:
{"$bigint": "1"}, {"$number": "NaN"}, {"$bytes": BASE64}, {"$date": ISO 8601},
{"$tuple": [...]}, {"$set": [...]}; {"$map": {"$x": 1}} is a map with the one
key "$x". Bytes among displays are {"base64": BASE64}.

${EXIT_HELP}`,
  flags: FLAGS,
  takes: {
    completion: "file",
    guestArguments: true,
    sources: ["eval", "module"],
    refuse: refuseSecond,
  },
  run,
};

async function run(
  { flags, operands, rest }: ParsedFlags<typeof FLAGS>,
  context: CommandContext,
): Promise<number> {
  const file = operands[0] ?? implicitFile(flags, context);
  const program = await findProgram(flags, file, context);
  if (operands[0] === undefined && file === "-" && program.code === "") {
    throw nothingToRun();
  }
  const { language } = program;
  const { flags: chosen, packages } = await withPackages(flags, {
    language,
    context,
    script: scriptOf(program, file),
  });
  const sandboxOptions = toSandboxOptions(
    passVariables(chosen, context),
    language,
    packages,
  );
  for (const warning of flags.quiet ? [] : program.warnings ?? []) {
    context.stderr.write(`sandglass: warning: ${warning}\n`);
  }
  const { fileBytes } = resolveLimits(language, sandboxOptions.limits);
  const options = {
    ...sandboxOptions,
    args: [...flags.arg, ...rest],
    files: {
      ...program.files,
      ...await readInputFiles(flags.file, { context, fileBytes }),
    },
    ...await readFunctions(flags.functions, { context, isQuiet: flags.quiet }),
  };
  const stdin = await openGuestStdin(flags.stdin, {
    context,
    isCodeOnStdin: flags.eval === undefined && flags.module === undefined &&
      file === "-",
  });
  const out = flags.out === undefined ? undefined : {
    path: flags.out,
    directory: await context.openOut(flags.out),
  };
  const { json: isJson, quiet: isQuiet, raw: isRaw } = flags;
  return await runOnce(
    { program, options, stdin, out, isJson, isQuiet, isRaw },
    context,
  );
}

/** The code whose header is read: the file that runs, or the first cell with a header. */
function scriptOf(
  { code, cells, path, filename }: GuestProgram,
  file: string | undefined,
): Script {
  const name = path ?? (file === "-" ? undefined : file) ?? filename;
  const cell = cells?.find((one) => mayHaveBlock(one.code));
  return { name: name ?? "standard input", code: cell?.code ?? code };
}

async function findProgram(
  flags: Flags,
  file: string | undefined,
  context: CommandContext,
): Promise<GuestProgram> {
  const { eval: evaluated, module } = flags;
  if (evaluated === undefined && file === undefined && module === undefined) {
    throw nothingToRun();
  }
  const second = file ?? (evaluated === undefined ? undefined : module);
  if ((evaluated ?? module) !== undefined && second !== undefined) {
    throw new UsageError(refuseSecond(second));
  }
  const language = flags.language === undefined
    ? undefined
    : readLanguage(flags.language, "--language");
  const engine = readEngine(flags.engine);
  const request = { file, code: evaluated, module, language, engine };
  return await readProgram(request, context);
}

/** Without a program, code comes from standard input, unless a person would have to type it. */
function implicitFile(
  { eval: code, module }: Flags,
  { stdin }: CommandContext,
): string | undefined {
  return code === undefined && module === undefined && !stdin.isTerminal
    ? "-"
    : undefined;
}

function nothingToRun(): UsageError {
  return new UsageError(
    `Cannot run as there is nothing to run: ${SOURCES} is expected (example: sandglass run -e 'print(6*7)')`,
  );
}

function refuseSecond(source: string): string {
  return `Cannot run ${
    quoteValue(source)
  } too as only one of ${SOURCES} is expected (arguments of the guest go after --)`;
}
