import { type Head, HeadError } from "./parse_head.ts";
import type { RequestBody } from "./request_body.ts";

/**
 * Converts a head and a body to a request of the Fetch standard.
 *
 * @param head The head
 * @param body The body, which is received on demand
 * @returns The request
 * @throws {HeadError} If the target or the method is invalid
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
 * Returns the URL of a target, which is a path or a URL. The guard checks the host of the URL and that of the header. An
 * invalid host in the header becomes a host that the guard refuses.
 */
function toUrl(target: string, host: string): string | undefined {
  if (!target.startsWith("/")) {
    return /^https?:/i.test(target) && URL.canParse(target)
      ? target
      : undefined;
  }
  const url = `http://${host}${target}`;
  // A host such as "a/b" or "a@b" would change the path or the user of the URL.
  return /^[\w.:[\]-]+$/.test(host) && URL.canParse(url)
    ? url
    : `http://unknown.invalid${target}`;
}
