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
} from "@modelcontextprotocol/server";
import { messageOf } from "../../../core/errors.ts";
import type { McpService } from "../service.ts";
import { type BodyLimits, readJson } from "./body.ts";
import { Clients, type ClientsOptions } from "./clients.ts";
import { createGuard, errorResponse, type GuardOptions } from "./guard.ts";

/** The path of the one endpoint. */
export const ENDPOINT = "/mcp";

/** What can be set for serving over HTTP. */
export interface HttpOptions extends GuardOptions, BodyLimits, ClientsOptions {
  /** Whether clients of older revisions get no session of their own. */
  readonly stateless: boolean;
  /** How many requests may be in the works at once. */
  readonly maxRequests: number;
}

/** Answers requests. */
export class HttpHandler implements AsyncDisposable {
  readonly #service: McpService;
  readonly #options: HttpOptions;
  readonly #guard: ReturnType<typeof createGuard>;
  readonly #clients: Clients;
  /** The protocol as it is now, in which each request stands for itself; one for each tenant. */
  readonly #modern = new Map<string, McpHttpHandler>();
  #open = 0;

  /** Makes it. */
  constructor(service: McpService, options: HttpOptions) {
    this.#service = service;
    this.#options = options;
    this.#guard = createGuard(options);
    this.#clients = new Clients(service, options);
  }

  /** Answers a request. */
  async fetch(request: Request): Promise<Response> {
    if (this.#open >= this.#options.maxRequests) {
      return errorResponse(503, "The server is busy: try again later", {
        "retry-after": "1",
      });
    }
    this.#open++;
    try {
      return await this.#answer(request);
    } catch (error) {
      this.#service.policy.onWarning(messageOf(error));
      return errorResponse(500, "The server failed; its log has the reason");
    } finally {
      this.#open--;
    }
  }

  /** Ends all that is going on. */
  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([...this.#modern.values()].map((one) => one.close()));
    await this.#clients[Symbol.asyncDispose]();
  }

  async #answer(request: Request): Promise<Response> {
    const verdict = this.#guard(request);
    if ("refusal" in verdict) return verdict.refusal;
    if (new URL(request.url).pathname !== ENDPOINT) {
      return errorResponse(404, `There is nothing here: use ${ENDPOINT}`);
    }
    const { tenant } = verdict;
    switch (request.method) {
      case "POST":
        return await this.#post(request, tenant);
      case "GET":
      case "DELETE":
        return await this.#inSession(request, tenant, undefined);
      default:
        return errorResponse(405, "Use POST, GET or DELETE", {
          allow: "POST, GET, DELETE",
        });
    }
  }

  async #post(request: Request, tenant: string): Promise<Response> {
    const body = await readJson(request, this.#options);
    if ("refusal" in body) return body.refusal;
    const parsedBody = body.json;
    if (!await isLegacyRequest(request, parsedBody)) {
      return await this.#modernFor(tenant).fetch(request, { parsedBody });
    }
    if (this.#options.stateless) {
      const scope = this.#service.mintedScope(tenant);
      return await legacyStatelessFallback(
        () => this.#service.createServer(scope),
        (error) => this.#service.policy.onWarning(error.message),
      )(request, { parsedBody });
    }
    return await this.#inSession(request, tenant, parsedBody);
  }

  async #inSession(
    request: Request,
    tenant: string,
    parsedBody: unknown,
  ): Promise<Response> {
    if (this.#options.stateless) {
      return errorResponse(405, "Use POST", { allow: "POST" });
    }
    const id = request.headers.get("mcp-session-id");
    if (id !== null) {
      return await this.#clients.serve(
        id,
        tenant,
        (transport) =>
          transport.handleRequest(
            request,
            parsedBody === undefined ? {} : { parsedBody },
          ),
        request.method === "GET",
      );
    }
    if (!isInitializeRequest(parsedBody)) {
      return errorResponse(
        400,
        "The request needs the header Mcp-Session-Id, which the answer to initialize has",
      );
    }
    return await this.#clients.begin(
      tenant,
      (transport) => transport.handleRequest(request, { parsedBody }),
    );
  }

  #modernFor(tenant: string): McpHttpHandler {
    const known = this.#modern.get(tenant);
    if (known !== undefined) return known;
    const scope = this.#service.mintedScope(tenant);
    const handler = createMcpHandler(() => this.#service.createServer(scope), {
      legacy: "reject",
      onerror: (error) => this.#service.policy.onWarning(error.message),
      maxSubscriptions: 64,
    });
    this.#modern.set(tenant, handler);
    return handler;
  }
}
