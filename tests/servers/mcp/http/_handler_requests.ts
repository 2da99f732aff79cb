/**
 * Requests to a handler, as its clients send them.
 *
 * @module
 */
import { HEADERS, post } from "./_messages.ts";

/** The tokens of two tenants. */
export const TOKENS = ["first-token-of-the-file", "second-token-of-the-file"];
/** A list of the tools, asked for. */
export const LIST = { jsonrpc: "2.0", id: 1, method: "tools/list" };

/** The header by which a tenant is known. */
export function as(tenant: number): { readonly authorization: string } {
  return { authorization: `Bearer ${TOKENS[tenant]}` };
}

/** A request that is not a POST. */
export function ask(
  method: string,
  headers: Record<string, string> = {},
  path = "/mcp",
): Request {
  return new Request(`http://127.0.0.1:3000${path}`, {
    method,
    headers: { ...HEADERS, ...headers },
  });
}

/** A POST whose body never ends; it is aborted by the signal. */
export function endless(signal: AbortSignal): Request {
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start(controller): void {
      controller.enqueue(new TextEncoder().encode("["));
      const reason = new Error("The client went away");
      signal.addEventListener("abort", () => controller.error(reason));
    },
  });
  return post(body);
}
