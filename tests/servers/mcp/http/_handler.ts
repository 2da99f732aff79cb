/**
 * The handler of requests, in this process.
 *
 * @module
 */
import {
  HttpHandler,
  type HttpOptions,
} from "../../../../servers/mcp/http/handler.ts";
import { McpService } from "../../../../servers/mcp/service.ts";
import { INITIALIZE, post } from "./_messages.ts";

/** What the tests take where they say nothing else. */
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

/** A handler with what is behind it. */
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

  /** The status that a request is answered with; the rest of the answer is thrown away. */
  async status(request: Request): Promise<number> {
    const response = await this.handler.fetch(request);
    await response.body?.cancel();
    return response.status;
  }

  /** Begins a session. */
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
