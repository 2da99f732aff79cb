/**
 * The server for many clients, over HTTP.
 *
 * @module
 */
import { HttpHandler, type HttpOptions } from "./http/handler.ts";
import type { HeadLimits } from "./http/connection.ts";
import { listen } from "./http/listener.ts";
export { ListenError } from "./http/listener.ts";
import type { McpService } from "./service.ts";

/** Options for serving over HTTP. */
export interface ServeHttpOptions extends HttpOptions, HeadLimits {
  /** The address or name to listen at. */
  readonly hostname: string;
  /** The port; 0 for any. */
  readonly port: number;
  /** Ends the server. */
  readonly signal: AbortSignal;
  /** Receives the URL of the endpoint once the server listens. */
  readonly onListen: (url: string) => void;
}

/**
 * Serves clients until the signal is aborted.
 *
 * @param service The service
 * @param options The address and the limits
 * @throws {ListenError} If the address cannot be listened at
 */
export async function serveHttp(
  service: McpService,
  { hostname, port, signal, onListen, ...options }: ServeHttpOptions,
): Promise<void> {
  await using handler = new HttpHandler(service, options);
  await listen({
    ...options,
    hostname,
    port,
    signal,
    onListen,
    onWarning: service.policy.onWarning,
    handle: (request) => handler.fetch(request),
  });
}
