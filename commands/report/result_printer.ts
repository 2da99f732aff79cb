import type { Display } from "../../core/displays.ts";
import type { Language } from "../../core/options.ts";
import type { GuestError, RunResult, Truncated } from "../../core/result.ts";
import { formatBytes, formatDuration } from "../../core/units.ts";
import type { CommandContext } from "../command.ts";
import { describeDisplay } from "./displays.ts";

/** The limits that messages about results name. */
export interface PrintedLimits {
  readonly timeoutMs: number;
  readonly memoryBytes: number;
  readonly outputBytes: number;
}

/** Prints what a guest writes as it comes, and how its run ended, as a REPL would. */
export class ResultPrinter {
  readonly #context: Pick<CommandContext, "stdout" | "stderr">;
  #openLine = "";

  /** @param context Where to print */
  constructor(context: Pick<CommandContext, "stdout" | "stderr">) {
    this.#context = context;
  }

  /** What the guest wrote to standard output since its last newline: what it may have put there as a prompt. */
  get openLine(): string {
    return this.#openLine;
  }

  /** Prints what the guest wrote to standard output. */
  stdout(text: string): void {
    const newline = text.lastIndexOf("\n");
    const line = newline < 0 ? this.#openLine + text : text.slice(newline + 1);
    // Only a prompt of a sensible length is worth keeping.
    this.#openLine = line.slice(-1_000);
    this.#context.stdout.write(text);
  }

  /** Prints what the guest wrote to standard error. */
  stderr(text: string): void {
    this.#context.stderr.write(text);
  }

  /** Prints what the guest displayed: its text, or what a terminal cannot show by its name and size. */
  display(display: Display): void {
    this.closeLine();
    this.#context.stdout.write(describeDisplay(display));
  }

  /** Says that a person has ended the line, by typing. */
  endLine(): void {
    this.#openLine = "";
  }

  /** Ends the line that the guest left open, if it did. */
  closeLine(): void {
    if (this.#openLine !== "") this.#context.stdout.write("\n");
    this.#openLine = "";
  }

  /**
   * Prints how a run ended.
   *
   * @param result The result
   * @param limits The limits that it had
   */
  result(result: RunResult, limits: PrintedLimits): void {
    if (result.status === "ok" || result.status === "output") {
      const text = textOfValue(result);
      if (text !== undefined) this.#line(text);
    }
    for (const line of explain(result, limits)) {
      this.#context.stderr.write(`${line}\n`);
    }
  }

  #line(text: string): void {
    this.closeLine();
    this.#context.stdout.write(`${text}\n`);
  }
}

/** The text of the last value, unless it is the one that a REPL passes over in silence. */
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
      return "sandglass: what was displayed was too much, and not all is kept";
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
  if (error.exitCode === undefined) return [describeError(error, language)];
  const isOnlyCode = error.message === "" ||
    error.message === String(error.exitCode);
  return [
    ...(isOnlyCode ? [] : [error.message]),
    `sandglass: the guest exited with status ${error.exitCode}`,
  ];
}

/** The traceback together with what was raised, in the order of the language. */
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

/** Whether one of the lines says what was raised, perhaps with the name of its module. */
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
