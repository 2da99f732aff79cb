import { closest } from "../../core/closest.ts";
import { messageOf } from "../../core/errors.ts";
import { resolveLimits } from "../../core/limits.ts";
import type {
  Language,
  RunOptions,
  SandboxOptions,
} from "../../core/options.ts";
import type { RunResult } from "../../core/result.ts";
import { escapeForTerminal } from "../../core/terminal.ts";
import { formatDuration } from "../../core/units.ts";
import type { CommandContext, CommandSandbox, LineEditor } from "../command.ts";
import { EXIT, EXIT_OF_RUN } from "../report/exit_status.ts";
import { shown } from "../arguments/flags.ts";
import { readProgram } from "../arguments/guest_program.ts";
import { Interrupts } from "../host/interrupts.ts";
import type { PushbackReader } from "./line_readers.ts";
import { readStatement, type ReplEvent } from "./statements.ts";
import { REPL_SYNTAX } from "./syntax.ts";
import { ResultPrinter } from "../report/result_printer.ts";
import { readTimeout } from "../arguments/sandbox_flags.ts";
import { startSandbox } from "../start_sandbox.ts";
import { UsageError } from "../arguments/usage_error.ts";

const META_HELP = `.clear            start over with an empty sandbox
.exit             end the session (so does Ctrl-D)
.help             show this text
.load FILE        run a file in this sandbox
.timeout DURATION set the time limit of each run, for example .timeout 5s
`;

/** What a session works with. */
export interface ReplSessionOptions {
  readonly context: CommandContext;
  readonly language: Language;
  readonly options: SandboxOptions;
  readonly isQuiet: boolean;
  /** Where the lines come from. */
  readonly reader: PushbackReader;
  /** The terminal, where a person types. */
  readonly editor?: LineEditor;
}

/** One sandbox, replaced when it is lost, and what is said to it. */
export class ReplSession implements AsyncDisposable {
  readonly #given: ReplSessionOptions;
  readonly #printer: ResultPrinter;
  #sandbox: CommandSandbox | undefined;
  #timeoutMs: number;
  /** The exit status that the session has so far. */
  #status: number = EXIT.ok;
  /** Whether something asked for the end. */
  #isOver = false;

  /** @param given What the session works with */
  constructor(given: ReplSessionOptions) {
    this.#given = given;
    this.#printer = new ResultPrinter(given.context);
    this.#timeoutMs =
      resolveLimits(given.language, given.options.limits).timeoutMs;
  }

  /**
   * Runs what is said until the end.
   *
   * @returns The exit status
   */
  async run(): Promise<number> {
    const { stdout, onSignal } = this.#given.context;
    // Listeners are removed between statements. This one receives the signals in between.
    using always = new Interrupts(onSignal, { isPatient: this.#isInteractive });
    if (!await this.#start()) return this.#status;
    this.#greet();
    while (!this.#isOver && !stdout.broken.aborted) {
      if (this.#isEndedBy(always)) return always.status;
      const event = await this.#next();
      if (event === undefined || event.type === "end") break;
      await this.#handle(event);
      await stdout.flush();
    }
    return stdout.broken.aborted ? EXIT.brokenPipe : this.#status;
  }

  /** Ends the sandbox. */
  async [Symbol.asyncDispose](): Promise<void> {
    const sandbox = this.#sandbox;
    this.#sandbox = undefined;
    if (sandbox === undefined) return;
    using interrupts = new Interrupts(this.#listen, { isPatient: false });
    await interrupts.race(sandbox.close());
  }

  get #isInteractive(): boolean {
    return this.#given.editor !== undefined;
  }

  /** Ctrl-C comes as a signal, or as a key of the terminal. */
  readonly #listen: CommandContext["onSignal"] = (signal, handler) => {
    const { context, editor } = this.#given;
    const stop = context.onSignal(signal, handler);
    if (signal !== "SIGINT" || editor === undefined) return stop;
    const stopEditor = editor.onInterrupt(handler);
    return () => {
      stop();
      stopEditor();
    };
  };

  async #start(): Promise<boolean> {
    const { context, options, isQuiet } = this.#given;
    using interrupts = new Interrupts(this.#listen, { isPatient: false });
    const sandbox = await interrupts.race(
      startSandbox(options, { context, isQuiet, signal: interrupts.signal }),
    );
    this.#sandbox = sandbox;
    if (sandbox === undefined) this.#end(interrupts.status);
    return sandbox !== undefined;
  }

  /** On a pipe, an interrupt always means the whole session. */
  #isEndedBy({ signal, status }: Interrupts): boolean {
    if (!signal.aborted) return false;
    return !this.#isInteractive || status === EXIT.terminated;
  }

  #end(status: number): void {
    this.#isOver = true;
    this.#status = status;
  }

  #greet(): void {
    const { context, language, isQuiet } = this.#given;
    const sandbox = this.#sandbox;
    if (!this.#isInteractive || isQuiet || sandbox === undefined) return;
    context.stdout.write(
      `Sandglass: ${language} on ${sandbox.engine}, ${sandbox.isolation} isolation. ` +
        "Type .help for help, .exit or Ctrl-D to leave.\n",
    );
  }

  /** Waits for a statement; what ends everything meanwhile gives `undefined`. */
  async #next(): Promise<ReplEvent | undefined> {
    const { context, language, reader } = this.#given;
    const isInteractive = this.#isInteractive;
    // At a prompt Ctrl-C is a key and clears the line; in a pipe it ends everything.
    using interrupts = new Interrupts(context.onSignal, {
      isPatient: isInteractive,
    });
    const syntax = REPL_SYNTAX[language];
    // The prompt overwrites the text in its line.
    if (isInteractive) this.#printer.closeLine();
    const event = await interrupts.race(
      readStatement(reader, { syntax, isInteractive }),
    );
    if (event === undefined) this.#end(interrupts.status);
    return event;
  }

  async #handle(event: Exclude<ReplEvent, { type: "end" }>): Promise<void> {
    switch (event.type) {
      case "statement":
        return await this.#runCode(event.code, "<repl>");
      case "command":
        return await this.#command(event.name, event.rest);
      case "interrupt":
        return;
    }
  }

  async #runCode(code: string, filename: string): Promise<void> {
    if (this.#sandbox?.closed) this.#lose();
    if (this.#sandbox === undefined && !await this.#start()) return;
    const sandbox = this.#sandbox;
    if (sandbox === undefined) return;
    const { context, language, options } = this.#given;
    using interrupts = new Interrupts(this.#listen);
    // Ctrl-C came before there was anything to stop: the sandbox is better left alone.
    if (interrupts.signal.aborted) {
      context.stderr.write("sandglass: interrupted\n");
      return this.#isInteractive ? undefined : this.#end(interrupts.status);
    }
    const signal = AbortSignal.any([interrupts.signal, context.stdout.broken]);
    const run = this.#attempt(sandbox, code, { filename, signal });
    const result = await interrupts.race(run);
    if (result === undefined) return this.#end(interrupts.status);
    if (context.stdout.broken.aborted) return;
    if (result instanceof Error) {
      context.stderr.write(`sandglass: ${result.message}\n`);
      this.#note(EXIT.usage);
      return;
    }
    this.#printer.result(result, {
      ...resolveLimits(language, options.limits),
      timeoutMs: this.#timeoutMs,
    });
    this.#note(EXIT_OF_RUN[result.status]);
    // On a pipe, an interrupt means the whole session; the statement may have ended in the meantime.
    if (interrupts.signal.aborted && !this.#isInteractive) {
      return this.#end(interrupts.status);
    }
    this.#after(result, sandbox);
  }

  /** Runs code; what the library refuses, such as code that is too long, is given back. */
  async #attempt(
    sandbox: CommandSandbox,
    code: string,
    { filename, signal }: Required<Pick<RunOptions, "filename" | "signal">>,
  ): Promise<RunResult | Error> {
    try {
      return await sandbox.run(code, {
        filename,
        signal,
        limits: { timeoutMs: this.#timeoutMs },
        repr: true,
        stdin: () => this.#guestLine(),
        onStdout: (text) => this.#printer.stdout(text),
        onDisplay: (display) => this.#printer.display(display),
        onStderr: (text) => this.#printer.stderr(text),
      });
    } catch (error) {
      if (error instanceof TypeError || error instanceof RangeError) {
        return error;
      }
      throw error;
    }
  }

  /** A line for the guest, asked for where the guest left its own prompt. */
  async #guestLine(): Promise<string | null> {
    const prompt = escapeForTerminal(this.#printer.openLine);
    const event = await this.#given.reader.readLine(prompt, {
      remember: false,
    });
    if (this.#isInteractive) this.#printer.endLine();
    return event.type === "line" ? `${event.text}\n` : null;
  }

  /** Says what became of the sandbox, and lets go of one that is lost. */
  #after(result: RunResult, sandbox: CommandSandbox): void {
    if (sandbox.closed) return this.#lose();
    if ("recoverable" in result) {
      this.#given.context.stderr.write(
        "sandglass: the sandbox is still there, with what it held\n",
      );
    }
  }

  #lose(): void {
    this.#sandbox = undefined;
    this.#given.context.stderr.write(
      "sandglass: the sandbox was lost, and what it held with it; the next statement starts in a new one\n",
    );
  }

  /** An interactive session ends with status 0, even if statements failed. */
  #note(status: number): void {
    if (!this.#isInteractive) this.#status = status;
  }

  async #command(name: string, rest: string): Promise<void> {
    const { stdout, stderr } = this.#given.context;
    try {
      switch (name) {
        case "help":
          return stdout.write(META_HELP);
        case "exit":
          this.#isOver = true;
          return;
        case "clear":
          return await this.#clear();
        case "load":
          return await this.#load(rest);
        case "timeout":
          return this.#setTimeout(rest);
      }
      const hint = closest(name, ["help", "exit", "clear", "load", "timeout"]);
      throw new UsageError(
        `Cannot read ${shown(`.${name}`)} as there is no such command (${
          hint ? `did you mean .${hint}?` : ".help lists them"
        })`,
      );
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      stderr.write(`sandglass: ${messageOf(error)}\n`);
      this.#note(EXIT.usage);
    }
  }

  async #clear(): Promise<void> {
    const sandbox = this.#sandbox;
    this.#sandbox = undefined;
    await sandbox?.close();
    await this.#start();
  }

  async #load(file: string): Promise<void> {
    if (file === "") {
      throw new UsageError(
        "Cannot load as a FILE is expected (example: .load examples/primes.py)",
      );
    }
    const { context, language } = this.#given;
    const program = await readProgram(
      { file, code: undefined, language, engine: undefined },
      context,
    );
    await this.#runCode(program.code, program.filename ?? "<repl>");
  }

  #setTimeout(text: string): void {
    const { stdout } = this.#given.context;
    if (text !== "") this.#timeoutMs = readTimeout(text, ".timeout");
    stdout.write(`A run may take ${formatDuration(this.#timeoutMs)}.\n`);
  }
}
