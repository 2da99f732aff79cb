/**
 * Who may speak to the server over HTTP: looked at before anything of a request is read.
 *
 * A page that a user visits can send requests to the user's own machine. It cannot choose `Host`, `Origin` and
 * `Sec-Fetch-Site`, which is what the checks here stand on; and it does not know the token. That a page is served by the
 * user's own machine says little: a development server at another port may serve any code.
 *
 * @module
 */
import { createHash, timingSafeEqual } from "node:crypto";
import { isPreflight, letRead, preflightResponse } from "./cors.ts";
import { errorResponse } from "./error_response.ts";

/** What can be set for a guard. */
export interface GuardOptions {
  /** Names that a request may be for, beside those of this machine's loopback. */
  readonly hosts: readonly string[];
  /** Origins that a page may have; with tokens, also any on loopback whose page knows one. */
  readonly origins: readonly string[];
  /** Tokens, one of which a request must have; an empty list asks for no token. */
  readonly tokens: readonly string[];
}

/** What came of looking at a request: whose it is, or the answer that it gets at once. */
export type Verdict =
  | {
    readonly tenant: string;
    /** The origin of the page that may read the answer, if one may. */
    readonly page: string | null;
  }
  | { readonly answer: Response };

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** A name or an address, and a port. */
const HOST = /^(?:[\w.-]+|\[[\da-f:.]+\])(?::\d{1,5})?$/i;

/**
 * Makes a guard.
 *
 * @param options Whom it lets in
 * @returns What looks at a request
 */
export function createGuard(
  options: GuardOptions,
): (request: Request) => Verdict {
  const checkPlace = createPlaceCheck(options);
  const digests = options.tokens.map(digest);
  return (request) => {
    const refusal = checkPlace(request);
    if (refusal !== undefined) return { answer: refusal };
    const page = pageOf(request, options.origins);
    // A browser asks without the token.
    if (page !== null && isPreflight(request)) {
      return { answer: preflightResponse(page) };
    }
    if (digests.length === 0) return { tenant: "", page };
    const tenant = findToken(request, digests);
    if (tenant >= 0) return { tenant: String(tenant), page };
    return { answer: letRead(askForToken(), page) };
  };
}

/** Makes what looks whether a request is meant for this server, and comes from where it may. */
function createPlaceCheck(
  { hosts, origins, tokens }: GuardOptions,
): (request: Request) => Response | undefined {
  const known = hosts.map((host) => hostnameOf(`http://${bracketed(host)}`));
  const isKnown = (name: string): boolean =>
    name !== "" && (LOOPBACK.test(name) || known.includes(name));
  return (request) => {
    if (!namesOf(request).every(isKnown)) {
      return errorResponse(
        403,
        "The Host of the request is not one of this server's",
      );
    }
    if (isOrigin(request, { origins, hasTokens: tokens.length > 0 })) {
      return undefined;
    }
    return errorResponse(
      403,
      "Pages of this Origin may not use this server: it takes those of --allow-origin, and those of this machine that know a token of --token-file",
    );
  };
}

/** Whether a request comes from no page, or from one that may go on; which may be to show a token. */
function isOrigin(
  { headers }: Request,
  { origins, hasTokens }: {
    readonly origins: readonly string[];
    readonly hasTokens: boolean;
  },
): boolean {
  const origin = headers.get("origin");
  if (origin === null) {
    // Browsers name no origin where a page loads a picture or a frame, say.
    const site = headers.get("sec-fetch-site") ?? "none";
    return site === "none" || site === "same-origin";
  }
  return origins.includes(origin) ||
    origin === `http://${headers.get("host")}` ||
    (hasTokens && LOOPBACK.test(hostnameOf(origin)));
}

/** The origin whose pages may read the answer: one that the operator named. */
function pageOf(
  { headers }: Request,
  origins: readonly string[],
): string | null {
  const origin = headers.get("origin");
  return origin !== null && origins.includes(origin) ? origin : null;
}

/** All names that a request says it is for: in its line or, in HTTP/2, in place of `Host`; and in that header. */
function namesOf({ url, headers }: Request): readonly string[] {
  const host = headers.get("host");
  if (host === null) return [hostnameOf(url)];
  return [hostnameOf(url), HOST.test(host) ? hostnameOf(`http://${host}`) : ""];
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

function askForToken(): Response {
  return errorResponse(401, "A token is needed: Authorization: Bearer TOKEN", {
    headers: { "www-authenticate": "Bearer" },
  });
}

function digest(token: string): Uint8Array {
  return createHash("sha256").update(token).digest();
}

/** An address of IPv6 as URLs have it. */
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
