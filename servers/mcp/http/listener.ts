/**
 * The one place of the servers that listens to the network.
 *
 * @module
 */
import { messageOf } from "../../../core/errors.ts";
import { ENDPOINT } from "./handler.ts";

/** How long after a failure it is tried to listen again, in milliseconds. */
const RETRY_MS = 500;

type Server = Deno.HttpServer<Deno.NetAddr>;

/** Where to listen, and what to do with what comes. */
export interface ListenOptions {
  /** The address or name. */
  readonly hostname: string;
  /** The port; 0 for any. */
  readonly port: number;
  /** Ends it. */
  readonly signal: AbortSignal;
  /** Is told the URL of the endpoint as soon as it is there. */
  readonly onListen: (url: string) => void;
  /** Is told when connections cannot be taken for a while. */
  readonly onWarning: (message: string) => void;
  /** Answers a request. */
  readonly handle: (request: Request) => Promise<Response>;
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
 * Listens until it is told to end; requests that are going on are cut off.
 *
 * @param options Where, and what to do
 * @throws {ListenError} If the address cannot be listened at
 */
export async function listen(options: ListenOptions): Promise<void> {
  const { onWarning } = options;
  let server = start(options);
  const { port } = server.addr;
  // Whoever opens connections until there are none left would end the server for all others.
  while (!await isOver(server, options)) {
    const again = await startAgain({ ...options, port, onListen: () => {} });
    if (again === undefined) return;
    onWarning(`Listening again at ${options.hostname}, port ${port}`);
    server = again;
  }
}

/** Waits for the end of a server. @returns Whether it is one that was asked for */
async function isOver(
  server: Server,
  { signal, onWarning }: ListenOptions,
): Promise<boolean> {
  try {
    await server.finished;
    return true;
  } catch (error) {
    if (signal.aborted) return true;
    onWarning(`Cannot take connections: ${messageOf(error)}`);
    return false;
  }
}

/** Starts a server as soon as that is possible again. @returns It, or nothing if it is told to end before */
async function startAgain(options: ListenOptions): Promise<Server | undefined> {
  const { signal } = options;
  while (!signal.aborted) {
    await pause(RETRY_MS, signal);
    try {
      return start(options);
    } catch {
      // There is no place for it yet.
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

function start(options: ListenOptions): Server {
  try {
    return serve(options);
  } catch (error) {
    const { hostname, port } = options;
    throw new ListenError(
      `Cannot listen at ${hostname}, port ${port}: ${messageOf(error)}`,
    );
  }
}

function serve(
  { hostname, port, signal, onListen, handle }: ListenOptions,
): Server {
  return Deno.serve({
    hostname,
    port,
    signal,
    onListen: ({ hostname: address, port: chosen }) => {
      const name = address.includes(":") ? `[${address}]` : address;
      onListen(`http://${name}:${chosen}${ENDPOINT}`);
    },
    // Comes of responses that are cut off. Deno would write it to standard error, which clients could fill.
    onError: () => new Response(null, { status: 500 }),
  }, handle);
}
