/**
 * Runs the real command line as a process of its own: by `deno run` with the permissions of `deno task sandglass`, or,
 * where the variable `SANDGLASS_BINARY` has its path, the binary.
 *
 * @module
 */
const CLI = new URL("../../cli.ts", import.meta.url);

/** The directory that the command line runs in. */
export const ROOT = new URL("../../", import.meta.url);

/** The binary that is tested, if one is. */
const BINARY = Deno.env.get("SANDGLASS_BINARY");

/** Whether it is the binary that is tested. */
export const isBinary: boolean = BINARY !== undefined;

/** For tests of what only `deno run` has: permissions that may be missing, a cache that is written to. */
export const ofDenoRun: { readonly ignore: boolean } = { ignore: isBinary };

/** Milliseconds after which a test gives a process up. */
const DEADLINE_MS = 120_000;

/** What a process left behind. */
export interface CliOutcome {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What can be set for a process. */
export interface CliOptions {
  /** Standard input; without it the guest meets the end at once. */
  readonly stdin?: string | Uint8Array<ArrayBuffer>;
  /** Deno's flags in place of the usual permissions. */
  readonly flags?: readonly string[];
  /** Variables beside those of this process. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A process that is running. */
export interface CliProcess extends AsyncDisposable {
  readonly child: Deno.ChildProcess;
  /** Waits until standard output has a text. */
  until(text: string): Promise<void>;
  /** Waits for the end. */
  outcome(): Promise<CliOutcome>;
}

/** The permissions that the README names. */
export function usualFlags(): readonly string[] {
  return [
    "--no-prompt",
    "--allow-read",
    `--allow-write=${Deno.env.get("HOME")}/.cache/sandglass`,
    `--allow-run=${Deno.execPath()}`,
    "--allow-env=HOME,XDG_CACHE_HOME",
  ];
}

/**
 * The words by which the command line is started.
 *
 * @param flags Deno's flags, which the binary has from when it was made
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
 * Runs the command line to its end.
 *
 * @param args Its arguments
 * @param options Its input and permissions
 * @returns What it left behind
 */
export async function sandglass(
  args: readonly string[],
  options: CliOptions = {},
): Promise<CliOutcome> {
  await using process = startSandglass(args, options);
  await feed(process.child.stdin, options.stdin ?? "");
  return await process.outcome();
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
    // The base of a Deno before 2.9 tells of one of its own modules.
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

/** Gathers a stream as it comes. */
class Collector {
  text = "";
  readonly ended: Promise<void>;
  #changed = Promise.withResolvers<void>();
  #isOver = false;

  constructor(stream: ReadableStream<Uint8Array>) {
    this.ended = this.#gather(stream);
  }

  async until(text: string): Promise<void> {
    while (!this.text.includes(text)) {
      if (this.#isOver) throw new Error(`Never came: ${text} in ${this.text}`);
      await this.#changed.promise;
    }
  }

  async #gather(stream: ReadableStream<Uint8Array>): Promise<void> {
    const decoder = new TextDecoder();
    for await (const chunk of stream) {
      this.text += decoder.decode(chunk, { stream: true });
      this.#tell();
    }
    this.#isOver = true;
    this.#tell();
  }

  #tell(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
  }
}
