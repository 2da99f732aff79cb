/**
 * HTTP errors, in the form of the protocol.
 *
 * @module
 */

/** What can be set for an error. */
export interface ErrorResponseOptions {
  /**
   * The protocol's code.
   * @default {-32_000}
   */
  readonly code?: number;
  /** Further headers. */
  readonly headers?: Record<string, string>;
}

/**
 * Makes the response to a request that is refused.
 *
 * @param status The status of HTTP
 * @param message What is wrong
 * @param options More about it
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
