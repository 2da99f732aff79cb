/**
 * HTTP errors in the form of the protocol.
 *
 * @module
 */

/** Options of an error response. */
export interface ErrorResponseOptions {
  /**
   * The error code of the protocol.
   * @default {-32_000}
   */
  readonly code?: number;
  /** Further headers. */
  readonly headers?: Record<string, string>;
}

/**
 * Creates the response that refuses a request.
 *
 * @param status The HTTP status
 * @param message The error message
 * @param options The error code, and further headers
 * @returns The response
 */
export function errorResponse(
  status: number,
  message: string,
  { code = -32_000, headers = {} }: ErrorResponseOptions = {},
): Response {
  const error = { code, message };
  return Response.json({ jsonrpc: "2.0", id: null, error }, {
    status,
    headers,
  });
}

/** Creates the response of a server without a free place for the request. */
export function busyResponse(): Response {
  return errorResponse(503, "The server is busy: try again later", {
    headers: { "retry-after": "1" },
  });
}
