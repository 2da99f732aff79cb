/**
 * The network policy: the hosts that a guest may reach, and the limits of its requests.
 *
 * @module
 */
import { canonicalAddress, classifyAddress } from "./addresses.ts";
import { parseHostRule } from "./host_rule.ts";
import type { HostRule } from "./host_rule.ts";
import { DAY_MS } from "./limits.ts";
import { quoteValue } from "./quote_value.ts";

/** The network access of a guest. Everything that is not listed here is denied. */
export interface NetworkPolicy {
  /**
   * The hosts that the guest may reach: `example.org`, `example.org:8080`, `*.example.org` (its subdomains, not itself),
   * `127.0.0.1`, `[::1]:8080`. An entry without a port allows every port except those of other protocols. A name that
   * resolves to an address which is not public is refused, unless the list has that address too (or `localhost`, for
   * loopback).
   */
  readonly allow: readonly string[];
  /**
   * The methods that the guest may use.
   * @default {["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]}
   */
  readonly methods?: readonly string[];
  /**
   * The most bytes of the body of a request.
   * @default {1_048_576}
   */
  readonly maxRequestBytes?: number;
  /**
   * The most bytes of the body of an HTTP response, decompressed.
   * @default {10_485_760}
   */
  readonly maxResponseBytes?: number;
  /**
   * The most bytes of the headers of a request, and of an HTTP response.
   * @default {65_536}
   */
  readonly maxHeaderBytes?: number;
  /**
   * The longest time of a request in milliseconds, until the guest has read the whole response.
   * @default {30_000}
   */
  readonly requestTimeoutMs?: number;
  /**
   * The most requests in a run. Each hop of a redirect counts.
   * @default {100}
   */
  readonly maxRequests?: number;
  /**
   * The most connections at a time. Further requests wait.
   * @default {6}
   */
  readonly maxConnections?: number;
}

/** A policy, complete and checked. */
export interface ResolvedNetworkPolicy
  extends Required<Omit<NetworkPolicy, "allow">> {
  readonly rules: readonly HostRule[];
}

type Quantity = Exclude<keyof NetworkPolicy, "allow" | "methods">;

/** The defaults and bounds of the limits of a policy. */
export const NETWORK_RULES: Readonly<
  Record<
    Quantity,
    { readonly default: number; readonly min: number; readonly max: number }
  >
> = {
  maxRequestBytes: { default: 2 ** 20, min: 0, max: 2 ** 26 },
  maxResponseBytes: { default: 10 * 2 ** 20, min: 0, max: 2 ** 30 },
  maxHeaderBytes: { default: 65_536, min: 1_024, max: 2 ** 20 },
  requestTimeoutMs: { default: 30_000, min: 1, max: DAY_MS },
  maxRequests: { default: 100, min: 0, max: 1_000_000 },
  maxConnections: { default: 6, min: 1, max: 64 },
};

/** The methods that a guest may use by default. */
export const DEFAULT_METHODS: readonly string[] = [
  "GET",
  "HEAD",
  "POST",
  "PUT",
  "PATCH",
  "DELETE",
  "OPTIONS",
];

/** CONNECT opens a tunnel. The others make a server return the request, including credentials. */
const FORBIDDEN_METHODS = ["CONNECT", "TRACE", "TRACK"];

/** Ports of other protocols, whose servers might misread an HTTP request (from the Fetch standard). */
// deno-fmt-ignore
const OTHER_PROTOCOLS: ReadonlySet<number> = new Set([
  0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104, 109, 110,
  111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515, 526, 530, 531, 532,
  540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061,
  6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
]);

const KEYS = ["allow", "methods", ...Object.keys(NETWORK_RULES)];

/**
 * Completes and checks a policy.
 *
 * @param given The policy that the caller sets
 * @returns The complete policy, or `undefined` for a guest without a network
 * @throws {TypeError} If a member is unknown or has the wrong type, or a host cannot be parsed
 * @throws {RangeError} If a limit is not a whole number within its bounds
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(resolveNetworkPolicy({ allow: ["example.org"] })?.maxRequests, 100);
 * ```
 */
export function resolveNetworkPolicy(
  given: NetworkPolicy | undefined,
): ResolvedNetworkPolicy | undefined {
  if (given === undefined) return undefined;
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    throw refused("network", "an object", given);
  }
  const unknown = Object.keys(given).find((key) => !KEYS.includes(key));
  if (unknown !== undefined) {
    throw refused("network", `made of ${KEYS.join(", ")}`, unknown);
  }
  const { allow, methods = DEFAULT_METHODS } = given;
  if (!isTexts(allow)) throw refused("network.allow", "a list of hosts", allow);
  const limit = (name: Quantity): number => checkQuantity(name, given[name]);
  return {
    rules: allow.map(parseHostRule),
    methods: checkMethods(methods),
    maxRequestBytes: limit("maxRequestBytes"),
    maxResponseBytes: limit("maxResponseBytes"),
    maxHeaderBytes: limit("maxHeaderBytes"),
    requestTimeoutMs: limit("requestTimeoutMs"),
    maxRequests: limit("maxRequests"),
    maxConnections: limit("maxConnections"),
  };
}

/**
 * Returns whether a guest may send a request to a host of this name.
 *
 * @param policy The policy
 * @param hostname A host as `URL` writes it
 * @param port The port
 * @returns Whether a rule matches the name. The addresses of the name need a check of their own
 */
export function permitsHost(
  { rules }: Pick<ResolvedNetworkPolicy, "rules">,
  hostname: string,
  port: number,
): boolean {
  const name = hostname.replace(/\.$/, "");
  return rules.some((rule) =>
    (rule.subdomains
      ? name.length > rule.host.length + 1 && name.endsWith(`.${rule.host}`)
      : name === rule.host) &&
    (rule.port === undefined ? !OTHER_PROTOCOLS.has(port) : rule.port === port)
  );
}

/**
 * Returns whether the host may connect to an address that a name resolved to: a public address, or an address that the
 * policy itself allows.
 *
 * @param policy The policy
 * @param address The address, without brackets
 * @param port The port
 * @returns Whether the connection is allowed
 */
export function permitsAddress(
  policy: Pick<ResolvedNetworkPolicy, "rules">,
  address: string,
  port: number,
): boolean {
  const kind = classifyAddress(address);
  if (kind === undefined) return false;
  if (kind === "public") return true;
  if (kind === "loopback" && permitsHost(policy, "localhost", port)) {
    return true;
  }
  const wanted = canonicalAddress(address);
  return policy.rules.some(({ host }) =>
    canonicalAddress(bare(host)) === wanted && permitsHost(policy, host, port)
  );
}

/**
 * Removes the brackets of an IPv6 address.
 *
 * @param hostname A host as `URL` writes it
 * @returns The host as the platform expects it
 */
export function bare(hostname: string): string {
  return hostname.replace(/^\[(.*)\]$/, "$1");
}

function checkMethods(methods: unknown): readonly string[] {
  if (!isTexts(methods)) {
    throw refused("network.methods", "a list of methods", methods);
  }
  const upper = methods.map((method) => method.toUpperCase());
  const bad = upper.find((method) =>
    !/^[A-Z][A-Z-]{0,31}$/.test(method) || FORBIDDEN_METHODS.includes(method)
  );
  if (bad === undefined) return upper;
  throw refused(
    "network.methods",
    `methods of HTTP other than ${FORBIDDEN_METHODS.join(", ")}`,
    bad,
  );
}

function checkQuantity(name: Quantity, value: unknown): number {
  const rule = NETWORK_RULES[name];
  if (value === undefined) return rule.default;
  if (typeof value !== "number") {
    throw refused(`network.${name}`, "a number", value);
  }
  if (Number.isInteger(value) && value >= rule.min && value <= rule.max) {
    return value;
  }
  throw new RangeError(
    `Cannot set network.${name} as it must be a whole number from ${rule.min} to ${rule.max}: current value is ${value}`,
  );
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) &&
    value.every((one) => typeof one === "string");
}

function refused(option: string, rule: string, value: unknown): TypeError {
  return new TypeError(
    `Cannot set ${option} as it must be ${rule}: current value is ${
      quoteValue(value)
    }`,
  );
}
