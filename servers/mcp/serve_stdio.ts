/**
 * The server for one client, over standard input and output.
 *
 * @module
 */
import { serveStdio as serve } from "@modelcontextprotocol/server/stdio";
import { MAX_SUBSCRIPTIONS, type McpService } from "./service.ts";
import { type StdioOptions, StdioTransport } from "./stdio_transport.ts";

/** The owner of the sessions of the only client. */
const OWNER = "stdio";

/**
 * Serves one client until it closes the connection or the signal is aborted.
 *
 * @param service The service
 * @param options The streams and the signal
 */
export async function serveStdio(
  service: McpService,
  { signal, ...options }: StdioOptions & { readonly signal: AbortSignal },
): Promise<void> {
  const transport = new StdioTransport(options);
  const { promise: closed, resolve } = Promise.withResolvers<void>();
  const scope = service.scopeOf(OWNER);
  const handle = serve(() => service.createServer(scope), {
    transport,
    maxSubscriptions: MAX_SUBSCRIPTIONS,
    onerror: (error) => service.policy.onWarning(error.message),
  });
  // The owner of a transport sets its `onclose`; this calls it and also notes the end.
  const { onclose } = transport;
  transport.onclose = (): void => {
    onclose?.();
    resolve();
  };
  const stop = (): void => void handle.close();
  signal.addEventListener("abort", stop, { once: true });
  try {
    if (signal.aborted) stop();
    await closed;
    await handle.close();
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
