/**
 * The clients of the revisions of the protocol that have sessions: each has a server, a transport and sandboxes of its
 * own, and is known by an identifier that nobody can guess.
 *
 * @module
 */
import { WebStandardStreamableHTTPServerTransport } from "@modelcontextprotocol/server";
import { messageOf } from "../../../core/errors.ts";
import { mint } from "../scope.ts";
import type { McpService } from "../service.ts";
import { errorResponse } from "./guard.ts";

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
}

interface Client {
  readonly tenant: string;
  readonly transport: WebStandardStreamableHTTPServerTransport;
  /** How many of its requests are not over. */
  open: number;
  /** Whether it ever listened to notifications. */
  listened: boolean;
  /** When the last of its requests was over, on the clock of `performance`. */
  usedAtMs: number;
}

/** The clients of a server. */
export class Clients implements AsyncDisposable {
  readonly #service: McpService;
  readonly #options: ClientsOptions;
  readonly #byId = new Map<string, Client>();
  readonly #sweeping: ReturnType<typeof setInterval>;

  /** Makes them: none so far. */
  constructor(service: McpService, options: ClientsOptions) {
    this.#service = service;
    this.#options = options;
    this.#sweeping = setInterval(
      () => this.sweep(performance.now()),
      Math.min(SWEEP_MS, options.idleMs / 2),
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
   * @param tenant Whose request it is
   * @param serve Hands the request on
   * @returns The response
   */
  async serve(
    id: string,
    tenant: string,
    serve: (
      transport: WebStandardStreamableHTTPServerTransport,
    ) => Promise<Response>,
    isListening: boolean,
  ): Promise<Response> {
    const client = this.#byId.get(id);
    // Another's session is one that does not exist.
    if (client === undefined || client.tenant !== tenant) {
      return errorResponse(404, "There is no such session, or it has ended");
    }
    client.listened ||= isListening;
    return await track(client, () => serve(client.transport));
  }

  /**
   * Answers the first request of a client.
   *
   * @param tenant Whose request it is
   * @param serve Hands the request on
   * @returns The response, which tells the client its session's identifier
   */
  async begin(
    tenant: string,
    serve: (
      transport: WebStandardStreamableHTTPServerTransport,
    ) => Promise<Response>,
  ): Promise<Response> {
    const { maxClients } = this.#options;
    if (this.#byId.size >= maxClients) {
      return errorResponse(
        503,
        `There are ${maxClients} clients already: try again later`,
        { "retry-after": "30" },
      );
    }
    const id = mint("");
    const transport = new WebStandardStreamableHTTPServerTransport({
      sessionIdGenerator: () => id,
      onsessionclosed: () => this.#end(id),
    });
    const client = {
      tenant,
      transport,
      open: 0,
      listened: false,
      usedAtMs: performance.now(),
    };
    this.#byId.set(id, client);
    const scope = this.#service.scopeOf(id);
    const server = await this.#service.createServer(scope);
    await server.connect(transport);
    const response = await track(client, () => serve(transport));
    // What was no good beginning left no client behind.
    if (!response.ok) await this.#end(id);
    return response;
  }

  /** Ends the clients that are gone, by what they did not say. */
  sweep(nowMs: number): void {
    for (const [id, client] of this.#byId) {
      const patienceMs = client.listened
        ? Math.min(COME_BACK_MS, this.#options.idleMs)
        : this.#options.idleMs;
      if (client.open > 0 || nowMs - client.usedAtMs < patienceMs) continue;
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

  async #end(id: string): Promise<void> {
    const client = this.#byId.get(id);
    if (client === undefined) return;
    this.#byId.delete(id);
    await client.transport.close();
    await this.#service.endClient(id);
  }
}

/** Counts a request of a client as open until its response has left, or nobody wants it any more. */
async function track(
  client: Client,
  serve: () => Promise<Response>,
): Promise<Response> {
  client.open++;
  const end = (): void => {
    client.open--;
    client.usedAtMs = performance.now();
  };
  try {
    return onEnd(await serve(), end);
  } catch (error) {
    end();
    throw error;
  }
}

function onEnd(response: Response, end: () => void): Response {
  if (response.body === null) {
    end();
    return response;
  }
  const reader = response.body.getReader();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller): Promise<void> {
      try {
        const { done, value } = await reader.read();
        if (!done) return controller.enqueue(value);
        end();
        controller.close();
      } catch (error) {
        end();
        controller.error(error);
      }
    },
    async cancel(reason): Promise<void> {
      end();
      await reader.cancel(reason);
    },
  }, { highWaterMark: 0 });
  const { status, headers } = response;
  return new Response(body, { status, headers });
}
