/**
 * Listens on the network. No other module of the servers does.
 *
 * @module
 */
import { messageOf } from "../../../core/errors.ts";
import { pause } from "../../../sandbox/deadline.ts";
import {
  closeQuietly,
  type ConnectionOptions,
  serveConnection,
} from "./connection.ts";
import { ENDPOINT } from "./handler.ts";

/** The pause after a failure to accept connections, in milliseconds. */
const RETRY_MS = 500;
/** The maximum number of open connections. */
const MAX_CONNECTIONS = 2_048;

/** Options for listening. */
export interface ListenOptions extends ConnectionOptions {
  /** The address or name. */
  readonly hostname: string;
  /** The port; 0 for any. */
  readonly port: number;
  /** Ends the listener. */
  readonly signal: AbortSignal;
  /** Receives the URL of the endpoint once the server listens. */
  readonly onListen: (url: string) => void;
  /** Receives a message when the server cannot accept connections for some time. */
  readonly onWarning: (message: string) => void;
}

/** The server cannot listen at an address. */
export class ListenError extends Error {
  /** @param message The address, and the reason */
  constructor(message: string) {
    super(message);
    this.name = "ListenError";
  }
}

/**
 * Listens until the signal is aborted. Then it closes all connections.
 *
 * @param options The address and the handler
 * @throws {ListenError} If the address cannot be listened at
 */
export async function listen(options: ListenOptions): Promise<void> {
  const { signal, onListen } = options;
  const listener = open(options);
  const connections = new Map<Deno.TcpConn, Promise<void>>();
  const stop = (): void => {
    listener.close();
    for (const connection of connections.keys()) closeQuietly(connection);
  };
  onListen(urlOf(listener.addr));
  if (signal.aborted) stop();
  signal.addEventListener("abort", stop, { once: true });
  try {
    for (;;) {
      const connection = await accept(listener, options);
      if (connection === undefined) break;
      if (connections.size >= MAX_CONNECTIONS) {
        closeQuietly(connection);
        continue;
      }
      const over = serveConnection(connection, options)
        .finally(() => connections.delete(connection));
      connections.set(connection, over);
    }
    await Promise.all(connections.values());
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

function open({ hostname, port }: ListenOptions): Deno.TcpListener {
  try {
    return Deno.listen({ hostname, port });
  } catch (error) {
    throw new ListenError(
      `Cannot listen at ${hostname}, port ${port}: ${messageOf(error)}`,
    );
  }
}

function urlOf({ hostname, port }: Deno.NetAddr): string {
  const name = hostname.includes(":") ? `[${hostname}]` : hostname;
  return `http://${name}:${port}${ENDPOINT}`;
}

/** Waits for a connection. @returns The connection, or `undefined` if the signal is aborted before */
async function accept(
  listener: Deno.TcpListener,
  { signal, onWarning }: ListenOptions,
): Promise<Deno.TcpConn | undefined> {
  let isFailing = false;
  while (!signal.aborted) {
    try {
      const connection = await listener.accept();
      if (isFailing) onWarning("Connections are accepted again");
      connection.setNoDelay();
      return connection;
    } catch (error) {
      if (signal.aborted) break;
      // A client that uses up all file descriptors must not end the server for other clients.
      if (!isFailing) {
        onWarning(`Cannot accept connections: ${messageOf(error)}`);
      }
      isFailing = true;
      await pause(RETRY_MS, signal);
    }
  }
  return undefined;
}
