import { messageOf } from "../../core/errors.ts";
import { resolveLimits } from "../../core/limits.ts";
import type { Language, RunOptions } from "../../core/options.ts";
import type { RunResult } from "../../core/result.ts";
import { colouredText } from "../../core/terminal_filter.ts";
import { formatDuration } from "../../core/units.ts";
import { readProgram } from "../arguments/guest_program.ts";
import { readTimeout } from "../arguments/sandbox_flags.ts";
import { UsageError } from "../arguments/usage_error.ts";
import type { CommandSandbox } from "../command.ts";
import { Interrupts } from "../host/interrupts.ts";
import { EXIT, exitStatusOf } from "../report/exit_status.ts";
import { explainMissingPackage } from "../report/missing_package.ts";
import { ResultPrinter } from "../report/result_printer.ts";
import { paintValue } from "./editor/paint.ts";
import { isGuestExit, readExit } from "./exit_statement.ts";
import { DOT_COMMAND_HELP, readDotCommand } from "./dot_commands.ts";
import type { PushbackReader } from "./line_readers.ts";
import { SessionHelp } from "./session_help.ts";
import {
  SessionSandbox,
  type SessionSandboxOptions,
} from "./session_sandbox.ts";
import { readStatement, type ReplEvent } from "./statements.ts";
import { REPL_SYNTAX } from "./syntax.ts";

/** Options of a session. */
export interface ReplSessionOptions extends SessionSandboxOptions {
  readonly language: Language;
  /** Whether the guest may control the terminal. */
  readonly isRaw: boolean;
  /** The source of the lines. */
  readonly reader: PushbackReader;
}

/** A session: reads statements and runs them in one sandbox. */
export class ReplSession implements AsyncDisposable {
  readonly #given: ReplSessionOptions;
  readonly #printer: ResultPrinter;
  readonly #sandbox: SessionSandbox;
  readonly #help: SessionHelp;
  #timeoutMs: number;
  /** The exit status so far. */
  #status: number = EXIT.ok;
  /** Whether the session has to end. */
  #isOver = false;

  /** @param given The options of the session */
  constructor(given: ReplSessionOptions) {
    this.#given = given;
    this.#printer = new ResultPrinter(given.context, {
      echo: "prompt",
      isRaw: given.isRaw,
      ...given.editor?.hasColours &&
        { paint: (text) => paintValue(text, given.language) },
    });
    this.#sandbox = new SessionSandbox(given);
    this.#help = new SessionHelp(given.language, this.#sandbox);
    this.#timeoutMs =
      resolveLimits(given.language, given.options.limits).timeoutMs;
  }

  /**
   * Runs statements until the end of the session.
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

  /** Closes the sandbox. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#sandbox[Symbol.asyncDispose]();
  }

  get #isInteractive(): boolean {
    return this.#given.editor !== undefined;
  }

  /** Starts the sandbox. Returns whether it started. */
  async #start(): Promise<boolean> {
    return this.#continue(await this.#sandbox.start());
  }

  /** Ends the session if a start was interrupted. */
  #continue(interruptStatus: number | undefined): boolean {
    if (interruptStatus !== undefined) this.#end(interruptStatus);
    return interruptStatus === undefined;
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
    const sandbox = this.#sandbox.current;
    if (!this.#isInteractive || isQuiet || sandbox === undefined) return;
    context.stdout.write(
      `Sandglass: ${language} on ${sandbox.engine}, ${sandbox.isolation} isolation. ` +
        "Type .help for help, .exit or Ctrl-D to leave.\n",
    );
  }

  /** Waits for a statement. Returns `undefined` if an interrupt ends the session. */
  async #next(): Promise<ReplEvent | undefined> {
    const { context, language, reader } = this.#given;
    const isInteractive = this.#isInteractive;
    // At a prompt, Ctrl-C is a key that clears the line. On a pipe, it ends the session.
    using interrupts = new Interrupts(context.onSignal, {
      isPatient: isInteractive,
    });
    const syntax = REPL_SYNTAX[language];
    // The prompt overwrites the text in its line.
    if (isInteractive) {
      this.#printer.closeLine();
      context.stdout.endGuest();
    }
    const event = await interrupts.race(
      readStatement(reader, { syntax, isInteractive, help: this.#help }),
    );
    if (event === undefined) this.#end(interrupts.status);
    return event;
  }

  async #handle(event: Exclude<ReplEvent, { type: "end" }>): Promise<void> {
    await this.#help.idle();
    switch (event.type) {
      case "statement":
        return await this.#statement(event.code);
      case "command":
        return await this.#command(event.name, event.rest);
      case "interrupt":
        return;
    }
  }

  async #statement(code: string): Promise<void> {
    const { language, context } = this.#given;
    const status = readExit(code, language);
    if (status !== undefined) return this.#end(status);
    if (language !== "python" && /^\s*help\s*(?:\(\s*\))?;?\s*$/.test(code)) {
      return context.stdout.write(DOT_COMMAND_HELP);
    }
    await this.#runCode(code, "<repl>");
  }

  async #runCode(code: string, filename: string): Promise<void> {
    this.#sandbox.dropClosed();
    if (this.#sandbox.current === undefined && !await this.#start()) return;
    const sandbox = this.#sandbox.current;
    if (sandbox === undefined) return;
    const { context, language, options } = this.#given;
    using interrupts = new Interrupts(this.#sandbox.listen);
    // Ctrl-C came before the run. Starting and cancelling it could lose the sandbox.
    if (interrupts.signal.aborted) {
      context.stderr.write("sandglass: interrupted\n");
      return this.#isInteractive ? undefined : this.#end(interrupts.status);
    }
    const signal = AbortSignal.any([interrupts.signal, context.stdout.broken]);
    const run = this.#attempt(sandbox, code, { filename, signal });
    const result = await interrupts.race(run);
    if (result === undefined) return this.#end(interrupts.status);
    if (context.stdout.broken.aborted) return;
    if (result instanceof Error) return this.#refuse(result);
    this.#printer.result(result, {
      ...resolveLimits(language, options.limits),
      timeoutMs: this.#timeoutMs,
    });
    context.stderr.write(explainMissingPackage(result) ?? "");
    if (result.status === "ok") this.#help.note(code);
    if (isGuestExit(result, code)) return this.#end(exitStatusOf(result));
    this.#note(exitStatusOf(result));
    // On a pipe, an interrupt means the whole session; the statement may have ended in the meantime.
    if (interrupts.signal.aborted && !this.#isInteractive) {
      return this.#end(interrupts.status);
    }
    this.#reportSandbox(result, sandbox);
  }

  /** Runs code. Returns the error if the library refuses it, such as code that is too long. */
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
        stdin: () => this.#guestLine(signal),
        ...this.#printer.runOptions,
      });
    } catch (error) {
      if (error instanceof TypeError || error instanceof RangeError) {
        return error;
      }
      throw error;
    }
  }

  /** Reads a line for the guest. The prompt is the open line that the guest has printed. */
  async #guestLine(signal: AbortSignal): Promise<string | null> {
    if (signal.aborted) return null;
    const line = this.#printer.openLine.split("\r").at(-1) ?? "";
    const prompt = colouredText(line);
    const event = await this.#given.reader.readLine(prompt, {
      remember: false,
    });
    if (this.#isInteractive) this.#printer.endLine();
    return event.type === "line" ? `${event.text}\n` : null;
  }

  /** Reports whether the sandbox and its state survived the run. */
  #reportSandbox(result: RunResult, { closed }: CommandSandbox): void {
    if (closed) return this.#sandbox.dropClosed();
    if ("recoverable" in result) {
      this.#given.context.stderr.write(
        "sandglass: the sandbox is still there, with what it held\n",
      );
    }
  }

  #refuse(error: Error): void {
    this.#given.context.stderr.write(`sandglass: ${messageOf(error)}\n`);
    this.#note(EXIT.usage);
  }

  /** An interactive session ends with status 0, even if statements failed. */
  #note(status: number): void {
    if (!this.#isInteractive) this.#status = status;
  }

  async #command(name: string, rest: string): Promise<void> {
    try {
      switch (readDotCommand(name)) {
        case "help":
          return this.#given.context.stdout.write(DOT_COMMAND_HELP);
        case "exit":
          this.#isOver = true;
          return;
        case "clear":
          this.#help.forget();
          return void this.#continue(await this.#sandbox.restart());
        case "load":
          return await this.#load(rest);
        case "timeout":
          return this.#setTimeout(rest);
      }
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      this.#refuse(error);
    }
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
