import type { Display } from "../../core/displays.ts";
import type { Echo, Language, RunOptions } from "../../core/options.ts";
import type { GuestError, RunResult, Truncated } from "../../core/result.ts";
import { formatBytes, formatDuration } from "../../core/units.ts";
import type { CommandContext } from "../command.ts";
import { describeDisplay } from "./displays.ts";
import { isOwnStatus } from "./exit_status.ts";

/** The limits in messages about results. */
interface PrintedLimits {
  readonly timeoutMs: number;
  readonly memoryBytes: number;
  readonly outputBytes: number;
}

/** Options of a {@linkcode ResultPrinter}. */
export interface PrinterOptions {
  /** Whether the value of the last expression is printed (all but `none`). */
  readonly echo?: Echo;
  /** Whether the guest may control the terminal. */
  readonly isRaw?: boolean;
  /** Colours the text of a value, and escapes its control characters. */
  readonly paint?: (text: string) => string;
}

/** Prints the output of a guest while it runs, and the result of its run. */
export class ResultPrinter {
  readonly #context: Pick<CommandContext, "stdout" | "stderr">;
  readonly #echo: Echo;
  readonly #isRaw: boolean;
  readonly #paint: ((text: string) => string) | undefined;
  #openLine = "";
  #isErrorOpen = false;

  /**
   * @param context Standard output and standard error
   * @param options What is printed
   */
  constructor(
    context: Pick<CommandContext, "stdout" | "stderr">,
    { echo = "display", isRaw = false, paint }: PrinterOptions = {},
  ) {
    this.#context = context;
    this.#echo = echo;
    this.#isRaw = isRaw;
    this.#paint = paint;
  }

  /** The output of the guest since its last newline, which may be a prompt. */
  get openLine(): string {
    return this.#openLine;
  }

  /** The options of a run that is printed. */
  get runOptions(): Pick<
    RunOptions,
    "repr" | "echo" | "onStdout" | "onStderr" | "onDisplay"
  > {
    return {
      repr: this.#echo !== "none",
      echo: this.#echo,
      onStdout: (text) => this.stdout(text),
      onStderr: (text) => this.stderr(text),
      onDisplay: (display) => this.display(display),
    };
  }

  /** Prints standard output of the guest. */
  stdout(text: string): void {
    const newline = text.lastIndexOf("\n");
    const line = newline < 0 ? this.#openLine + text : text.slice(newline + 1);
    // A longer text is not a prompt.
    this.#openLine = line.slice(-1_000);
    this.#context.stdout.writeGuest(text, this.#isRaw);
  }

  /** Prints standard error of the guest. */
  stderr(text: string): void {
    if (text !== "") this.#isErrorOpen = !text.endsWith("\n");
    this.#context.stderr.writeGuest(text, this.#isRaw);
  }

  /** Prints a display of the guest: its text, or its type and size. */
  display(display: Display): void {
    this.closeLine();
    this.#context.stdout.writeGuest(describeDisplay(display), this.#isRaw);
  }

  /** Notes that the user ended the line by typing. */
  endLine(): void {
    this.#openLine = "";
    this.#isErrorOpen = false;
  }

  /** Ends the open line of the guest, if there is one. */
  closeLine(): void {
    if (this.#openLine !== "") this.#context.stdout.write("\n");
    this.#openLine = "";
  }

  /**
   * Prints the result of a run.
   *
   * @param result The result
   * @param limits The limits of the run
   */
  result(result: RunResult, limits: PrintedLimits): void {
    const hasValue = result.status === "ok" || result.status === "output";
    if (hasValue && this.#echo !== "none") {
      const text = textOfValue(result);
      if (text !== undefined) this.#line(text);
    }
    const lines = explain(result, limits);
    if (lines.length > 0) this.#closeLines();
    for (const line of lines) {
      this.#context.stderr.writeGuest(line, this.#isRaw);
      this.#context.stderr.write("\n");
    }
  }

  /** On a terminal, a message begins in a line of its own. */
  #closeLines(): void {
    const { stdout, stderr } = this.#context;
    if (!stderr.isTerminal) return;
    const isOpen = this.#isErrorOpen ||
      (stdout.isTerminal && this.#openLine !== "");
    if (isOpen) stderr.write("\n");
    else stderr.endGuest();
    this.#openLine = "";
    this.#isErrorOpen = false;
  }

  #line(text: string): void {
    this.closeLine();
    const { stdout } = this.#context;
    // A value with colours of its own keeps them.
    if (this.#paint === undefined || text.includes("\x1b")) {
      stdout.writeGuest(text, this.#isRaw);
    } else {
      stdout.endGuest();
      stdout.writeControl(this.#paint(text));
    }
    stdout.write("\n");
  }
}

/** Returns the text of the last value, except of `None` and `undefined`, which a REPL does not print. */
function textOfValue(
  result: Extract<RunResult, { status: "ok" | "output" }>,
): string | undefined {
  const { repr, value, language } = result;
  const isNothing = language === "python"
    ? value === null
    : value === undefined && repr === "undefined";
  return isNothing ? undefined : repr;
}

function explain(result: RunResult, limits: PrintedLimits): readonly string[] {
  const cut = result.truncated.map((what) => explainCut(what, limits));
  return [...cut, ...explainStatus(result, limits)];
}

function explainCut(what: Truncated, { outputBytes }: PrintedLimits): string {
  switch (what) {
    case "value":
      return "sandglass: the value was too large and was left out";
    case "displays":
      return "sandglass: the displays were too large, and some were left out";
    default:
      return `sandglass: ${what} was cut after ${
        formatBytes(outputBytes)
      } (--max-output sets the limit)`;
  }
}

function explainStatus(
  result: RunResult,
  limits: PrintedLimits,
): readonly string[] {
  switch (result.status) {
    case "ok":
    case "output":
      return [];
    case "error":
      return explainError(result.error, result.language);
    case "timeout":
      return [
        `sandglass: the time limit of ${
          formatDuration(limits.timeoutMs)
        } passed (--timeout sets it)`,
      ];
    case "memory":
      return [
        ...(result.error ? [describeError(result.error, result.language)] : []),
        `sandglass: the memory limit of ${
          formatBytes(limits.memoryBytes)
        } was hit (--memory sets it)`,
      ];
    case "cancelled":
      return ["sandglass: interrupted"];
    case "crashed":
      return [`sandglass: the engine crashed: ${result.reason}`];
  }
}

function explainError(
  error: GuestError,
  language: Language,
): readonly string[] {
  // The guest has printed what it wants to be read.
  if (error.reported) return [];
  if (error.exitCode === undefined) return [describeError(error, language)];
  const isOnlyCode = error.message === "" ||
    error.message === String(error.exitCode);
  return [
    ...(isOnlyCode ? [] : [error.message]),
    // Otherwise it would look like a status of Sandglass's own.
    ...(isOwnStatus(error.exitCode)
      ? [`sandglass: the guest exited with status ${error.exitCode}`]
      : []),
  ];
}

/** Returns the traceback and the error, in the order of the language. */
function describeError(error: GuestError, language: Language): string {
  const message = error.message === "" ? "" : `: ${error.message}`;
  const headline = `${error.name}${message}`;
  const traceback = error.traceback.trimEnd();
  if (traceback === "") return headline + placeOf(error);
  if (names(traceback, error.name)) return traceback;
  return language === "python"
    ? `${traceback}\n${headline}`
    : `${headline}\n${traceback}`;
}

/** Whether a line of the traceback names the error, with or without its module. */
function names(traceback: string, name: string): boolean {
  return traceback.split("\n").some((line) => {
    const raised = /^[\w.$]+/.exec(line)?.[0];
    return raised === name || raised?.endsWith(`.${name}`);
  });
}

function placeOf({ line, column }: GuestError): string {
  if (line === undefined) return "";
  return ` (line ${line}${column === undefined ? "" : `, column ${column}`})`;
}
