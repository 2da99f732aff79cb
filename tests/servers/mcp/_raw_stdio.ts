/**
 * `sandglass mcp` as a child process to which a test can send any bytes.
 *
 * @module
 */
import { serverCommand, type ServerOptions } from "./_client.ts";
import { descendants, untilGone } from "./_processes.ts";

/** Milliseconds after which a test gives up on a server. */
const DEADLINE_MS = 60_000;

/** A message of the server. */
export interface Message {
  readonly jsonrpc: string;
  readonly id?: string | number | null;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly code: number; readonly message: string };
}

/** Options of a server. */
export interface RawOptions extends ServerOptions {
  /** Whether standard output is read from the start; true by default. */
  readonly isRead?: boolean;
  /** Whether standard error is read; true by default. */
  readonly isStderrRead?: boolean;
  /** The command, instead of the usual one. */
  readonly command?: ReturnType<typeof serverCommand>;
}

/** A server. */
export class RawStdio implements AsyncDisposable {
  /** The lines of standard output so far. */
  readonly lines: string[] = [];
  /** Standard error so far. */
  stderr = "";
  readonly pid: number;
  readonly #child: Deno.ChildProcess;
  readonly #writer: WritableStreamDefaultWriter<Uint8Array>;
  readonly #reading: Promise<void>[] = [];
  readonly #timer: ReturnType<typeof setTimeout>;
  #changed = Promise.withResolvers<void>();
  #stdout: ReadableStreamDefaultReader<Uint8Array> | undefined;
  #isOver = false;
  #read = 0;
  readonly #parsed: Message[] = [];

  /** Starts the server. */
  constructor(options: RawOptions = {}) {
    const { command, args, cwd } = options.command ?? serverCommand(options);
    this.#child = new Deno.Command(command, {
      args,
      cwd,
      env: { NO_COLOR: "1" },
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    this.pid = this.#child.pid;
    this.#writer = this.#child.stdin.getWriter();
    this.#timer = setTimeout(() => this.#child.kill("SIGKILL"), DEADLINE_MS);
    if (options.isRead ?? true) this.read();
    if (options.isStderrRead ?? true) this.#reading.push(this.#readStderr());
  }

  /** Settles when the server has exited. */
  get status(): Promise<Deno.CommandStatus> {
    return this.#child.status;
  }

  /** Starts reading standard output. */
  read(): void {
    this.#reading.push(this.#readStdout());
  }

  /** Closes standard output, so that writes to it fail. */
  async abandon(): Promise<void> {
    await (this.#stdout?.cancel() ?? this.#child.stdout.cancel());
  }

  /** Writes bytes; resolves when the pipe has accepted them. */
  async write(bytes: string | Uint8Array): Promise<void> {
    await this.#writer.write(
      typeof bytes === "string" ? new TextEncoder().encode(bytes) : bytes,
    );
  }

  /** Sends a message. */
  send(message: unknown): Promise<void> {
    return this.write(`${JSON.stringify(message)}\n`);
  }

  /** Sends a request of the older revisions, and waits for its response. */
  async ask(
    id: string | number,
    method: string,
    params: unknown = {},
  ): Promise<Message> {
    await this.send({ jsonrpc: "2.0", id, method, params });
    return await this.answer(id);
  }

  /** Calls a tool. */
  call(id: string | number, name: string, args: unknown): Promise<Message> {
    return this.ask(id, "tools/call", { name, arguments: args });
  }

  /** Opens the connection as clients of the older revisions do. */
  async initialize(): Promise<Message> {
    const answer = await this.ask("initialize", "initialize", {
      protocolVersion: "2025-11-25",
      capabilities: {},
      clientInfo: { name: "tests", version: "1" },
    });
    await this.send({ jsonrpc: "2.0", method: "notifications/initialized" });
    return answer;
  }

  /** Waits for the response to a request; if there are several, for the one at this index. */
  answer(id: string | number | null, number = 0): Promise<Message> {
    return this.until(
      `a response to ${id}`,
      () => this.answers().filter((message) => message.id === id)[number],
    );
  }

  /** The responses so far. Each line that is not empty must be a message. */
  answers(): readonly Message[] {
    return this.messages().filter(({ method }) => method === undefined);
  }

  /** All messages so far. */
  messages(): readonly Message[] {
    while (this.#read < this.lines.length) {
      const line = this.lines[this.#read++] ?? "";
      if (line !== "") this.#parsed.push(JSON.parse(line));
    }
    return this.#parsed;
  }

  /** Waits until `find` returns a value. */
  async until<T>(what: string, find: () => T | undefined): Promise<T> {
    for (;;) {
      const found = find();
      if (found !== undefined) return found;
      if (this.#isOver) throw new Error(`Never came: ${what}; ${this.stderr}`);
      await this.#changed.promise;
    }
  }

  /** Closes standard input. */
  closeInput(): Promise<void> {
    return this.#writer.close();
  }

  /** Sends a signal. */
  kill(signal: Deno.Signal): void {
    this.#child.kill(signal);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const all = descendants(this.pid);
    clearTimeout(this.#timer);
    try {
      this.#child.kill("SIGKILL");
    } catch {
      // The server has exited already.
    }
    await this.#writer.abort().catch(() => {});
    await this.#child.status;
    await Promise.all(this.#reading);
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      if (!stream.locked) await stream.cancel().catch(() => {});
    }
    await untilGone(all);
  }

  async #readStdout(): Promise<void> {
    const decoder = new TextDecoder();
    const reader = this.#stdout = this.#child.stdout.getReader();
    let rest = "";
    for (;;) {
      const { value: chunk } = await reader.read();
      if (chunk === undefined) break;
      const lines = (rest + decoder.decode(chunk, { stream: true })).split(
        "\n",
      );
      rest = lines.pop() ?? "";
      this.lines.push(...lines);
      this.#tell();
    }
    if (rest !== "") this.lines.push(rest);
    this.#isOver = true;
    this.#tell();
  }

  async #readStderr(): Promise<void> {
    const decoder = new TextDecoder();
    for await (const chunk of this.#child.stderr) {
      this.stderr += decoder.decode(chunk, { stream: true });
      this.#tell();
    }
  }

  #tell(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
  }
}
