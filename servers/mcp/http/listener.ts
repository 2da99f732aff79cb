/**
 * The one place of the servers that listens to the network.
 *
 * @module
 */
import { messageOf } from "../../../core/errors.ts";
import { ENDPOINT } from "./handler.ts";

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
  const server = start(options);
  await server.finished;
}

function start(options: ListenOptions): Deno.HttpServer {
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
): Deno.HttpServer {
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
