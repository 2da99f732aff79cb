import { type Language, LANGUAGES } from "../core/options.ts";
import type {
  Command,
  CommandContext,
  LineEditor,
  LineReader,
} from "./command.ts";
import { EXIT } from "./report/exit_status.ts";
import {
  describeFlags,
  type FlagTable,
  parseFlags,
  shown,
} from "./arguments/flags.ts";
import { passVariables } from "./arguments/env_flag.ts";
import { FUNCTIONS_FLAG, readFunctions } from "./arguments/functions_flag.ts";
import { readLanguage } from "./arguments/guest_program.ts";
import { PipedReader, PushbackReader } from "./repl/line_readers.ts";
import { ReplSession } from "./repl/session.ts";
import {
  ISOLATION_HELP,
  SANDBOX_FLAGS,
  toSandboxOptions,
} from "./arguments/sandbox_flags.ts";
import { UsageError } from "./arguments/usage_error.ts";

const FLAGS = {
  ...SANDBOX_FLAGS,
  ...FUNCTIONS_FLAG,
  quiet: {
    kind: "switch",
    letter: "q",
    help: "Show no progress, no warnings and no greeting",
  },
  help: { kind: "switch", letter: "h", help: "Show this text" },
} as const satisfies FlagTable;

/** How many lines are remembered from session to session. */
const MAX_HISTORY_LINES = 1_000;

/** `sandglass repl`: a sandbox to talk to. */
export const replCommand: Command = {
  summary: "Start an interactive session",
  usage: `Usage: sandglass repl [FLAGS] [LANGUAGE]

Runs what is typed in one sandbox that keeps its state. LANGUAGE is python
(the default), javascript or typescript.

Ctrl-C interrupts what is running, the second time it ends the session; with
nothing running it clears the line. Ctrl-D or .exit ends the session, .help
lists what else can be typed. A line that lacks its end goes on in the next
one; a block of Python ends with a blank line.

Where standard input is no terminal, its statements are run one after the other,
and the exit status is that of the last one as "sandglass run" gives it.

Flags:
${describeFlags(FLAGS)}
${ISOLATION_HELP}`,
  flags: FLAGS,
  operands: LANGUAGES,
  run,
};

async function run(
  args: readonly string[],
  context: CommandContext,
): Promise<number> {
  const { flags, operands, rest } = parseFlags(args, FLAGS);
  if (flags.help) {
    context.stdout.write(replCommand.usage);
    return EXIT.ok;
  }
  const [name, extra] = operands;
  if (extra !== undefined) {
    throw new UsageError(
      `Cannot read ${
        shown(extra)
      } as repl takes one LANGUAGE (example: sandglass repl javascript)`,
    );
  }
  const language = name === undefined
    ? languageOfEngine(flags.engine)
    : readLanguage(name, "LANGUAGE");
  const options = {
    ...toSandboxOptions(passVariables(flags, context), language),
    args: [...flags.arg, ...rest],
    ...await readFunctions(flags.functions, { context, isQuiet: flags.quiet }),
  };
  const common = { context, language, options, isQuiet: flags.quiet };
  return context.stdin.isTerminal && context.stdout.isTerminal
    ? await talk(common)
    : await work({ ...common, reader: new PipedReader(context.stdin) });
}

type Common = Omit<
  ConstructorParameters<typeof ReplSession>[0],
  "reader" | "editor"
>;

async function talk(common: Common): Promise<number> {
  const { context, language } = common;
  const editor: LineEditor = await context.openEditor({
    history: await context.history.load(language),
    maxLines: MAX_HISTORY_LINES,
  });
  try {
    return await work({ ...common, reader: editor, editor });
  } finally {
    editor.close();
    await context.history.save(
      language,
      editor.history.slice(0, MAX_HISTORY_LINES),
    );
  }
}

async function work(
  { reader, ...rest }: Common & {
    readonly reader: LineReader;
    readonly editor?: LineEditor;
  },
): Promise<number> {
  await using session = new ReplSession({
    ...rest,
    reader: new PushbackReader(reader),
  });
  return await session.run();
}

function languageOfEngine(engine: string | undefined): Language {
  return engine === "quickjs" ? "javascript" : "python";
}
