/**
 * Where an answer redirects to, and what of the request goes there, as the Fetch standard has it.
 *
 * @module
 */
import type { Headers, HttpAnswer, HttpRequest } from "./http_exchange.ts";
import { networkFailure } from "./refusals.ts";

/** Redirects that are followed in a row. */
export const MAX_REDIRECTS = 10;

const REDIRECTS = [301, 302, 303, 307, 308];
/** What proves to one server who asks is no other server's business. */
const CREDENTIALS = ["authorization", "cookie"];

/** Whether an answer sends its request elsewhere. */
export function isRedirect(
  { status, headers }: Omit<HttpAnswer, "body">,
): boolean {
  return REDIRECTS.includes(status) &&
    headers.some(([name]) => name === "location");
}

/**
 * Makes the next request of a chain.
 *
 * @param request The request that was answered
 * @param answer An answer that redirects
 * @param parse Reads a URL, with all that is asked of one
 * @returns The next request
 */
export function redirect(
  request: HttpRequest,
  { status, headers }: Omit<HttpAnswer, "body">,
  parse: (url: string, base: URL) => URL,
): HttpRequest {
  const [[, location] = ["", ""], ...more] = headers.filter(([name]) =>
    name === "location"
  );
  if (more.length > 0) {
    throw networkFailure("The answer redirects to more than one place");
  }
  const url = parse(location, request.url);
  const isSameOrigin = url.origin === request.url.origin;
  const becomesGet = status === 303
    ? !["GET", "HEAD"].includes(request.method)
    : status < 303 && request.method === "POST";
  const keep = ([name]: Headers[number]): boolean => {
    const lower = name.toLowerCase();
    return (isSameOrigin || !CREDENTIALS.includes(lower)) &&
      !(becomesGet && lower.startsWith("content-"));
  };
  return {
    method: becomesGet ? "GET" : request.method,
    url,
    headers: request.headers.filter(keep),
    body: becomesGet ? new Uint8Array(0) : request.body,
  };
}
