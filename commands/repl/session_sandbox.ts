/**
 * The sandbox of a REPL session.
 *
 * @module
 */
import type { RunOptions, SandboxOptions } from "../../core/options.ts";
import type { CommandContext, CommandSandbox } from "../command.ts";
import type { LineEditor } from "../line_editor.ts";
import { Interrupts } from "../host/interrupts.ts";
import { ResultPrinter } from "../report/result_printer.ts";
import { startSandbox } from "../start_sandbox.ts";

/** How long a statement may take to stop after Ctrl-C, in milliseconds. Then the sandbox is lost. */
const GRACE_MS = 1_000;

/** Options of a {@linkcode SessionSandbox}. */
export interface SessionSandboxOptions {
  readonly context: CommandContext;
  readonly options: SandboxOptions;
  /** Whether to print no progress and no warnings. */
  readonly isQuiet: boolean;
  /** The terminal, in an interactive session. */
  readonly editor?: LineEditor;
}

/** Holds the sandbox of a session, and replaces it after its loss. */
export class SessionSandbox implements AsyncDisposable {
  readonly #given: SessionSandboxOptions;
  #sandbox: CommandSandbox | undefined;

  /** @param given The options of the sandbox and of its start */
  constructor(given: SessionSandboxOptions) {
    this.#given = given;
  }

  /** The sandbox; `undefined` before the start and after a loss. */
  get current(): CommandSandbox | undefined {
    return this.#sandbox;
  }

  /** Listens for a signal. Ctrl-C is a signal, or a key of the terminal. */
  readonly listen: CommandContext["onSignal"] = (signal, handler) => {
    const { context, editor } = this.#given;
    const stop = context.onSignal(signal, handler);
    if (signal !== "SIGINT" || editor === undefined) return stop;
    const stopEditor = editor.onInterrupt(handler);
    return () => {
      stop();
      stopEditor();
    };
  };

  /**
   * Starts a sandbox.
   *
   * @returns The exit status of an interrupt that ended the start, or `undefined` if the sandbox has started
   */
  async start(): Promise<number | undefined> {
    const { context, options, isQuiet } = this.#given;
    using interrupts = new Interrupts(this.listen, { isPatient: false });
    this.#sandbox = await interrupts.race(
      startSandbox(options, {
        context,
        isQuiet,
        signal: interrupts.signal,
        prospects: { graceMs: GRACE_MS },
      }),
    );
    return this.#sandbox === undefined ? interrupts.status : undefined;
  }

  /**
   * Closes the sandbox and starts an empty one.
   *
   * @returns The same as {@linkcode SessionSandbox.start}
   */
  async restart(): Promise<number | undefined> {
    const sandbox = this.#sandbox;
    this.#sandbox = undefined;
    await sandbox?.close(this.#printed);
    return await this.start();
  }

  /** Drops a closed sandbox, and reports the loss. Does nothing if the sandbox is open. */
  dropClosed(): void {
    if (this.#sandbox?.closed !== true) return;
    this.#sandbox = undefined;
    this.#given.context.stderr.write(
      "sandglass: the sandbox was lost, and what it held with it; the next statement starts in a new one\n",
    );
  }

  /** Closes the sandbox. */
  async [Symbol.asyncDispose](): Promise<void> {
    const sandbox = this.#sandbox;
    this.#sandbox = undefined;
    if (sandbox === undefined) return;
    using interrupts = new Interrupts(this.listen, { isPatient: false });
    await interrupts.race(sandbox.close(this.#printed));
    await this.#given.context.stdout.flush();
  }

  /** Prints what a program prints at its end. */
  get #printed(): Pick<RunOptions, "onStdout" | "onStderr"> {
    return new ResultPrinter(this.#given.context).runOptions;
  }
}
