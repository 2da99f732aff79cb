/**
 * The request handler, in this process.
 *
 * @module
 */
import {
  HttpHandler,
  type HttpOptions,
} from "../../../../servers/mcp/http/handler.ts";
import { McpService } from "../../../../servers/mcp/service.ts";
import { INITIALIZE, post } from "./_messages.ts";

/** The default options of the tests. */
export const OPTIONS: HttpOptions = {
  hosts: [],
  origins: [],
  tokens: [],
  stateless: false,
  maxBytes: 2 ** 16,
  withinMs: 10_000,
  maxClients: 4,
  idleMs: 60_000,
  maxRequests: 8,
  maxHeldBytes: 2 ** 20,
  stallMs: 10_000,
};

/** A handler and its service. */
export class TestHandler implements AsyncDisposable {
  readonly handler: HttpHandler;
  /** The warnings for the operator. */
  readonly warnings: string[] = [];
  readonly #service: McpService;

  constructor(options: Partial<HttpOptions> = {}) {
    this.#service = new McpService({
      sandbox: {
        python: { language: "python" },
        javascript: { language: "javascript" },
      },
      warm: 0,
      onWarning: (message) => this.warnings.push(message),
    });
    this.handler = new HttpHandler(this.#service, { ...OPTIONS, ...options });
  }

  /** The status of the response; the body is cancelled. */
  async status(request: Request): Promise<number> {
    const response = await this.handler.fetch(request);
    await response.body?.cancel();
    return response.status;
  }

  /** Opens a session. */
  async begin(headers: Record<string, string> = {}): Promise<string> {
    const response = await this.handler.fetch(
      post(JSON.stringify(INITIALIZE), headers),
    );
    await response.text();
    return response.headers.get("mcp-session-id") ?? "";
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.handler[Symbol.asyncDispose]();
    await this.#service[Symbol.asyncDispose]();
  }
}
