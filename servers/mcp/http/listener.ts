/**
 * The one place of the servers that listens to the network.
 *
 * @module
 */
import { messageOf } from "../../../core/errors.ts";
import { type ConnectionOptions, serveConnection } from "./connection.ts";
import { ENDPOINT } from "./handler.ts";

/** How long after a failure it is tried to take connections again, in milliseconds. */
const RETRY_MS = 500;
/** How many connections there may be at once. */
const MAX_CONNECTIONS = 2_048;

/** Where to listen, and what to do with what comes. */
export interface ListenOptions extends ConnectionOptions {
  /** The address or name. */
  readonly hostname: string;
  /** The port; 0 for any. */
  readonly port: number;
  /** Ends it. */
  readonly signal: AbortSignal;
  /** Gets the URL of the endpoint when the server listens. */
  readonly onListen: (url: string) => void;
  /** Gets a message when connections cannot be accepted for a while. */
  readonly onWarning: (message: string) => void;
}

/** That an address cannot be listened at. */
export class ListenError extends Error {
  /** Makes one. */
  constructor(message: string) {
    super(message);
    this.name = "ListenError";
  }
}

/**
 * Listens until `signal` aborts; requests in progress are cut off.
 *
 * @param options Where, and what to do
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

/** Waits for a connection. @returns It, or `undefined` if `signal` aborts before */
async function accept(
  listener: Deno.TcpListener,
  { signal, onWarning }: ListenOptions,
): Promise<Deno.TcpConn | undefined> {
  let isFailing = false;
  while (!signal.aborted) {
    try {
      const connection = await listener.accept();
      if (isFailing) onWarning("Connections are taken again");
      connection.setNoDelay();
      return connection;
    } catch (error) {
      if (signal.aborted) break;
      // A client that uses up all descriptors must not end the server for the others.
      if (!isFailing) {
        onWarning(`Cannot take connections: ${messageOf(error)}`);
      }
      isFailing = true;
      await pause(RETRY_MS, signal);
    }
  }
  return undefined;
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  signal.addEventListener("abort", () => resolve(), { once: true });
  await promise;
  clearTimeout(timer);
}

function closeQuietly(connection: Deno.TcpConn): void {
  try {
    connection.close();
  } catch {
    // It has ended already.
  }
}
