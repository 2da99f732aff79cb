/**
 * Measures the MCP server from a cold start, a call in an open session, and many clients at once.
 *
 * @module
 */
import { TextLineStream } from "./text_lines.ts";
import { ms, percentile, row } from "./stats.ts";
import { residentBytes } from "./process_tree.ts";

const ROOT = new URL("../", import.meta.url);
const CLI = new URL("cli.ts", ROOT).pathname;
const MB = 1e6;

type Message = {
  readonly id?: number;
  readonly result?: unknown;
  readonly error?: unknown;
};

const INITIALIZE = {
  protocolVersion: "2025-11-25",
  capabilities: {},
  clientInfo: { name: "bench", version: "1" },
};

/** A server over standard input and output. */
class Server implements AsyncDisposable {
  readonly startedAt = performance.now();
  readonly #child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", CLI, "mcp", "--quiet"],
    stdin: "piped",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  readonly #writer = this.#child.stdin.getWriter();
  readonly #lines = this.#child.stdout
    .pipeThrough(new TextDecoderStream()).pipeThrough(new TextLineStream())
    .getReader();
  #id = 0;

  async ask(method: string, params: unknown): Promise<unknown> {
    const id = ++this.#id;
    await this.#send({ jsonrpc: "2.0", id, method, params });
    for (;;) {
      const { done, value } = await this.#lines.read();
      if (done) throw new Error("The server has exited");
      const message: Message = JSON.parse(value);
      if (message.id !== id) continue;
      return checked(message);
    }
  }

  async initialize(): Promise<void> {
    await this.ask("initialize", INITIALIZE);
    await this.#send({ jsonrpc: "2.0", method: "notifications/initialized" });
  }

  async runPython(code: string): Promise<void> {
    await this.ask("tools/call", { name: "run_python", arguments: { code } });
  }

  async #send(message: unknown): Promise<void> {
    await this.#writer.write(
      new TextEncoder().encode(`${JSON.stringify(message)}\n`),
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#writer.close();
    await this.#lines.cancel();
    await this.#child.status;
  }
}

function checked({ result, error }: Message): unknown {
  const isError = typeof result === "object" && result !== null &&
    Reflect.get(result, "isError") === true;
  if (error === undefined && !isError) return result;
  throw new Error(Deno.inspect(error ?? result));
}

/**
 * Measures the server.
 *
 * @param rounds The number of starts
 * @param calls The number of calls in an open session
 * @param clients The number of concurrent clients
 * @returns Lines of a report
 */
export async function benchMcp(
  rounds: number,
  calls: number,
  clients: number,
): Promise<string[]> {
  return [
    "## The MCP server",
    row(["what", "p50", "p99 or worst"]),
    row(["---", "---", "---"]),
    ...await benchStart(rounds),
    ...await benchCalls(calls),
    ...await benchClients(clients),
  ];
}

async function benchStart(rounds: number): Promise<string[]> {
  const initialized: number[] = [];
  const first: number[] = [];
  for (let round = -1; round < rounds; round++) {
    await using server = new Server();
    await server.initialize();
    const initializedMs = performance.now() - server.startedAt;
    await server.runPython("1+1");
    // The first round warms caches and builds the snapshot if it is missing.
    if (round < 0) continue;
    initialized.push(initializedMs);
    first.push(performance.now() - server.startedAt);
  }
  return [
    line("`initialize` answered, from a cold start", initialized, 100),
    line("first `run_python` answered, from a cold start", first, 100),
  ];
}

async function benchCalls(calls: number): Promise<string[]> {
  await using server = new Server();
  await server.initialize();
  await server.runPython("x = 1");
  const taken: number[] = [];
  for (let call = 0; call < calls; call++) {
    const startedAt = performance.now();
    await server.runPython("x + 1");
    taken.push(performance.now() - startedAt);
  }
  return [line("further `run_python` over stdio", taken, 99)];
}

async function benchClients(count: number): Promise<string[]> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", CLI, "mcp", "--http", "127.0.0.1:0"],
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).spawn();
  const lines = child.stderr.pipeThrough(new TextDecoderStream())
    .pipeThrough(new TextLineStream()).getReader();
  const { value = "" } = await lines.read();
  const url = value.replace(/^.* at /, "");
  const before = residentBytes(child.pid);
  const all = await Promise.all(
    Array.from({ length: count }, () => HttpClient.connect(url)),
  );
  const firsts = await Promise.all(all.map((client) => client.time("x = 1")));
  const taken: number[] = [];
  const startedAt = performance.now();
  await Promise.all(all.map(async (client) => {
    for (let call = 0; call < 10; call++) taken.push(await client.time("x+1"));
  }));
  const seconds = (performance.now() - startedAt) / 1000;
  const each = (residentBytes(child.pid) - before) / count / MB;
  child.kill("SIGTERM");
  await lines.cancel();
  await child.status;
  return [
    line(`first call of each of ${count} clients at once (HTTP)`, firsts, 99),
    line(`further calls of ${count} clients at once (HTTP)`, taken, 99),
    row([`calls a second`, (taken.length / seconds).toFixed(0), ""]),
    row(["memory of an idle Python session", `${each.toFixed(0)} MB`, ""]),
  ];
}

class HttpClient {
  readonly #url: string;
  readonly #session: string;
  #id = 1;

  constructor(url: string, session: string) {
    this.#url = url;
    this.#session = session;
  }

  static async connect(url: string): Promise<HttpClient> {
    const { session } = await post(url, "", {
      jsonrpc: "2.0",
      id: 1,
      method: "initialize",
      params: INITIALIZE,
    });
    return new HttpClient(url, session);
  }

  async time(code: string): Promise<number> {
    const startedAt = performance.now();
    const { message } = await post(this.#url, this.#session, {
      jsonrpc: "2.0",
      id: ++this.#id,
      method: "tools/call",
      params: { name: "run_python", arguments: { code } },
    });
    checked(message);
    return performance.now() - startedAt;
  }
}

async function post(
  url: string,
  session: string,
  body: unknown,
): Promise<{ message: Message; session: string }> {
  const response = await fetch(url, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      accept: "application/json, text/event-stream",
      ...(session === "" ? {} : { "mcp-session-id": session }),
    },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.status} ${text}`);
  const data = text.split("\n").filter((one) => one.startsWith("data: {"))
    .at(-1)?.slice(6) ?? text;
  return {
    message: JSON.parse(data),
    session: response.headers.get("mcp-session-id") ?? "",
  };
}

function line(what: string, samples: readonly number[], high: number): string {
  return row([
    what,
    ms(percentile(samples, 50)),
    ms(percentile(samples, high)),
  ]);
}
