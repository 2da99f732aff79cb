import "../../../_ask_worker_options.ts";
import { assertEquals, assertMatch } from "@std/assert";
import { type Gap, Weakened } from "../../../security/_without.ts";
import { until } from "../../../security/_quiet.ts";
import { OPTIONS } from "./_handler.ts";
import { HEADERS, INITIALIZE, modern, post, toolCall } from "./_messages.ts";
import { ask, RawConnection, writeRequest } from "./_raw.ts";

type Service = typeof import("../../../../servers/mcp/service.ts");
type Handler = typeof import("../../../../servers/mcp/http/handler.ts");
type Listener = typeof import("../../../../servers/mcp/http/listener.ts");

/** A server of a copy of the sources, with its URL. */
interface Parts {
  readonly handler: InstanceType<Handler["HttpHandler"]>;
  readonly url: URL;
}

/** Serves from a copy of the sources, optionally without a wall, during a function. */
async function withServer<T>(
  gaps: readonly Gap[],
  tokens: readonly string[],
  act: (parts: Parts) => Promise<T>,
): Promise<T> {
  await using copy = await Weakened.make(gaps, ["servers"]);
  // The exports of a module loaded at run time are known from its source only.
  const { McpService } = await copy.module("servers/mcp/service.ts") as Service;
  const { HttpHandler } = await copy.module(
    "servers/mcp/http/handler.ts",
  ) as Handler;
  const { listen } = await copy.module(
    "servers/mcp/http/listener.ts",
  ) as Listener;
  await using service = new McpService({
    sandbox: {
      python: { language: "python" },
      javascript: { language: "javascript" },
    },
    warm: 0,
  });
  await using handler = new HttpHandler(service, {
    ...OPTIONS,
    tokens,
    maxRequests: 100,
  });
  const controller = new AbortController();
  const { promise: url, resolve } = Promise.withResolvers<URL>();
  const over = listen({
    hostname: "127.0.0.1",
    port: 0,
    signal: controller.signal,
    onListen: (text) => resolve(new URL(text)),
    onWarning: () => {},
    handle: (request) => handler.fetch(request),
  });
  try {
    return await act({ handler, url: await url });
  } finally {
    controller.abort();
    await over;
  }
}

const CALLS = 30;
const BUSY_MS = 1_500;

/** Sends calls while another one runs, closes their connections at once, and returns how many calls were made. */
async function leaveCalls({ handler, url }: Parts): Promise<number> {
  const run = (code: string, session?: string): string => {
    const call = toolCall("run_javascript", { code, session });
    const { headers, body } = modern(call);
    return writeRequest({ ...headers, connection: "close" }, body);
  };
  const { text } = await ask(url, run("var n = 0"));
  const [session] = /session-[\da-f]{32}/.exec(text) ?? [];
  const busy = `const end = Date.now() + ${BUSY_MS}; while (Date.now() < end);`;
  const first = ask(url, run(busy, session));
  await until("the first call has arrived", () => handler.open === 1);
  const connections = await Promise.all(
    Array.from({ length: CALLS }, () => RawConnection.open(url)),
  );
  for (const connection of connections) {
    await connection.write(run(`// ${"x".repeat(4_000)}\nn++`, session));
  }
  await until("the others have arrived", () => handler.open === CALLS + 1);
  for (const connection of connections) connection[Symbol.dispose]();
  await first;
  const last = await ask(url, run("n", session));
  const [, n] = /"value":(\d+)/.exec(last.text) ?? [];
  return Number(n);
}

Deno.test("threat: calls whose client did not wait, with and without an immediate start of the response", async () => {
  assertEquals(await withServer([], [], leaveCalls), 0);
  const wall = 'responseMode: "sse",';
  const gap = { file: "servers/mcp/http/handler.ts", wall };
  assertEquals(await withServer([gap], [], leaveCalls), CALLS);
});

const TOKENS = ["first-token-of-the-file", "second-token-of-the-file"];

/** Ends a session with another tenant's identifier. */
async function endAnothers({ handler }: Parts): Promise<number> {
  const [mine, theirs] = TOKENS.map((token) => ({
    authorization: `Bearer ${token}`,
  }));
  const begun = await handler.fetch(post(JSON.stringify(INITIALIZE), mine));
  await begun.text();
  const id = begun.headers.get("mcp-session-id") ?? "";
  assertMatch(id, /^[\da-f]{32}$/);
  const request = new Request("http://127.0.0.1/mcp", {
    method: "DELETE",
    headers: { ...HEADERS, ...theirs, "mcp-session-id": id },
  });
  const { status } = await handler.fetch(request);
  return status;
}

Deno.test("threat: a session that another tenant ends, with and without the check of its owner", async () => {
  assertEquals(await withServer([], TOKENS, endAnothers), 404);
  const wall = "|| client.tenant !== exchange.tenant";
  const gap = { file: "servers/mcp/http/clients.ts", wall };
  assertEquals(await withServer([gap], TOKENS, endAnothers), 200);
});
