/**
 * `sandglass mcp --http` as a separate process, with the documented permissions.
 *
 * @module
 */
import { isAlive } from "../../../security/_quiet.ts";
import { Collector } from "../../../_collector.ts";
import { ROOT, usualFlags } from "../../../cli/_cli.ts";

const DEADLINE_MS = 300_000;

/** Options of a server. */
export interface ServerOptions {
  /** The address to listen at; by default any port of 127.0.0.1. */
  readonly address?: string;
  /** Further flags. */
  readonly args?: readonly string[];
  /** Valid tokens. */
  readonly tokens?: readonly string[];
  /** The limit of file descriptors; by default that of this process. */
  readonly descriptors?: number;
}

/** A running server. */
export class TestServer implements AsyncDisposable {
  /** The endpoint. */
  readonly url: URL;
  readonly child: Deno.ChildProcess;
  readonly #stderr: Collector;
  readonly #timer: ReturnType<typeof setTimeout>;

  private constructor(
    child: Deno.ChildProcess,
    stderr: Collector,
    url: string,
  ) {
    this.child = child;
    this.url = new URL(url);
    this.#stderr = stderr;
    this.#timer = setTimeout(() => child.kill("SIGKILL"), DEADLINE_MS);
  }

  /** Starts a server, and waits until it listens. */
  static async start(
    { address = "127.0.0.1:0", args = [], tokens = [], descriptors }:
      ServerOptions = {},
  ): Promise<TestServer> {
    await using files = new AsyncDisposableStack();
    const more = [...args];
    if (tokens.length > 0) {
      const file = await Deno.makeTempFile({ prefix: "tokens-" });
      files.defer(() => Deno.remove(file));
      await Deno.writeTextFile(file, tokens.join("\n"));
      more.push("--token-file", file);
    }
    const child = spawn(["--http", address, ...more], descriptors);
    const stderr = new Collector(child.stderr);
    const url = await stderr.find(/listening at (\S+)/);
    return new TestServer(child, stderr, url);
  }

  /** The identifier of its process. */
  get pid(): number {
    return this.child.pid;
  }

  /** Its resident memory, in bytes, without that of its guests. */
  residentBytes(): number {
    const status = Deno.readTextFileSync(`/proc/${this.pid}/status`);
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) * 1024;
  }

  /** The number of its open file descriptors. */
  descriptors(): number {
    return [...Deno.readDirSync(`/proc/${this.pid}/fd`)].length;
  }

  /** Its standard error so far. */
  get stderr(): string {
    return this.#stderr.text;
  }

  /** Sends a signal, and waits until the server has exited. */
  async stop(signal: Deno.Signal = "SIGTERM"): Promise<number> {
    clearTimeout(this.#timer);
    try {
      this.child.kill(signal);
    } catch {
      // The server has exited already.
    }
    const { code } = await this.child.status;
    await this.#stderr.ended;
    return code;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop("SIGKILL");
  }
}

/** The live child processes of a process, oldest first; a server's guests are its child processes. */
export function childrenOf(pid: number): readonly number[] {
  return [...Deno.readDirSync("/proc")].map(({ name }) => Number(name))
    .filter((child) => child > 0 && isAlive(child) && parentOf(child) === pid)
    .sort((a, b) => a - b);
}

function parentOf(pid: number): number {
  try {
    const stat = Deno.readTextFileSync(`/proc/${pid}/stat`);
    // The name in parentheses may contain any character.
    return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
  } catch {
    return -1;
  }
}

/** Runs `sandglass mcp` until it exits. */
export async function runMcp(
  args: readonly string[],
): Promise<{ readonly code: number; readonly stderr: string }> {
  const child = spawn(args);
  const stderr = new Collector(child.stderr);
  const { code } = await child.status;
  await stderr.ended;
  return { code, stderr: stderr.text };
}

function spawn(
  args: readonly string[],
  descriptors?: number,
): Deno.ChildProcess {
  const limit = descriptors === undefined ? "" : `ulimit -n ${descriptors}; `;
  return new Deno.Command("sh", {
    args: [
      ...["-c", `${limit}exec "$@"`, "sh"],
      Deno.execPath(),
      "run",
      ...usualFlags(),
      "--allow-net=127.0.0.1,localhost",
      new URL("cli.ts", ROOT).href,
      "mcp",
      ...args,
    ],
    cwd: ROOT,
    env: { NO_COLOR: "1" },
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).spawn();
}
