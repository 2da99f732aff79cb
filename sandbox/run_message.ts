/**
 * The messages of a run: the one that starts it in a worker, and those of the worker.
 *
 * @module
 */
import { toGlobalsText } from "../core/globals.ts";
import type { Language, ResolvedRunOptions } from "../core/options.ts";
import type { FromGuest, ToGuest } from "../core/protocol.ts";
import type { RunRecord } from "./run_record.ts";

const DEFAULT_FILENAMES: Readonly<Record<Language, string>> = {
  python: "main.py",
  javascript: "main.js",
  typescript: "main.ts",
};

/** How much later than the host an engine stops a run by itself, in milliseconds: a guest that waits is interrupted first. */
const OWN_STOP_MS = 100;

/** A message to a worker, and its attachment. */
export interface RunMessage {
  readonly message: ToGuest;
  readonly attachment: Uint8Array | undefined;
}

/** What is run. */
export interface RunProgram {
  readonly code: string;
  readonly language: Language;
  /** Whether the program ends after it. */
  readonly last?: boolean;
  /** Whether the run is undone if it has to be stopped. */
  readonly isUndone?: boolean;
  /** Whether no other run follows that needs what it leaves. */
  readonly isOnly?: boolean;
}

/**
 * Returns the message that starts a run.
 *
 * @param run The number of the run
 * @param program The code and its language
 * @param options The options of the run
 * @returns The message, with the globals attached
 */
export function runMessage(
  run: number,
  { code, language, last = false, isUndone = false, isOnly = false }:
    RunProgram,
  options: ResolvedRunOptions,
): RunMessage {
  const { limits, filename, kind, repr, echo, globals } = options;
  const attachment = toGlobalsText(globals);
  return {
    attachment,
    message: {
      type: "run",
      run,
      language,
      code,
      filename: filename ?? DEFAULT_FILENAMES[language],
      kind: kind ?? "script",
      named: filename !== undefined,
      outputBytes: limits.outputBytes,
      displayBytes: limits.displayBytes,
      valueBytes: limits.valueBytes,
      repr: repr ?? false,
      echo: echo ?? "display",
      ...(last && { last }),
      ...(isUndone && { keepsState: true }),
      ...(isUndone && isOnly && { only: true }),
      // The engine does not know of time that is the host's.
      ...(isUndone && options.hostTime !== "excluded" && {
        timeoutMs: limits.timeoutMs + OWN_STOP_MS,
      }),
      ...(attachment && { text: true }),
    },
  };
}

/**
 * Checks that code can be run.
 *
 * @param code The code; it may be anything
 * @param codeBytes The most bytes of code
 * @throws {TypeError} If the code is not a string
 * @throws {RangeError} If the code has too many bytes
 */
export function checkCode(
  code: unknown,
  codeBytes: number,
): asserts code is string {
  if (typeof code !== "string") {
    throw new TypeError(
      `Cannot run code as it must be a string: current value is of type ${typeof code}`,
    );
  }
  const bytes = code.length * 3 <= codeBytes
    ? 0
    : new TextEncoder().encode(code).byteLength;
  if (bytes > codeBytes) {
    throw new RangeError(
      `Cannot run code as it must have at most ${codeBytes} bytes: current value is ${bytes}`,
    );
  }
}

/**
 * Gives a message of a worker to its run. A message of another run is dropped.
 *
 * @param run The current run
 * @param message The message
 * @returns Why the worker is lost, or `undefined`
 */
export function takeMessage(
  run: Pick<RunRecord, "number" | "write" | "show" | "serve">,
  message: Exclude<FromGuest, { readonly type: "done" }>,
): string | undefined {
  switch (message.type) {
    case "output":
      if (message.run === run.number) run.write(message.fd, message.text);
      return undefined;
    case "display":
      if (message.run === run.number) run.show(message.display);
      return undefined;
    case "request":
      return message.request.run !== run.number || run.serve(message.request)
        ? undefined
        : "The worker has more open host requests than any engine sends";
    case "failed":
      return message.reason;
    case "fileResponse":
      return "The worker sent an unexpected response to a guest file request";
    default:
      return undefined;
  }
}
