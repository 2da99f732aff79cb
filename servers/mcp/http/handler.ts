/**
 * The server for many clients, over Streamable HTTP: each request is guarded, read, and handed to the revision of the
 * protocol that it speaks.
 *
 * @module
 */
import {
  createMcpHandler,
  isInitializeRequest,
  isLegacyRequest,
  legacyStatelessFallback,
  type McpHttpHandler,
  type McpServer,
} from "@modelcontextprotocol/server";
import { messageOf } from "../../../core/errors.ts";
import type { Scope } from "../scope.ts";
import type { McpService } from "../service.ts";
import { type BodyLimits, readJson } from "./body.ts";
import { Clients, type ClientsOptions } from "./clients.ts";
import { letRead } from "./cors.ts";
import { errorResponse } from "./error_response.ts";
import { Exchange } from "./exchange.ts";
import { createGuard, type GuardOptions } from "./guard.ts";
import { Quota } from "./quota.ts";

/** The path of the one endpoint. */
export const ENDPOINT = "/mcp";

/** How much of each body is not counted, in bytes; the number of requests is what limits it. */
const FREE_BYTES = 2 ** 16;
/** How many streams of notifications a tenant may have that belong to no session. */
const MAX_SUBSCRIPTIONS = 64;

/** What can be set for serving over HTTP. */
export interface HttpOptions
  extends GuardOptions, BodyLimits, Omit<ClientsOptions, "tenants"> {
  /** Whether clients of older revisions get no session of their own. */
  readonly stateless: boolean;
  /** How many requests may be in the works at once, those whose response is being sent included. */
  readonly maxRequests: number;
  /** How much memory the bodies of all of them may take, in bytes. */
  readonly maxHeldBytes: number;
  /** How long a client may take to receive a piece of a response, in milliseconds. */
  readonly stallMs: number;
}

/** Answers requests. */
export class HttpHandler implements AsyncDisposable {
  readonly #service: McpService;
  readonly #options: HttpOptions;
  readonly #guard: ReturnType<typeof createGuard>;
  readonly #requests: Quota;
  readonly #bodies: Quota;
  readonly #clients: Clients;
  /** The protocol as it is now, in which each request stands for itself; one for each tenant. */
  readonly #modern = new Map<string, McpHttpHandler>();

  /** Makes it. */
  constructor(service: McpService, options: HttpOptions) {
    const tenants = options.tokens.length;
    this.#service = service;
    this.#options = options;
    this.#guard = createGuard(options);
    this.#requests = new Quota(options.maxRequests, tenants);
    this.#bodies = new Quota(options.maxHeldBytes, tenants);
    this.#clients = new Clients(service, { ...options, tenants });
  }

  /** How many requests are in the works. */
  get open(): number {
    return this.#requests.taken;
  }

  /** How much memory their bodies take, in bytes. */
  get heldBytes(): number {
    return this.#bodies.taken;
  }

  /** How many clients have a session of their own. */
  get clients(): number {
    return this.#clients.size;
  }

  /** Answers a request. */
  async fetch(request: Request): Promise<Response> {
    const verdict = this.#guard(request);
    if ("answer" in verdict) return verdict.answer;
    const { tenant, page } = verdict;
    if (!this.#requests.take(tenant, 1)) return letRead(busy(), page);
    const exchange = new Exchange(tenant, this.#options.stallMs);
    exchange.onEnd(() => this.#requests.give(tenant, 1));
    const response = await this.#answer(request, exchange).catch((error) => {
      this.#service.policy.onWarning(messageOf(error));
      return errorResponse(500, "The server failed; its log has the reason");
    });
    return letRead(exchange.follow(response), page);
  }

  /** Ends all that is going on. */
  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([...this.#modern.values()].map((one) => one.close()));
    await this.#clients[Symbol.asyncDispose]();
  }

  async #answer(request: Request, exchange: Exchange): Promise<Response> {
    if (new URL(request.url).pathname !== ENDPOINT) {
      return errorResponse(404, `There is nothing here: use ${ENDPOINT}`);
    }
    if (request.method === "POST") return await this.#post(request, exchange);
    const methods = this.#options.stateless
      ? ["POST"]
      : ["POST", "GET", "DELETE"];
    return methods.includes(request.method)
      ? await this.#inSession(request, exchange)
      : errorResponse(405, `Use ${methods.join(" or ")}`, {
        headers: { allow: methods.join(", ") },
      });
  }

  async #post(request: Request, exchange: Exchange): Promise<Response> {
    const { tenant } = exchange;
    const body = await readJson(request, {
      ...this.#options,
      take: this.#createHold(exchange),
    });
    if ("refusal" in body) return body.refusal;
    const parsedBody = body.json;
    const head = headOf(request);
    if (!await isLegacyRequest(head, parsedBody)) {
      return await this.#modernFor(tenant).fetch(head, { parsedBody });
    }
    if (!this.#options.stateless) {
      return await this.#inSession(head, exchange, { parsedBody });
    }
    const scope = this.#service.mintedScope(tenant);
    const serve = legacyStatelessFallback(() => this.#createServer(scope));
    return await serve(head, { parsedBody });
  }

  async #inSession(
    request: Request,
    exchange: Exchange,
    body: { readonly parsedBody?: unknown } = {},
  ): Promise<Response> {
    const id = request.headers.get("mcp-session-id");
    if (id === null) return await this.#begin(request, exchange, body);
    const response = await this.#clients.serve(
      id,
      exchange,
      (transport) => transport.handleRequest(request, body),
    );
    if (request.method === "GET" && response.ok) this.#clients.listens(id);
    return response;
  }

  async #begin(
    request: Request,
    exchange: Exchange,
    body: { readonly parsedBody?: unknown },
  ): Promise<Response> {
    if (!isInitializeRequest(body.parsedBody)) {
      return errorResponse(
        400,
        "The request needs the header Mcp-Session-Id, which the answer to initialize has",
      );
    }
    return await this.#clients.begin(
      exchange,
      (transport) => transport.handleRequest(request, body),
    );
  }

  /**
   * Makes what takes memory for a body, until its request is over. The first bytes of each body are free, so that
   * clients with large bodies cannot block clients with small ones.
   */
  #createHold(exchange: Exchange): (bytes: number) => boolean {
    const { tenant } = exchange;
    let free = FREE_BYTES;
    return (bytes) => {
      const charged = Math.max(0, bytes - free);
      free = Math.max(0, free - bytes);
      const isTaken = this.#bodies.take(tenant, charged);
      if (isTaken) exchange.onEnd(() => this.#bodies.give(tenant, charged));
      return isTaken;
    };
  }

  #modernFor(tenant: string): McpHttpHandler {
    const known = this.#modern.get(tenant);
    if (known !== undefined) return known;
    const scope = this.#service.mintedScope(tenant);
    const handler = createMcpHandler(() => this.#createServer(scope), {
      legacy: "reject",
      // Deno notices that a client is gone by the response that it cannot send, so there has to be one from the start.
      responseMode: "sse",
      maxSubscriptions: MAX_SUBSCRIPTIONS,
    });
    this.#modern.set(tenant, handler);
    return handler;
  }

  /**
   * The protocol's library reports the mistakes of clients and its own alike, so its reports are dropped: clients
   * could fill the log. Failures of this server are reported here.
   */
  async #createServer(scope: Scope): Promise<McpServer> {
    try {
      return await this.#service.createServer(scope);
    } catch (error) {
      this.#service.policy.onWarning(messageOf(error));
      throw error;
    }
  }
}

/**
 * A request without its body, which has been read, and without its signal: that one may be aborted when the response
 * has been sent, and need not be when the client has left before.
 */
function headOf({ url, method, headers }: Request): Request {
  return new Request(url, { method, headers });
}

function busy(): Response {
  return errorResponse(503, "The server is busy: try again later", {
    headers: { "retry-after": "1" },
  });
}
