/**
 * The responses and headers of CORS, with which browsers let a page of another origin use this server.
 *
 * @module
 */

const METHODS = "POST, GET, DELETE";
/** The headers that clients of the protocol send. */
const REQUEST_HEADERS = [
  "accept",
  "authorization",
  "content-type",
  "last-event-id",
  "mcp-method",
  "mcp-name",
  "mcp-protocol-version",
  "mcp-session-id",
].join(", ");
/** The headers that clients of the protocol read. */
const RESPONSE_HEADERS = "mcp-session-id, www-authenticate, retry-after";

/** Returns whether a request is a preflight request. */
export function isPreflight(request: Request): boolean {
  return request.method === "OPTIONS" &&
    request.headers.has("access-control-request-method");
}

/** Returns the response to a preflight request of an allowed origin. */
export function preflightResponse(origin: string): Response {
  return allowRead(
    new Response(null, {
      status: 204,
      headers: {
        "access-control-allow-methods": METHODS,
        "access-control-allow-headers": REQUEST_HEADERS,
        "access-control-max-age": "600",
      },
    }),
    origin,
  );
}

/**
 * Allows a page to read a response.
 *
 * @param response The response
 * @param origin The allowed origin of the page; `null` if no page may read it
 * @returns The response
 */
export function allowRead(response: Response, origin: string | null): Response {
  if (origin === null) return response;
  response.headers.set("access-control-allow-origin", origin);
  response.headers.set("access-control-expose-headers", RESPONSE_HEADERS);
  response.headers.append("vary", "origin");
  return response;
}
