/**
 * Runs the real command line as a separate process: with `deno run` and the permissions of `deno task sandglass`, or as
 * the binary, if the variable `SANDGLASS_BINARY` has its path.
 *
 * @module
 */
import { Collector } from "../_collector.ts";

const CLI = new URL("../../cli.ts", import.meta.url);

/** The working directory of the command line. */
export const ROOT = new URL("../../", import.meta.url);

/** The path of the binary, if it is tested. */
const BINARY = Deno.env.get("SANDGLASS_BINARY");

/** Whether the binary is tested. */
export const isBinary: boolean = BINARY !== undefined;

/** For tests of features that only `deno run` has: missing permissions, a writable cache. */
export const ofDenoRun: { readonly ignore: boolean } = { ignore: isBinary };

/** Milliseconds after which a test gives up on a process. */
const DEADLINE_MS = 120_000;

/** The status and output of a process. */
export interface CliOutcome {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Options of a process. */
export interface CliOptions {
  /** Standard input; empty by default. */
  readonly stdin?: string | Uint8Array<ArrayBuffer>;
  /** Deno's flags in place of the usual permissions. */
  readonly flags?: readonly string[];
  /** Additional environment variables. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A process that is running. */
export interface CliProcess extends AsyncDisposable {
  readonly child: Deno.ChildProcess;
  /** Waits until standard output contains a text. */
  until(text: string): Promise<void>;
  /** Waits for the end. */
  outcome(): Promise<CliOutcome>;
}

/** The permissions that the README lists. */
export function usualFlags(): readonly string[] {
  return [
    "--no-prompt",
    "--allow-read",
    `--allow-write=${Deno.env.get("HOME")}/.cache/sandglass`,
    `--allow-run=${Deno.execPath()}`,
    "--allow-env=HOME,XDG_CACHE_HOME,XDG_DATA_HOME",
  ];
}

/**
 * The program and the first arguments that start the command line.
 *
 * @param flags Deno's flags; the binary has its flags built in
 * @returns The program and its first arguments
 */
export function commandLine(
  flags: readonly string[] = usualFlags(),
): readonly [string, ...string[]] {
  return BINARY === undefined
    ? [Deno.execPath(), "run", ...flags, CLI.href]
    : [BINARY];
}

/**
 * Runs the command line until it exits.
 *
 * @param args Its arguments
 * @param options Its input and permissions
 * @returns Its status and output
 */
export async function sandglass(
  args: readonly string[],
  options: CliOptions = {},
): Promise<CliOutcome> {
  await using process = startSandglass(args, options);
  await feed(process.child.stdin, options.stdin ?? "");
  return await process.outcome();
}

/** Runs an expression, and returns its outcome. */
export function evaluate(
  code: string,
  ...flags: readonly string[]
): Promise<CliOutcome> {
  return sandglass(["run", "-e", code, ...flags]);
}

/**
 * Starts the command line.
 *
 * @param args Its arguments
 * @param options Its permissions
 * @returns The process; disposing of it kills it
 */
export function startSandglass(
  args: readonly string[],
  { flags, env }: CliOptions = {},
): CliProcess {
  const [program, ...first] = commandLine(flags);
  const child = new Deno.Command(program, {
    args: [...first, ...args],
    cwd: ROOT,
    env: { NO_COLOR: "1", ...env },
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const stdout = new Collector(child.stdout);
  const stderr = new Collector(child.stderr);
  const timer = setTimeout(() => child.kill("SIGKILL"), DEADLINE_MS);
  const outcome = async (): Promise<CliOutcome> => {
    const [{ code }] = await Promise.all([
      child.status,
      stdout.ended,
      stderr.ended,
    ]);
    // Deno before 2.9 prints the URL of one of its own modules as the base.
    const said = isBinary
      ? stderr.text.replace(/^\(node:\d+\) \[DEP0040\].*\n/m, "")
      : stderr.text;
    return { status: code, stdout: stdout.text, stderr: said };
  };
  return {
    child,
    until: (text) => stdout.until(text),
    outcome,
    async [Symbol.asyncDispose](): Promise<void> {
      clearTimeout(timer);
      try {
        child.kill("SIGKILL");
      } catch {
        // It has ended already.
      }
      await child.stdin.close().catch(() => {});
      await outcome();
    },
  };
}

async function feed(
  stdin: WritableStream<Uint8Array<ArrayBuffer>>,
  content: string | Uint8Array<ArrayBuffer>,
): Promise<void> {
  const bytes = typeof content === "string"
    ? new TextEncoder().encode(content)
    : content;
  const writer = stdin.getWriter();
  try {
    await writer.write(bytes);
    await writer.close();
  } catch {
    // A program need not read all of its input.
  } finally {
    writer.releaseLock();
  }
}
