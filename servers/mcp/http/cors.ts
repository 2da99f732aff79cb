/**
 * What a browser wants to hear before it lets a page of another origin speak to this server.
 *
 * @module
 */

const METHODS = "POST, GET, DELETE";
/** The headers that clients of the protocol send. */
const SENT = [
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
const READ = "mcp-session-id, www-authenticate, retry-after";

/** Whether a browser asks what a page may send. */
export function isPreflight(request: Request): boolean {
  return request.method === "OPTIONS" &&
    request.headers.has("access-control-request-method");
}

/** The answer for a page that may use this server. */
export function preflightResponse(origin: string): Response {
  return letRead(
    new Response(null, {
      status: 204,
      headers: {
        "access-control-allow-methods": METHODS,
        "access-control-allow-headers": SENT,
        "access-control-max-age": "600",
      },
    }),
    origin,
  );
}

/**
 * Lets a page read a response.
 *
 * @param response The response
 * @param origin The page's, which has been found good; `null` if no page may
 * @returns The response
 */
export function letRead(response: Response, origin: string | null): Response {
  if (origin === null) return response;
  response.headers.set("access-control-allow-origin", origin);
  response.headers.set("access-control-expose-headers", READ);
  response.headers.append("vary", "origin");
  return response;
}
