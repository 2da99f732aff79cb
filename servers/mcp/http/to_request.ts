/**
 * A head with a body as a request of the Fetch standard, which the rest of the server reads.
 *
 * @module
 */
import { type Head, HeadError } from "./parse_head.ts";
import type { RequestBody } from "./request_body.ts";

/**
 * Makes a request.
 *
 * @param head Its head
 * @param body Its body, which is read as it is asked for
 * @returns The request
 * @throws {HeadError} If it is for nothing that there may be here
 */
export function toRequest(
  { method, target, host, headers, length }: Head,
  body: RequestBody,
): Request {
  const url = toUrl(target, host);
  if (url === undefined) {
    throw new HeadError(
      "be for a path, or for a URL of HTTP",
      "another target",
    );
  }
  const hasBody = length !== 0 && method !== "GET" && method !== "HEAD";
  try {
    return new Request(url, {
      method,
      headers: headers.map(([name, value]): [string, string] => [name, value]),
      body: hasBody ? body.stream() : null,
    });
  } catch {
    throw new HeadError("have a method that pages may use", "another", 501);
  }
}

/**
 * The URL of a target: a path, or a URL, whose host the guard looks at beside that of the header. A host that is no name
 * makes no URL; the guard refuses it as well.
 */
function toUrl(target: string, host: string): string | undefined {
  if (!target.startsWith("/")) {
    return /^https?:/i.test(target) && URL.canParse(target)
      ? target
      : undefined;
  }
  const url = `http://${host}${target}`;
  // A host as "a/b" or "a@b" would move into the path or the user.
  return /^[\w.:[\]-]+$/.test(host) && URL.canParse(url)
    ? url
    : `http://unknown.invalid${target}`;
}
