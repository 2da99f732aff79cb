/**
 * A server that sends what a test wants, HTTP or not.
 *
 * @module
 */

/** The server's side of a connection, after the head of a request was read. */
export type Script = (
  write: (text: string | Uint8Array<ArrayBuffer>) => Promise<void>,
  request: string,
) => Promise<void>;

/** A server on loopback. Each connection runs its script, and is closed at the script's end. */
export class RawServer implements AsyncDisposable {
  /** The heads of the received requests. */
  readonly requests: string[] = [];
  /** The number of accepted connections. */
  connections = 0;
  /** Settles when a client has closed a connection before its script ended. */
  readonly left: Promise<void>;
  readonly port: number;
  readonly #listener: Deno.TcpListener;
  readonly #serving: Promise<void>;
  readonly #open = new Set<Promise<void>>();
  readonly #left: () => void;

  constructor(script: Script) {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.left = promise;
    this.#left = resolve;
    this.#listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    this.port = this.#listener.addr.port;
    this.#serving = this.#serve(script);
  }

  /** The URL of a path. */
  url(path = "/"): string {
    return `http://127.0.0.1:${this.port}${path}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#listener.close();
    await this.#serving;
    await Promise.all(this.#open);
  }

  async #serve(script: Script): Promise<void> {
    try {
      for await (const connection of this.#listener) {
        this.connections++;
        const handled = this.#handle(connection, script);
        this.#open.add(handled);
        void handled.finally(() => this.#open.delete(handled));
      }
    } catch {
      // The listener was closed while it waited.
    }
  }

  async #handle(connection: Deno.TcpConn, script: Script): Promise<void> {
    const write = async (
      text: string | Uint8Array<ArrayBuffer>,
    ): Promise<void> => {
      const bytes = typeof text === "string"
        ? Uint8Array.from(text, (character) => character.charCodeAt(0))
        : text;
      for (let at = 0; at < bytes.length;) {
        at += await connection.write(bytes.subarray(at));
      }
    };
    try {
      const request = await readHead(connection);
      if (request === "") return;
      this.requests.push(request);
      await script(write, request);
    } catch {
      this.#left();
    } finally {
      connection.close();
    }
  }
}

/** A script that writes a text. */
export function saying(text: string | Uint8Array<ArrayBuffer>): Script {
  return (write) => write(text);
}

/** A script that writes a text, and then another one until the client disconnects. */
export function endless(first: string, then: string): Script {
  return async (write) => {
    await write(first);
    for (;;) await write(then);
  };
}

/** Reads the head of a request; returns `undefined` if the client disconnects first. */
async function readHead(connection: Deno.TcpConn): Promise<string> {
  const buffer = new Uint8Array(65_536);
  let text = "";
  while (!text.includes("\r\n\r\n")) {
    const count = await connection.read(buffer);
    if (count === null) return "";
    text += String.fromCharCode(...buffer.subarray(0, count));
  }
  return text;
}
