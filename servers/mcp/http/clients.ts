/**
 * The clients of the protocol's revisions with sessions. Each client has its own server, transport and sandboxes, and an
 * unguessable identifier.
 *
 * @module
 */
import { WebStandardStreamableHTTPServerTransport } from "@modelcontextprotocol/server";
import { messageOf } from "../../../core/errors.ts";
import { mint } from "../scope.ts";
import type { McpService } from "../service.ts";
import { errorResponse } from "./error_response.ts";
import type { Exchange } from "./exchange.ts";
import { Quota } from "./quota.ts";

/** How long a client may take to reconnect after its notification stream ended, in milliseconds. */
const RECONNECT_MS = 60_000;
/** The interval of the search for clients that are gone, in milliseconds. */
const SWEEP_MS = 5_000;

/** Options of the clients. */
export interface ClientsOptions {
  /** The maximum number of clients. */
  readonly maxClients: number;
  /** How long a client may be silent before it counts as gone, in milliseconds. */
  readonly idleMs: number;
  /** The number of tenants. */
  readonly tenants: number;
}

/** Passes a request to the transport of its client. */
type Serve = (
  transport: WebStandardStreamableHTTPServerTransport,
) => Promise<Response>;

interface Client {
  readonly tenant: string;
  readonly transport: WebStandardStreamableHTTPServerTransport;
  /** The number of its open requests. */
  open: number;
  /** Whether it has sent a second request. */
  spoke: boolean;
  /** Whether it has ever opened a notification stream. */
  listened: boolean;
  /** The end of its last request, on the clock of `performance`. */
  usedAtMs: number;
}

/** The clients of a server. */
export class Clients implements AsyncDisposable {
  readonly #service: McpService;
  readonly #idleMs: number;
  readonly #quota: Quota;
  readonly #byId = new Map<string, Client>();
  readonly #sweeping: ReturnType<typeof setInterval>;

  /** Creates an empty table of clients. */
  constructor(
    service: McpService,
    { maxClients, idleMs, tenants }: ClientsOptions,
  ) {
    this.#service = service;
    this.#idleMs = idleMs;
    this.#quota = new Quota(maxClients, tenants);
    this.#sweeping = setInterval(
      () => this.sweep(performance.now()),
      Math.min(SWEEP_MS, idleMs / 2),
    );
  }

  /** The number of clients. */
  get size(): number {
    return this.#byId.size;
  }

  /**
   * Answers a request with a session identifier.
   *
   * @param id The session identifier of the request
   * @param exchange The request
   * @param serve Passes the request to the transport
   * @returns The response
   */
  async serve(
    id: string,
    exchange: Exchange,
    serve: Serve,
  ): Promise<Response> {
    const client = this.#byId.get(id);
    // For other tenants, the session does not exist.
    if (client === undefined || client.tenant !== exchange.tenant) {
      return errorResponse(404, "There is no such session, or it has ended", {
        code: -32_001,
      });
    }
    client.spoke = true;
    track(client, exchange);
    return await serve(client.transport);
  }

  /** Notes that a client opened a notification stream. After its end, the client may be gone. */
  listens(id: string): void {
    const client = this.#byId.get(id);
    if (client !== undefined) client.listened = true;
  }

  /**
   * Answers the first request of a client.
   *
   * @param exchange The request
   * @param serve Passes the request to the transport
   * @returns The response, with the session identifier
   */
  async begin(exchange: Exchange, serve: Serve): Promise<Response> {
    const { tenant } = exchange;
    if (!this.#quota.take(tenant, 1)) {
      return errorResponse(
        503,
        `There are ${this.size} clients already: try again later`,
        { headers: { "retry-after": "30" } },
      );
    }
    const id = mint("");
    const client = this.#add(id, tenant);
    track(client, exchange);
    let isAccepted = false;
    try {
      const server = await this.#service.createServer(
        this.#service.scopeOf(id),
      );
      await server.connect(client.transport);
      const response = await serve(client.transport);
      isAccepted = response.ok;
      return response;
    } finally {
      // A refused first request leaves no client.
      if (!isAccepted) await this.#end(id);
    }
  }

  /** Ends the clients that have been silent for too long. */
  sweep(nowMs: number): void {
    for (const [id, client] of this.#byId) {
      const { open, usedAtMs } = client;
      if (open > 0 || nowMs - usedAtMs < this.#silenceMs(client)) continue;
      this.#end(id).catch((error) =>
        this.#service.policy.onWarning(messageOf(error))
      );
    }
  }

  /** Ends all clients. */
  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#sweeping);
    await Promise.all([...this.#byId.keys()].map((id) => this.#end(id)));
  }

  #silenceMs({ listened, spoke }: Client): number {
    return listened || !spoke
      ? Math.min(RECONNECT_MS, this.#idleMs)
      : this.#idleMs;
  }

  #add(id: string, tenant: string): Client {
    const client = {
      tenant,
      transport: new WebStandardStreamableHTTPServerTransport({
        sessionIdGenerator: () => id,
        onsessionclosed: () => this.#end(id),
      }),
      open: 0,
      spoke: false,
      listened: false,
      usedAtMs: performance.now(),
    };
    this.#byId.set(id, client);
    return client;
  }

  async #end(id: string): Promise<void> {
    const client = this.#byId.get(id);
    if (client === undefined) return;
    this.#byId.delete(id);
    this.#quota.give(client.tenant, 1);
    await client.transport.close();
    await this.#service.endClient(id);
  }
}

/** Counts a request of a client as open until its response was sent or abandoned. */
function track(client: Client, exchange: Exchange): void {
  client.open++;
  exchange.onEnd(() => {
    client.open--;
    client.usedAtMs = performance.now();
  });
}
