/**
 * Requests as clients write them, for tests that write what no client would.
 *
 * @module
 */

/** The headers of each request. */
export const HEADERS = {
  "content-type": "application/json",
  accept: "application/json, text/event-stream",
  host: "127.0.0.1:3000",
};

/** The first message of a client of an older revision. */
export const INITIALIZE = {
  jsonrpc: "2.0",
  id: 0,
  method: "initialize",
  params: {
    protocolVersion: "2025-11-25",
    capabilities: {},
    clientInfo: { name: "test", version: "1" },
  },
};

/** A call of a tool. */
export function toolCall(
  name: string,
  args: unknown,
  id: string | number = 1,
): { readonly method: string; readonly params: Record<string, unknown> } {
  const params = { name, arguments: args };
  const call = { jsonrpc: "2.0", id, method: "tools/call", params };
  return call;
}

const VERSION = "2026-07-28";

/** The same call in the revision without sessions. */
export function modern(
  message: {
    readonly method: string;
    readonly params?: Readonly<Record<string, unknown>>;
  },
): { readonly headers: Record<string, string>; readonly body: string } {
  const { params = {} } = message;
  const prefix = "io.modelcontextprotocol";
  const meta = {
    [`${prefix}/protocolVersion`]: VERSION,
    [`${prefix}/clientInfo`]: { name: "test", version: "1" },
    [`${prefix}/clientCapabilities`]: {},
    ...(params._meta ?? {}),
  };
  return {
    headers: {
      ...HEADERS,
      "mcp-protocol-version": VERSION,
      "mcp-method": message.method,
      ...(typeof params.name === "string" ? { "mcp-name": params.name } : {}),
    },
    body: JSON.stringify({ ...message, params: { ...params, _meta: meta } }),
  };
}

/** A request for a handler in this process. */
export function post(
  body: BodyInit,
  headers: Record<string, string> = {},
): Request {
  return new Request("http://127.0.0.1:3000/mcp", {
    method: "POST",
    headers: { ...HEADERS, ...headers },
    body,
  });
}
