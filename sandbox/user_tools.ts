/**
 * Runs the user's own `uv` or `pip`, to which the user's indexes, proxies and credentials apply. What they print and fetch is
 * not trusted.
 *
 * @module
 */
import { isGranted } from "./host.ts";

/** How long a tool may take to end after SIGTERM, in milliseconds. */
const END_WITHIN_MS = 1_000;
/** The longest part of a tool's message that is shown, in characters. */
const MAX_MESSAGE_LENGTH = 300;

/** What a tool is. */
export type ToolKind = "uv" | "pip";

/** How a tool is started. */
export interface Tool {
  readonly kind: ToolKind;
  readonly program: string;
  /** Arguments before those of the tool. */
  readonly first: readonly string[];
}

/** The tools in the order in which they are tried. Of one kind, the first that there is decides. */
export const TOOLS: readonly Tool[] = [
  { kind: "uv", program: "uv", first: [] },
  { kind: "pip", program: "pip", first: [] },
  { kind: "pip", program: "pip3", first: [] },
  { kind: "pip", program: "python3", first: ["-m", "pip"] },
  { kind: "pip", program: "python", first: ["-m", "pip"] },
  { kind: "pip", program: "py", first: ["-m", "pip"] },
];

/** The variables with which tools run: no questions, no decoration. */
const ENVIRONMENT: Readonly<Record<string, string>> = {
  NO_COLOR: "1",
  PIP_DISABLE_PIP_VERSION_CHECK: "1",
  PIP_REQUIRE_VIRTUALENV: "0",
  PIP_NO_INPUT: "1",
  // Links to the cache are refused, as their targets may change.
  UV_LINK_MODE: "hardlink",
  UV_NO_PROGRESS: "1",
};

/** What a program prints that stands for another one which is not there. */
const ABSENT = /No module named pip\b|command not found|Python was not found/;

/** How a tool runs. */
export interface ToolRun {
  readonly args: readonly string[];
  /** More variables of its environment. */
  readonly environment?: Readonly<Record<string, string>> | undefined;
  /** Ends it. */
  readonly signal?: AbortSignal | undefined;
  /** The time that it has, in milliseconds; without it, there is no limit. */
  readonly withinMs?: number | undefined;
}

/** What became of a tool: it succeeded, failed, took too long, or there is no such program that may be run. */
export type ToolOutcome =
  | { readonly state: "done"; readonly output: ToolOutput }
  | { readonly state: "failed"; readonly output: ToolOutput }
  | { readonly state: "late" }
  | { readonly state: "absent" };

/** What a tool printed. */
export interface ToolOutput {
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs a tool.
 *
 * @param tool The tool
 * @param run How it runs
 * @returns What became of it
 * @throws {Error} If it was ended by the signal, or cannot be started though it is there
 */
export async function runTool(
  { program, first }: Pick<Tool, "program" | "first">,
  { args, environment, signal, withinMs }: ToolRun,
): Promise<ToolOutcome> {
  signal?.throwIfAborted();
  if (!isGranted({ name: "run", command: program })) return { state: "absent" };
  let child: Deno.ChildProcess;
  try {
    child = new Deno.Command(program, {
      args: [...first, ...args],
      env: { ...ENVIRONMENT, ...environment },
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return { state: "absent" };
    if (error instanceof Deno.errors.NotCapable) return { state: "absent" };
    throw error;
  }
  using ending = endOn(child, { signal, withinMs });
  const [{ success, code }, stdout, stderr] = await Promise.all([
    child.status.finally(ending.onExit),
    readAll(child.stdout, ending.ended),
    readAll(child.stderr, ending.ended),
  ]);
  signal?.throwIfAborted();
  const output = { stdout, stderr };
  if (success) return { state: "done", output };
  if (ending.isLate()) return { state: "late" };
  if (ABSENT.test(output.stderr)) return { state: "absent" };
  const isSilent = `${output.stdout}${output.stderr}`.trim() === "";
  return {
    state: "failed",
    output: isSilent ? { ...output, stderr: `exit status ${code}` } : output,
  };
}

/** Reads what a tool prints, until it is ended: a process that it has started may keep the pipe open longer. */
async function readAll(
  stream: ReadableStream<Uint8Array>,
  ended: AbortSignal,
): Promise<string> {
  const reader = stream.getReader();
  ended.addEventListener("abort", () => void reader.cancel().catch(() => {}));
  const decoder = new TextDecoder();
  let text = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    text += decoder.decode(value, { stream: true });
  }
}

/** The end of a tool by its signal or its time. */
interface Ending extends Disposable {
  readonly isLate: () => boolean;
  /** Aborted once the tool was ended and is gone. */
  readonly ended: AbortSignal;
  readonly onExit: () => void;
}

/** Ends a tool when the signal is aborted, or its time is over. */
function endOn(
  child: Deno.ChildProcess,
  { signal, withinMs }: Pick<ToolRun, "signal" | "withinMs">,
): Ending {
  const ended = new AbortController();
  const timers: ReturnType<typeof setTimeout>[] = [];
  let state: "running" | "late" | "aborted" = "running";
  const end = (): void => {
    kill(child, "SIGTERM");
    timers.push(setTimeout(() => kill(child, "SIGKILL"), END_WITHIN_MS));
  };
  const abort = (): void => {
    state = "aborted";
    end();
  };
  if (signal?.aborted) abort();
  signal?.addEventListener("abort", abort);
  if (withinMs !== undefined) {
    timers.push(setTimeout(() => {
      state = "late";
      end();
    }, withinMs));
  }
  return {
    isLate: () => state === "late",
    ended: ended.signal,
    onExit: () => {
      if (state !== "running") ended.abort();
    },
    [Symbol.dispose](): void {
      timers.forEach((timer) => clearTimeout(timer));
      signal?.removeEventListener("abort", abort);
    },
  };
}

function kill(child: Deno.ChildProcess, signal: Deno.Signal): void {
  try {
    child.kill(signal);
  } catch {
    // It has ended already.
  }
}

/**
 * The part of a tool's messages that says what failed.
 *
 * @param errors What the tool printed
 * @returns One line
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(essenceOf("WARNING: Retrying\nERROR: No such version\n"), "No such version");
 * ```
 */
export function essenceOf(errors: string): string {
  const lines = errors.split("\n").map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("[notice]"));
  const marked = lines.findIndex((line) => /^(?:error:|×)/i.test(line));
  // A retry names the failure of the network, and the error after it does not.
  const broken = lines.find((line) => /connection broken by/i.test(line));
  const isTraceback = lines.some((line) => line.startsWith("Traceback"));
  const text = isTraceback
    ? lines.at(-1) ?? ""
    : broken ?? lines.slice(Math.max(0, marked)).join(" ");
  return text.replace(/^(?:error:|×|.*connection broken by)\s*/i, "")
    .slice(0, MAX_MESSAGE_LENGTH);
}
