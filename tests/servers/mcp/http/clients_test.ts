import { assertEquals } from "@std/assert";
import { Clients } from "../../../../servers/mcp/http/clients.ts";
import { Exchange } from "../../../../servers/mcp/http/exchange.ts";
import { McpService } from "../../../../servers/mcp/service.ts";
import { HEADERS, INITIALIZE, post } from "./_messages.ts";

const IDLE_MS = 600_000;
const COME_BACK_MS = 60_000;

/** Clients, and the sessions that were ended. */
class TestClients implements AsyncDisposable {
  readonly clients: Clients;
  readonly #service = new McpService({
    sandbox: {
      python: { language: "python" },
      javascript: { language: "javascript" },
    },
    warm: 0,
  });

  constructor() {
    this.clients = new Clients(this.#service, {
      maxClients: 2,
      idleMs: IDLE_MS,
      tenants: 0,
    });
  }

  async begin(): Promise<string> {
    const exchange = new Exchange("", IDLE_MS);
    const response = exchange.follow(
      await this.clients.begin(
        exchange,
        (transport) =>
          transport.handleRequest(post(JSON.stringify(INITIALIZE)), {
            parsedBody: INITIALIZE,
          }),
      ),
    );
    await response.text();
    return response.headers.get("mcp-session-id") ?? "";
  }

  /** Opens a client's stream of notifications. */
  async listen(id: string): Promise<Response> {
    const exchange = new Exchange("", IDLE_MS);
    const request = new Request("http://127.0.0.1/mcp", {
      headers: {
        ...HEADERS,
        accept: "text/event-stream",
        "mcp-session-id": id,
      },
    });
    const response = await this.clients.serve(
      id,
      exchange,
      (transport) => transport.handleRequest(request),
    );
    this.clients.listens(id);
    return exchange.follow(response);
  }

  /** Sends a message as a client. */
  async speak(id: string): Promise<void> {
    const exchange = new Exchange("", IDLE_MS);
    await this.clients.serve(
      id,
      exchange,
      () => Promise.resolve(new Response(null)),
    );
    exchange.end();
  }

  /** The number of clients after this time. */
  after(ms: number): number {
    this.clients.sweep(performance.now() + ms);
    return this.clients.size;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.clients[Symbol.asyncDispose]();
    await this.#service[Symbol.asyncDispose]();
  }
}

Deno.test("Clients.sweep() ends a client that has been silent for long", async () => {
  await using all = new TestClients();
  const id = await all.begin();
  await all.speak(id);
  assertEquals(all.after(IDLE_MS - 1_000), 1);
  assertEquals(all.after(IDLE_MS), 0);
});

Deno.test("Clients.sweep() waits less for a client that sent only its first message", async () => {
  await using all = new TestClients();
  await all.begin();
  assertEquals(all.after(COME_BACK_MS - 1_000), 1);
  assertEquals(all.after(COME_BACK_MS), 0);
});

Deno.test("Clients.sweep() keeps a client that listens, and ends it after it has stopped", async () => {
  await using all = new TestClients();
  const id = await all.begin();
  await all.speak(id);
  const stream = await all.listen(id);
  assertEquals(all.after(10 * IDLE_MS), 1);
  await stream.body?.cancel();
  assertEquals(all.after(COME_BACK_MS - 1_000), 1);
  assertEquals(all.after(COME_BACK_MS), 0);
});

Deno.test("Clients.begin() has room again when a client is gone", async () => {
  await using all = new TestClients();
  assertEquals([(await all.begin()).length, (await all.begin()).length], [
    32,
    32,
  ]);
  assertEquals(await all.begin(), "");
  assertEquals(all.after(COME_BACK_MS), 0);
  assertEquals((await all.begin()).length, 32);
});
