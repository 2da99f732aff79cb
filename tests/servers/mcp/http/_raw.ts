/**
 * Requests byte by byte, as no library sends them.
 *
 * @module
 */

/** A response. */
export interface RawResponse {
  readonly status: number;
  readonly text: string;
}

/** A connection. */
export class RawConnection implements Disposable {
  readonly #connection: Deno.TcpConn;

  private constructor(connection: Deno.TcpConn) {
    this.#connection = connection;
  }

  /** Connects to a server. */
  static async open(url: URL): Promise<RawConnection> {
    const { hostname, port } = url;
    return new RawConnection(
      await Deno.connect({ hostname, port: Number(port) }),
    );
  }

  /** Sends text; a server that has closed the connection ignores it. */
  async write(text: string): Promise<void> {
    let bytes = new TextEncoder().encode(text);
    try {
      while (bytes.length > 0) {
        bytes = bytes.subarray(await this.#connection.write(bytes));
      }
    } catch {
      // The server has closed the connection.
    }
  }

  /** Closes the sending side. */
  async closeWrite(): Promise<void> {
    await this.#connection.closeWrite().catch(() => {});
  }

  /** Reads until this text appears, or until the end. */
  async until(found: string | RegExp): Promise<string> {
    const decoder = new TextDecoder();
    const buffer = new Uint8Array(65_536);
    let text = "";
    while (
      !(typeof found === "string" ? text.includes(found) : found.test(text))
    ) {
      const length = await this.#connection.read(buffer).catch(() => null);
      if (length === null) return text;
      text += decoder.decode(buffer.subarray(0, length), { stream: true });
    }
    return text;
  }

  [Symbol.dispose](): void {
    try {
      this.#connection.close();
    } catch {
      // The server closed it first.
    }
  }
}

/**
 * Formats a request.
 *
 * @param headers Its headers
 * @param body Its body
 * @param line The request line
 */
export function writeRequest(
  headers: Readonly<Record<string, string>>,
  body = "",
  line = "POST /mcp",
): string {
  const length = String(new TextEncoder().encode(body).length);
  const lines = Object.entries({ "content-length": length, ...headers })
    .map(([name, value]) => `${name}: ${value}\r\n`);
  return `${line} HTTP/1.1\r\n${lines.join("")}\r\n${body}`;
}

/** Sends a request and reads the whole response. */
export async function ask(url: URL, request: string): Promise<RawResponse> {
  using connection = await RawConnection.open(url);
  await connection.write(request);
  return parse(await connection.until(/^$never/));
}

function parse(text: string): RawResponse {
  const [, status = "0"] = /^HTTP\/1\.1 (\d{3})/.exec(text) ?? [];
  return { status: Number(status), text };
}
