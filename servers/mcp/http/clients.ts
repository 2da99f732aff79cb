/**
 * The clients of the revisions of the protocol that have sessions: each has a server, a transport and sandboxes of its
 * own, and is identified by an unguessable identifier.
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

/** How long a client whose stream of notifications broke off has for coming back, in milliseconds. */
const COME_BACK_MS = 60_000;
/** How often it is looked for clients that are gone, in milliseconds. */
const SWEEP_MS = 5_000;

/** What can be set for clients. */
export interface ClientsOptions {
  /** How many there may be. */
  readonly maxClients: number;
  /** Milliseconds after which a client that says nothing is taken for gone. */
  readonly idleMs: number;
  /** How many tenants share them. */
  readonly tenants: number;
}

/** Hands a request on to the transport of its client. */
export type Serve = (
  transport: WebStandardStreamableHTTPServerTransport,
) => Promise<Response>;

interface Client {
  readonly tenant: string;
  readonly transport: WebStandardStreamableHTTPServerTransport;
  /** How many of its requests are not over. */
  open: number;
  /** Whether it said anything after its first request. */
  spoke: boolean;
  /** Whether it ever listened to notifications. */
  listened: boolean;
  /** When the last of its requests was over, on the clock of `performance`. */
  usedAtMs: number;
}

/** The clients of a server. */
export class Clients implements AsyncDisposable {
  readonly #service: McpService;
  readonly #idleMs: number;
  readonly #quota: Quota;
  readonly #byId = new Map<string, Client>();
  readonly #sweeping: ReturnType<typeof setInterval>;

  /** Makes them: none so far. */
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

  /** How many there are. */
  get size(): number {
    return this.#byId.size;
  }

  /**
   * Answers a request of a client that names its session.
   *
   * @param id The session's identifier, as the client gives it
   * @param exchange The request
   * @param serve Hands it on
   * @returns The response
   */
  async serve(
    id: string,
    exchange: Exchange,
    serve: Serve,
  ): Promise<Response> {
    const client = this.#byId.get(id);
    // Another's session is one that does not exist.
    if (client === undefined || client.tenant !== exchange.tenant) {
      return errorResponse(404, "There is no such session, or it has ended", {
        code: -32_001,
      });
    }
    client.spoke = true;
    track(client, exchange);
    return await serve(client.transport);
  }

  /** Notes that a client listens to notifications: when it ceases to, it may be gone. */
  listens(id: string): void {
    const client = this.#byId.get(id);
    if (client !== undefined) client.listened = true;
  }

  /**
   * Answers the first request of a client.
   *
   * @param exchange The request
   * @param serve Hands it on
   * @returns The response, which tells the client its session's identifier
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
    let isGood = false;
    try {
      const server = await this.#service.createServer(
        this.#service.scopeOf(id),
      );
      await server.connect(client.transport);
      const response = await serve(client.transport);
      isGood = response.ok;
      return response;
    } finally {
      // What was no good beginning leaves no client behind.
      if (!isGood) await this.#end(id);
    }
  }

  /** Ends the clients that are gone, by what they did not say. */
  sweep(nowMs: number): void {
    for (const [id, client] of this.#byId) {
      const { open, usedAtMs } = client;
      if (open > 0 || nowMs - usedAtMs < this.#patienceMs(client)) continue;
      this.#end(id).catch((error) =>
        this.#service.policy.onWarning(messageOf(error))
      );
    }
  }

  /** Ends all of them. */
  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#sweeping);
    await Promise.all([...this.#byId.keys()].map((id) => this.#end(id)));
  }

  #patienceMs({ listened, spoke }: Client): number {
    return listened || !spoke
      ? Math.min(COME_BACK_MS, this.#idleMs)
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
