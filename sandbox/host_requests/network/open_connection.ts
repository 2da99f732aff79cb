/**
 * Connects to a host that a policy allows, and to no address but one that was checked.
 *
 * @module
 */
import { canonicalAddress, classifyAddress } from "../../../core/addresses.ts";
import {
  bare,
  permitsAddress,
  permitsHost,
  type ResolvedNetworkPolicy,
} from "../../../core/network_policy.ts";
import type { GuestVisibleError } from "../host_requests.ts";
import type {
  Connection,
  NetworkPlatform,
  PlainConnection,
} from "./platform.ts";
import { networkFailure, notAllowed } from "./refusals.ts";

/** How connections are made. */
export interface ConnectOptions {
  readonly policy: Pick<ResolvedNetworkPolicy, "rules">;
  readonly platform: NetworkPlatform;
  readonly signal: AbortSignal;
}

/** Where a request goes. */
interface Target {
  /** The host without brackets and without a dot at its end. */
  readonly host: string;
  readonly port: number;
  /** Host and port, for messages. */
  readonly name: string;
}

/**
 * Tells the port of a URL.
 *
 * @param url An `http:` or `https:` URL
 * @returns Its port, or its scheme's
 */
function portOf({ port, protocol }: URL): number {
  if (port !== "") return Number(port);
  return protocol === "https:" ? 443 : 80;
}

/**
 * Opens a connection for a request.
 *
 * The name is looked up once, all its addresses are checked, and the connection goes to one of them. Where Deno permits
 * the name but not its addresses, the connection is made by name and its other end checked before a byte is sent: a
 * second answer of the name server, which leads elsewhere, is noticed either way.
 *
 * @param url Where to
 * @param options How
 * @returns The connection, secured for `https:`
 * @throws {GuestVisibleError} If the policy does not allow it, or it fails
 */
export async function openConnection(
  url: URL,
  options: ConnectOptions,
): Promise<Connection> {
  const { policy, platform, signal } = options;
  const target = toTarget(url);
  if (!permitsHost(policy, url.hostname, target.port)) {
    throw notAllowed(
      `Cannot reach ${target.name} as the sandbox is not allowed to`,
    );
  }
  const addresses = await resolve(target, platform);
  for (const address of addresses ?? []) checkAddress(address, target, policy);
  signal.throwIfAborted();
  const connection = await connect(target, addresses, options);
  try {
    checkAddress(connection.remoteAddress, target, policy);
    checkPinned(connection.remoteAddress, target, addresses);
    signal.throwIfAborted();
  } catch (error) {
    connection.close();
    throw error;
  }
  return url.protocol === "https:"
    ? await secure(connection, target, signal)
    : connection;
}

function toTarget(url: URL): Target {
  const host = bare(url.hostname.replace(/\.$/, ""));
  const port = portOf(url);
  return { host, port, name: `${url.hostname}:${port}` };
}

async function resolve(
  { host, name }: Target,
  platform: NetworkPlatform,
): Promise<readonly string[] | undefined> {
  if (classifyAddress(host) !== undefined) return [host];
  let addresses: readonly string[] | undefined;
  try {
    addresses = await platform.resolve(host);
  } catch {
    addresses = [];
  }
  if (addresses?.length !== 0) return addresses;
  throw networkFailure(`Cannot reach ${name} as its name has no address`);
}

function checkAddress(
  address: string,
  { port, name }: Target,
  policy: ConnectOptions["policy"],
): void {
  if (permitsAddress(policy, address, port)) return;
  // Which address it is, the guest is not told: that would map the host's network.
  throw notAllowed(
    `Cannot reach ${name} as its name leads to an address that is not public`,
  );
}

function checkPinned(
  address: string,
  { name }: Target,
  addresses: readonly string[] | undefined,
): void {
  const wanted = canonicalAddress(address);
  const isPinned = addresses === undefined ||
    addresses.some((one) => canonicalAddress(one) === wanted);
  if (isPinned) return;
  throw notAllowed(
    `Cannot reach ${name} as its name changed its address meanwhile`,
  );
}

async function connect(
  { host, port, name }: Target,
  addresses: readonly string[] | undefined,
  { platform, signal }: ConnectOptions,
): Promise<PlainConnection> {
  const permitted =
    addresses?.filter((hostname) => platform.mayConnect({ hostname, port })) ??
      [];
  let failure: unknown;
  for (const hostname of permitted.length > 0 ? permitted : [host]) {
    try {
      return await platform.connect({ hostname, port }, signal);
    } catch (error) {
      signal.throwIfAborted();
      failure = error;
    }
  }
  throw toFailure(failure, name);
}

async function secure(
  connection: PlainConnection,
  { host, name }: Target,
  signal: AbortSignal,
): Promise<Connection> {
  try {
    return await connection.secure(host, signal);
  } catch (error) {
    connection.close();
    signal.throwIfAborted();
    throw toFailure(error, name);
  }
}

/** Deno's own messages may name addresses and files of the host, so none is passed on. */
function toFailure(error: unknown, name: string): GuestVisibleError {
  const { name: kind, message } = error instanceof Error ? error : new Error();
  const reason: Readonly<Record<string, string>> = {
    ConnectionRefused: "the connection was refused",
    ConnectionReset: "the connection was reset",
    TimedOut: "it does not answer",
    NotCapable: "Deno's permissions do not allow it",
    InvalidData: /certificate/i.test(message)
      ? "its certificate is not valid"
      : "it does not speak TLS as it should",
    UnexpectedEof: "it ended the connection",
  };
  return networkFailure(
    `Cannot reach ${name} as ${
      Object.hasOwn(reason, kind) ? reason[kind] : "the connection failed"
    }`,
  );
}
