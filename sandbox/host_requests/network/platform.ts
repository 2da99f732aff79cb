/**
 * The network as Deno gives it. Nothing else of the network's part touches `Deno`.
 *
 * @module
 */
import { isGranted } from "../../host.ts";

/** A connection, plain or secured. */
export interface Connection {
  /** The address at its other end. */
  readonly remoteAddress: string;
  /** Reads some bytes; `null` at the end. */
  read(into: Uint8Array): Promise<number | null>;
  /** Writes some of the bytes. */
  write(bytes: Uint8Array): Promise<number>;
  /** Ends it. Pending calls fail. */
  close(): void;
}

/** A connection that can be secured. */
export interface PlainConnection extends Connection {
  /** Secures it for the host of that name, whose certificate has to be in order. Aborting ends it. */
  secure(hostname: string, signal: AbortSignal): Promise<Connection>;
}

/** Where a connection goes. */
export interface Endpoint {
  /** A name or an address, without brackets. */
  readonly hostname: string;
  readonly port: number;
}

/** What the network's part needs of the platform. */
export interface NetworkPlatform {
  /** All addresses of a name, or `undefined` where looking names up is not permitted. */
  resolve(name: string): Promise<readonly string[] | undefined>;
  /** Whether connecting there is permitted. */
  mayConnect(endpoint: Endpoint): boolean;
  /** Connects. */
  connect(endpoint: Endpoint, signal: AbortSignal): Promise<PlainConnection>;
}

/** What can be set for {@linkcode createPlatform}. */
export interface PlatformOptions {
  /** Certificates that are trusted beside those of the system, in PEM. */
  readonly caCerts?: readonly string[];
}

/**
 * Connects the network's part to the process that it runs in.
 *
 * @param options Certificates
 * @returns The platform
 */
export function createPlatform(
  { caCerts = [] }: PlatformOptions = {},
): NetworkPlatform {
  return {
    resolve,
    mayConnect: ({ hostname, port }) => isNetGranted(hostname, port),
    connect: async (endpoint, signal) =>
      toPlain(await Deno.connect({ ...endpoint, signal }), caCerts),
  };
}

/**
 * Tells whether Deno's own permissions let this process connect to a host.
 *
 * @param hostname A name or an address
 * @param port The port, or `undefined` for any
 * @returns Whether they do
 */
export function isNetGranted(
  hostname: string,
  port: number | undefined,
): boolean {
  const host = /:/.test(hostname) && !hostname.startsWith("[")
    ? `[${hostname}]`
    : hostname;
  return isGranted({
    name: "net",
    host: port === undefined ? host : `${host}:${port}`,
  });
}

async function resolve(name: string): Promise<readonly string[] | undefined> {
  // Deno looks names up only where every port of theirs is permitted.
  if (!isNetGranted(name, undefined)) return undefined;
  const { lookup } = await import("node:dns/promises");
  const answers = await lookup(name, { all: true });
  return answers.map(({ address }) => address);
}

function toPlain(
  conn: Deno.TcpConn,
  caCerts: readonly string[],
): PlainConnection {
  return {
    ...toConnection(conn),
    async secure(hostname, signal): Promise<Connection> {
      const secured = await Deno.startTls(conn, {
        hostname,
        caCerts: [...caCerts],
        alpnProtocols: ["http/1.1"],
      });
      const connection = toConnection(secured);
      const close = (): void => connection.close();
      signal.addEventListener("abort", close, { once: true });
      try {
        await secured.handshake();
        return connection;
      } catch (error) {
        close();
        throw error;
      } finally {
        signal.removeEventListener("abort", close);
      }
    },
  };
}

function toConnection(conn: Deno.TcpConn | Deno.TlsConn): Connection {
  return {
    remoteAddress: conn.remoteAddr.hostname,
    read: (into) => conn.read(into),
    write: (bytes) => conn.write(bytes),
    close(): void {
      try {
        conn.close();
      } catch {
        // It was closed already, or became another one when it was secured.
      }
    },
  };
}
