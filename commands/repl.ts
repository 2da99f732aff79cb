import {
  defaultEngineOf,
  defaultLanguageOf,
  LANGUAGES,
} from "../core/options.ts";
import { late } from "../core/late.ts";
import { quoteValue } from "../core/quote_value.ts";
import type { Command, CommandContext } from "./command.ts";
import type { LineEditor } from "./line_editor.ts";
import type { FlagTable, ParsedFlags } from "./arguments/flags.ts";
import { passVariables } from "./arguments/env_flag.ts";
import { FUNCTIONS_FLAG, readFunctions } from "./arguments/functions_flag.ts";
import { readLanguage } from "./arguments/guest_program.ts";
import { readEngine, withPackages } from "./arguments/engine_flag.ts";
import type { SessionOptions } from "./repl/run_session.ts";
import {
  ISOLATION_HELP,
  RAW_FLAG,
  SANDBOX_FLAGS,
  toSandboxOptions,
} from "./arguments/sandbox_flags.ts";

const FLAGS = {
  language: {
    kind: "value",
    letter: "l",
    also: ["lang"],
    placeholder: "NAME",
    example: "python",
    completion: LANGUAGES,
    help: "The same as LANGUAGE",
  },
  ...SANDBOX_FLAGS,
  ...FUNCTIONS_FLAG,
  raw: RAW_FLAG,
  quiet: {
    kind: "switch",
    letter: "q",
    help: "Show no progress, no warnings and no greeting",
  },
} as const satisfies FlagTable;

/** The maximum number of lines in the history. */
const MAX_HISTORY_LINES = 1_000;

/** `sandglass repl`: an interactive session. */
export const replCommand: Command<typeof FLAGS> = {
  summary: "Start an interactive session",
  usage: `Usage: sandglass repl [FLAGS] [LANGUAGE]

Runs typed statements in one sandbox, which keeps its state. LANGUAGE is python
(the default), javascript or typescript. "_" is the last value.

Ctrl-C interrupts the running statement. A second Ctrl-C ends the session. With
no running statement, Ctrl-C clears the line. Ctrl-D, exit() or .exit ends the
session, and .help lists the other commands and keys. A statement with an open
bracket or string continues in the next line. A block of Python ends with a
blank line. A paste is one statement, which Enter runs.

If standard input is not a terminal, the session runs its statements one after
the other. The exit status is that of the last statement, as "sandglass run"
returns it.
`,
  notes: ISOLATION_HELP,
  flags: FLAGS,
  takes: {
    completion: LANGUAGES,
    guestArguments: true,
    refuse: (second) =>
      `Cannot read ${
        quoteValue(second)
      } as repl takes one LANGUAGE (example: sandglass repl javascript)`,
  },
  run,
};

async function run(
  { flags, operands, rest }: ParsedFlags<typeof FLAGS>,
  context: CommandContext,
): Promise<number> {
  const name = operands[0] ?? flags.language;
  const what = operands.length > 0 ? "LANGUAGE" : "--language";
  const language = name === undefined
    ? defaultLanguageOf(readEngine(flags.engine) ?? defaultEngineOf("python"))
    : readLanguage(name, what);
  const { flags: chosen, packages } = await withPackages(flags, {
    language,
    context,
  });
  const options = {
    ...toSandboxOptions(passVariables(chosen, context), language, packages),
    args: [...flags.arg, ...rest],
    ...await readFunctions(flags.functions, { context, isQuiet: flags.quiet }),
  };
  const { quiet: isQuiet, raw: isRaw } = flags;
  const session = { context, language, options, isQuiet, isRaw };
  return context.stdin.isTerminal && context.stdout.isTerminal
    ? await runOnTerminal(session)
    : await runSession(session);
}

async function runOnTerminal(options: SessionOptions): Promise<number> {
  const { context, language } = options;
  const editor: LineEditor = await context.openEditor({
    history: await context.history.load(language),
    maxLines: MAX_HISTORY_LINES,
  });
  try {
    return await runSession({ ...options, editor });
  } finally {
    editor.close();
    await context.history.save(
      language,
      editor.history.slice(0, MAX_HISTORY_LINES),
    );
  }
}

/** Runs a session. Other commands do not load it. */
async function runSession(options: SessionOptions): Promise<number> {
  const module = await late<
    typeof import("./repl/run_session.ts")
  >(import.meta.resolve("./repl/run_session.ts"));
  return await module.runSession(options);
}
