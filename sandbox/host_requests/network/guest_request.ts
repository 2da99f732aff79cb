/**
 * The parser of a guest's host requests to the network. Their JSON is untrusted.
 *
 * @module
 */
import type { ResolvedNetworkPolicy } from "../../../core/network_policy.ts";
import { VERSION } from "../../../core/version.ts";
import type { HostRequest } from "../../../core/protocol.ts";
import { ACCEPTED_ENCODINGS } from "./body.ts";
import type { Headers } from "./http_exchange.ts";
import { malformed, notAllowed, overLimit } from "./refusals.ts";

/** What happens where an answer redirects. */
export type Redirecting = "follow" | "manual" | "error";

/** A request, checked but for where it goes. */
export interface OpenRequest {
  readonly op: "open";
  /** The guest's own number for it. */
  readonly id: number;
  readonly method: string;
  /** Where to, as the guest wrote it. */
  readonly url: string;
  readonly headers: Headers;
  readonly body: Uint8Array;
  readonly redirect: Redirecting;
  /** Milliseconds that the guest gives it. */
  readonly timeoutMs: number;
}

/** What a host request for the network can be. */
export type NetworkOperation =
  | OpenRequest
  | { readonly op: "read" | "close"; readonly id: number }
  | { readonly op: "limits" };

const REDIRECTING: readonly Redirecting[] = ["follow", "manual", "error"];
const MAX_URL_CHARS = 8_192;
/** The longest request but for its headers, whose every character JSON may write as six. */
const MAX_REQUEST_CHARS = 100_000;
const NAME = /^[!#$%&'*+\-.^_`|~\dA-Za-z]{1,256}$/;
/** Bytes as HTTP has them in a value: no line ends, no other control characters. */
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/**
 * Headers that are ours to set, or that would have the server take the bytes for something else than the one request
 * which was checked.
 */
const OWN_HEADERS = [
  "accept-encoding",
  "connection",
  "content-length",
  "expect",
  "host",
  "http2-settings",
  "keep-alive",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
];

/**
 * Parses a host request for the network.
 *
 * @param request The host request
 * @param policy What is allowed
 * @returns The operation, checked
 * @throws {GuestVisibleError} If it is invalid, or not allowed for any host
 */
export function parseNetworkOperation(
  { body: request, data }: Pick<HostRequest, "body" | "data">,
  policy: ResolvedNetworkPolicy,
): NetworkOperation {
  if (request.length > MAX_REQUEST_CHARS + 6 * policy.maxHeaderBytes) {
    throw overLimit("The request is too long");
  }
  const given = parseObject(request);
  if (given.op === "limits") return { op: "limits" };
  const { op, id } = given;
  if (typeof id !== "number" || !Number.isSafeInteger(id)) {
    throw malformed("The request has no number");
  }
  if (op === "read" || op === "close") return { op, id };
  if (op !== "open") throw malformed("There is no such request");
  const { url } = given;
  if (typeof url !== "string" || url.length > MAX_URL_CHARS) {
    throw malformed(
      `The URL must be text of at most ${MAX_URL_CHARS} characters`,
    );
  }
  const method = parseMethod(given.method, policy);
  const body = parseBody(data, policy);
  // A server that ignores such a body would parse it as the next request, of any method.
  if (body.length > 0 && (method === "GET" || method === "HEAD")) {
    throw malformed(`A ${method} request has no body`);
  }
  return {
    op,
    id,
    url,
    method,
    headers: parseHeaders(given.headers, policy),
    body,
    redirect: REDIRECTING.find((one) => one === given.redirect) ?? "follow",
    timeoutMs: parseTimeout(given.timeoutMs, policy),
  };
}

/**
 * Tells the method and URL of a request that cannot be read.
 *
 * @param request What the guest asked
 * @returns Both as the guest wrote them, cut, or `undefined` where it asked for no request
 */
export function describeRequest(
  request: string,
): { readonly method: string; readonly url: string } | undefined {
  if (request.length > MAX_REQUEST_CHARS) return undefined;
  try {
    const { op, method, url } = parseObject(request);
    if (op !== "open") return undefined;
    return {
      method: String(method).slice(0, 32),
      url: String(url).slice(0, 2_048),
    };
  } catch {
    return undefined;
  }
}

function parseObject(request: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(request);
  } catch {
    throw malformed("The request is not JSON");
  }
  if (typeof value !== "object" || value === null) {
    throw malformed("The request is no object");
  }
  // Any object has unknown properties.
  return value as Record<string, unknown>;
}

function parseMethod(
  method: unknown,
  { methods }: ResolvedNetworkPolicy,
): string {
  if (typeof method !== "string") throw malformed("The method must be text");
  const upper = method.toUpperCase();
  if (methods.includes(upper)) return upper;
  throw notAllowed(
    `Cannot use the method ${
      JSON.stringify(upper.slice(0, 32))
    } as the sandbox is allowed ${methods.join(", ")}`,
  );
}

function parseHeaders(
  headers: unknown,
  { maxHeaderBytes }: ResolvedNetworkPolicy,
): Headers {
  if (!Array.isArray(headers)) throw malformed("The headers must be a list");
  let bytes = 0;
  const kept: [string, string][] = [];
  for (const header of headers) {
    const [name, value] = parseHeader(header);
    bytes += name.length + value.length + 4;
    if (bytes > maxHeaderBytes) {
      throw overLimit(`The headers have more than ${maxHeaderBytes} bytes`);
    }
    const lower = name.toLowerCase();
    if (OWN_HEADERS.includes(lower) || lower.startsWith("proxy-")) continue;
    kept.push([name, value]);
  }
  return [...kept, ...defaultHeaders(kept, headers)];
}

function parseHeader(header: unknown): [string, string] {
  const [name, value]: unknown[] = Array.isArray(header) ? header : [];
  if (typeof name !== "string" || !NAME.test(name)) {
    throw malformed(
      "The name of a header may have letters, digits and -_. only",
    );
  }
  if (typeof value !== "string" || !VALUE.test(value)) {
    throw malformed(
      `The value of the header ${name} must have no line ends and no characters past U+00FF`,
    );
  }
  return [name, value.replace(/^[\t ]+|[\t ]+$/g, "")];
}

function defaultHeaders(kept: Headers, given: readonly unknown[]): Headers {
  const has = (wanted: string): boolean =>
    kept.some(([name]) => name.toLowerCase() === wanted);
  const wantsIdentity = given.some((header) =>
    Array.isArray(header) && /^accept-encoding$/i.test(String(header[0])) &&
    header[1] === "identity"
  );
  const defaults: Headers = [
    ["Accept", "*/*"],
    ["User-Agent", `Sandglass/${VERSION}`],
  ];
  return [
    ["Accept-Encoding", wantsIdentity ? "identity" : ACCEPTED_ENCODINGS],
    ...defaults.filter(([name]) => !has(name.toLowerCase())),
  ];
}

function parseBody(
  data: string | undefined,
  { maxRequestBytes }: ResolvedNetworkPolicy,
): Uint8Array {
  if (data === undefined) return new Uint8Array(0);
  let body: Uint8Array;
  try {
    body = Uint8Array.fromBase64(data);
  } catch {
    throw malformed("The body is not base64");
  }
  if (body.length <= maxRequestBytes) return body;
  throw overLimit(
    `The body of a request may have at most ${maxRequestBytes} bytes`,
  );
}

function parseTimeout(
  timeoutMs: unknown,
  { requestTimeoutMs }: ResolvedNetworkPolicy,
): number {
  return typeof timeoutMs === "number" && timeoutMs >= 0
    ? Math.min(timeoutMs, requestTimeoutMs)
    : requestTimeoutMs;
}
