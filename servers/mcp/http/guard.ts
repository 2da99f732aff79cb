/**
 * Decides which requests may use the server, before the body of a request is read.
 *
 * A page that a user visits can send requests to the user's own machine. It cannot choose `Host`, `Origin` and
 * `Sec-Fetch-Site`, so the checks rely on these headers. It also does not know the token. A page of the user's own machine is
 * not trusted either: a development server at another port may serve any code.
 *
 * @module
 */
import { createHash, timingSafeEqual } from "node:crypto";
import { allowRead, isPreflight, preflightResponse } from "./cors.ts";
import { errorResponse } from "./error_response.ts";

/** Options of a guard. */
export interface GuardOptions {
  /** The accepted host names in addition to those of loopback. */
  readonly hosts: readonly string[];
  /** The accepted origins of pages. With tokens, a page on loopback that knows a token is accepted too. */
  readonly origins: readonly string[];
  /** The accepted tokens. If the list is empty, a request needs no token. */
  readonly tokens: readonly string[];
}

/** The tenant of an accepted request, or the response to a refused request or a preflight request. */
type Verdict =
  | {
    readonly tenant: string;
    /** The origin of the page that may read the response; `null` if no page may. */
    readonly page: string | null;
  }
  | { readonly response: Response };

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** A host name or an address, with an optional port. */
const HOST = /^(?:[\w.-]+|\[[\da-f:.]+\])(?::\d{1,5})?$/i;

/**
 * Creates a guard.
 *
 * @param options The accepted hosts, origins and tokens
 * @returns A function that checks a request
 */
export function createGuard(
  options: GuardOptions,
): (request: Request) => Verdict {
  const checkOrigin = createOriginCheck(options);
  const digests = options.tokens.map(digest);
  return (request) => {
    const refusal = checkOrigin(request);
    if (refusal !== undefined) return { response: refusal };
    const page = pageOf(request, options.origins);
    // A preflight request has no token.
    if (page !== null && isPreflight(request)) {
      return { response: preflightResponse(page) };
    }
    if (digests.length === 0) return { tenant: "", page };
    const tenant = findToken(request, digests);
    if (tenant >= 0) return { tenant: String(tenant), page };
    return { response: allowRead(unauthorized(), page) };
  };
}

/** Creates a function that checks whether a request is for a host of this server and from an accepted origin. */
function createOriginCheck(
  { hosts, origins, tokens }: GuardOptions,
): (request: Request) => Response | undefined {
  const known = hosts.map((host) => hostnameOf(`http://${bracketed(host)}`));
  const isKnown = (name: string): boolean =>
    name !== "" && (LOOPBACK.test(name) || known.includes(name));
  return (request) => {
    if (!hostsOf(request).every(isKnown)) {
      return errorResponse(
        403,
        "The Host of the request is not one of this server's",
      );
    }
    if (isAcceptedOrigin(request, { origins, hasTokens: tokens.length > 0 })) {
      return undefined;
    }
    return errorResponse(
      403,
      "Pages of this Origin may not use this server: it accepts those of --allow-origin, and those of this machine that know a token of --token-file",
    );
  };
}

/** Returns whether a request comes from no page or from an accepted origin. It may still need a token. */
function isAcceptedOrigin(
  { headers }: Request,
  { origins, hasTokens }: {
    readonly origins: readonly string[];
    readonly hasTokens: boolean;
  },
): boolean {
  const origin = headers.get("origin");
  if (origin === null) {
    // Browsers send no origin if a page loads a picture or a frame, for example.
    const site = headers.get("sec-fetch-site") ?? "none";
    return site === "none" || site === "same-origin";
  }
  return origins.includes(origin) ||
    origin === `http://${headers.get("host")}` ||
    (hasTokens && LOOPBACK.test(hostnameOf(origin)));
}

/** Returns the origin of a page that may read the response, which is an origin of the operator's list. */
function pageOf(
  { headers }: Request,
  origins: readonly string[],
): string | null {
  const origin = headers.get("origin");
  return origin !== null && origins.includes(origin) ? origin : null;
}

/** Returns all host names of a request: that of its URL, and that of the header `Host`. */
function hostsOf({ url, headers }: Request): readonly string[] {
  const host = headers.get("host");
  if (host === null) return [hostnameOf(url)];
  return [hostnameOf(url), HOST.test(host) ? hostnameOf(`http://${host}`) : ""];
}

/** Finds the token of a request. Compares all tokens, each in constant time, so that the time reveals nothing. */
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

function unauthorized(): Response {
  return errorResponse(401, "A token is needed: Authorization: Bearer TOKEN", {
    headers: { "www-authenticate": "Bearer" },
  });
}

function digest(token: string): Uint8Array {
  return createHash("sha256").update(token).digest();
}

/** Encloses an IPv6 address in brackets, as in a URL. */
function bracketed(host: string): string {
  return /^[^[]*:[^[]*:/.test(host) ? `[${host}]` : host;
}

function hostnameOf(url: string): string {
  try {
    const { protocol, hostname } = new URL(url);
    return /^https?:$/.test(protocol) ? hostname : "";
  } catch {
    return "";
  }
}
