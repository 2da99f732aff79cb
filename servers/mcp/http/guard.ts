/**
 * Who may speak to the server over HTTP: looked at before anything of a request is read.
 *
 * A page that a user visits can send requests to the user's own machine. It cannot choose `Host` and `Origin`, which is
 * what the checks here stand on; and it does not know the token.
 *
 * @module
 */
import { createHash, timingSafeEqual } from "node:crypto";

/** What can be set for a guard. */
export interface GuardOptions {
  /** Names that a request may be for, beside those of this machine's loopback. */
  readonly hosts: readonly string[];
  /** Origins that a page may have, beside those on loopback. */
  readonly origins: readonly string[];
  /** What a request has to know, one of them; if there are none, nothing. */
  readonly tokens: readonly string[];
}

/** What came of looking at a request: whose it is, or how it is refused. */
export type Verdict =
  | { readonly tenant: string }
  | { readonly refusal: Response };

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/**
 * Makes a guard.
 *
 * @param options Whom it lets in
 * @returns What looks at a request
 */
export function createGuard(
  options: GuardOptions,
): (request: Request) => Verdict {
  const digests = options.tokens.map(digest);
  const isKnown = (name: string, more: readonly string[]): boolean =>
    LOOPBACK.test(name) || more.includes(name);
  return (request) => {
    if (!isKnown(hostOf(request), options.hosts)) {
      return refuse(403, "The Host of the request is not one of this server's");
    }
    const origin = request.headers.get("origin");
    if (origin !== null && !options.origins.includes(origin)) {
      if (!LOOPBACK.test(nameOf(origin))) {
        return refuse(403, "Pages of this Origin may not use this server");
      }
    }
    if (digests.length === 0) return { tenant: "" };
    const tenant = findToken(request, digests);
    return tenant < 0
      ? refuse(401, "A token is needed: Authorization: Bearer TOKEN", {
        "www-authenticate": "Bearer",
      })
      : { tenant: String(tenant) };
  };
}

/** Each token is compared, and each in the same time, so that the time tells nothing. */
function findToken(request: Request, digests: readonly Uint8Array[]): number {
  const [, token = ""] =
    /^bearer +([^ ]+) *$/i.exec(request.headers.get("authorization") ?? "") ??
      [];
  const given = digest(token);
  let found = -1;
  for (const [index, known] of digests.entries()) {
    if (timingSafeEqual(given, known)) found = index;
  }
  return found;
}

function digest(token: string): Uint8Array {
  return createHash("sha256").update(token).digest();
}

/** The name that the client asked for, without the port. */
function hostOf(request: Request): string {
  return nameOf(`http://${request.headers.get("host") ?? ""}`);
}

function nameOf(url: string): string {
  try {
    const { protocol, hostname } = new URL(url);
    return /^https?:$/.test(protocol) ? hostname : "";
  } catch {
    return "";
  }
}

function refuse(
  status: number,
  message: string,
  headers: Record<string, string> = {},
): Verdict {
  return { refusal: errorResponse(status, message, headers) };
}

/**
 * An error of HTTP, in the words of the protocol.
 *
 * @param status The status
 * @param message What is wrong
 * @param headers Further headers
 * @returns The response
 */
export function errorResponse(
  status: number,
  message: string,
  headers: Record<string, string> = {},
): Response {
  const error = { code: -32_000, message };
  return Response.json({ jsonrpc: "2.0", id: null, error }, {
    status,
    headers,
  });
}
