/**
 * The handler of requests over Streamable HTTP. It checks and reads each request, and passes it to the implementation of its
 * protocol revision.
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
import { MAX_SUBSCRIPTIONS, type McpService } from "../service.ts";
import { type BodyLimits, readJson } from "./body.ts";
import { Clients, type ClientsOptions } from "./clients.ts";
import { allowRead } from "./cors.ts";
import { busyResponse, errorResponse } from "./error_response.ts";
import { Exchange } from "./exchange.ts";
import { createGuard, type GuardOptions } from "./guard.ts";
import { Quota } from "./quota.ts";

/** The path of the endpoint. */
export const ENDPOINT = "/mcp";

/** The first bytes of each body, which do not count. The maximum number of requests limits them. */
const FREE_BYTES = 2 ** 16;

/** Options for serving over HTTP. */
export interface HttpOptions
  extends GuardOptions, BodyLimits, Omit<ClientsOptions, "tenants"> {
  /** Whether clients of older revisions have no sessions. */
  readonly stateless: boolean;
  /** The maximum number of open requests, including those whose response is being sent. */
  readonly maxRequests: number;
  /** The maximum memory of the bodies of all open requests, in bytes. */
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
  /** The handlers of the current revision, which has no sessions, by tenant. */
  readonly #modern = new Map<string, McpHttpHandler>();

  /** Creates a handler. */
  constructor(service: McpService, options: HttpOptions) {
    const tenants = options.tokens.length;
    this.#service = service;
    this.#options = options;
    this.#guard = createGuard(options);
    this.#requests = new Quota(options.maxRequests, tenants);
    this.#bodies = new Quota(options.maxHeldBytes, tenants);
    this.#clients = new Clients(service, { ...options, tenants });
  }

  /** The number of open requests. */
  get open(): number {
    return this.#requests.taken;
  }

  /** The memory of their bodies, in bytes. */
  get heldBytes(): number {
    return this.#bodies.taken;
  }

  /** The number of clients with a session. */
  get clients(): number {
    return this.#clients.size;
  }

  /** Answers a request. */
  async fetch(request: Request): Promise<Response> {
    const verdict = this.#guard(request);
    if ("response" in verdict) return verdict.response;
    const { tenant, page } = verdict;
    if (!this.#requests.take(tenant, 1)) return allowRead(busyResponse(), page);
    const exchange = new Exchange(tenant, this.#options.stallMs);
    exchange.onEnd(() => this.#requests.give(tenant, 1));
    const response = await this.#answer(request, exchange).catch((error) => {
      this.#service.policy.onWarning(messageOf(error));
      return errorResponse(500, "The server failed; its log has the reason");
    });
    return allowRead(exchange.follow(response), page);
  }

  /** Ends all requests and clients. */
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
        "The request needs the header Mcp-Session-Id, which the response to initialize has",
      );
    }
    return await this.#clients.begin(
      exchange,
      (transport) => transport.handleRequest(request, body),
    );
  }

  /**
   * Creates a function that takes quota for a body until the end of its request. The first bytes of each body are free, so
   * that clients with large bodies cannot block clients with small ones.
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
      // Deno notices the end of a client only by a failing response, so the response must start at once.
      responseMode: "sse",
      maxSubscriptions: MAX_SUBSCRIPTIONS,
    });
    this.#modern.set(tenant, handler);
    return handler;
  }

  /**
   * Creates a protocol server, and reports its failures. The reports of the protocol's library are dropped. They include
   * mistakes of clients, so clients could fill the log.
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
 * Copies a request without its body, which is read already, and without its signal. The signal may be aborted after the
 * response is sent, and may not be aborted if the client is gone before.
 */
function headOf({ url, method, headers }: Request): Request {
  return new Request(url, { method, headers });
}
