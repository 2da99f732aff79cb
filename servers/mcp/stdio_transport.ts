/**
 * The transport over two byte streams, with one message a line.
 *
 * @module
 */
import type { JSONRPCMessage, Transport } from "@modelcontextprotocol/server";
import { parseJSONRPCMessage } from "@modelcontextprotocol/server";
import { CallQueue } from "./call_queue.ts";
import { LineReader } from "./line_reader.ts";

/** Options of a transport. */
export interface StdioOptions {
  /** Reads bytes of messages. Returns `null` at the end. */
  readonly read: () => Promise<Uint8Array | null>;
  /** Writes a message. Resolves when it is written. */
  readonly write: (bytes: Uint8Array) => Promise<void>;
  /** The maximum length of a received message, in bytes. */
  readonly maxMessageBytes: number;
}

/** The maximum size of responses that the client has not read, in bytes. With more, the server reads no more requests. */
const MAX_UNREAD_BYTES = 2 ** 22;
/** The maximum number and total size of open requests. With more, the server reads no more requests. */
const MAX_OPEN = { requests: 2_048, bytes: 2 ** 26 };
/** The maximum number of running calls. Each may have a response of a few MiB, which waits for the client. */
const MAX_CALLS = 32;
/** How long the open requests may take after the end of the input, in milliseconds. */
const LAST_RESPONSES_MS = 1_000;

/** Error codes of JSON-RPC. */
const PARSE_ERROR = -32700;
const INVALID_REQUEST = -32600;

const LISTEN = "subscriptions/listen";

/** A transport over standard input and output, or two other streams. */
export class StdioTransport implements Transport {
  onclose?: () => void;
  onerror?: (error: Error) => void;
  onmessage?: (message: JSONRPCMessage) => void;

  readonly #options: StdioOptions;
  readonly #encoder = new TextEncoder();
  #writing: Promise<void> = Promise.resolve();
  #unreadBytes = 0;
  /** The sizes of the open requests, in bytes. */
  readonly #open = new Map<unknown, number>();
  #openBytes = 0;
  readonly #calls = new CallQueue(
    MAX_CALLS,
    (message) => this.onmessage?.(message),
  );
  #onChange: (() => void) | undefined;
  #closed = false;

  /** @param options The streams, and the maximum length of a message */
  constructor(options: StdioOptions) {
    this.#options = options;
  }

  /** Starts to read. */
  start(): Promise<void> {
    void this.#readAll();
    return Promise.resolve();
  }

  /** Sends a message. Resolves when it is written. */
  async send(message: JSONRPCMessage): Promise<void> {
    if (this.#closed) return;
    const answered = "method" in message ? undefined : message.id;
    this.#settle(answered);
    const bytes = this.#encoder.encode(`${JSON.stringify(message)}\n`);
    this.#unreadBytes += bytes.length;
    this.#writing = this.#writing.then(() => this.#options.write(bytes))
      .catch((error) => this.#fail(error)).finally(() => {
        this.#unreadBytes -= bytes.length;
        this.#calls.settle(answered);
        this.#notify();
      });
    await this.#writing;
  }

  /** Closes the transport. Messages that were sent are still written. */
  close(): Promise<void> {
    if (this.#closed) return Promise.resolve();
    this.#closed = true;
    this.#notify();
    this.onclose?.();
    return Promise.resolve();
  }

  #fail(error: unknown): void {
    this.onerror?.(error instanceof Error ? error : new Error(String(error)));
    void this.close();
  }

  async #readAll(): Promise<void> {
    const lines = new LineReader(this.#options.maxMessageBytes);
    try {
      while (!this.#closed) {
        const bytes = await this.#options.read();
        if (bytes === null) break;
        for (const line of lines.push(bytes)) {
          await this.#room();
          if (this.#closed) return;
          this.#take(line);
        }
      }
    } catch (error) {
      this.onerror?.(error instanceof Error ? error : new Error(String(error)));
    }
    await this.#finish();
    await this.close();
  }

  /** Waits for the responses to open requests for a short time. A client may close its output and still read. */
  async #finish(): Promise<void> {
    const timer = setTimeout(() => this.close(), LAST_RESPONSES_MS);
    while (!this.#closed && (this.#open.size > 0 || this.#unreadBytes > 0)) {
      await this.#change();
    }
    clearTimeout(timer);
  }

  /** Waits until the client has read its responses, and some of its requests are done. */
  async #room(): Promise<void> {
    while (
      !this.#closed &&
      (this.#unreadBytes > MAX_UNREAD_BYTES ||
        this.#open.size >= MAX_OPEN.requests ||
        this.#openBytes > MAX_OPEN.bytes)
    ) {
      await this.#change();
    }
  }

  /** Waits until a message is written, or the transport is closed. */
  async #change(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#onChange = resolve;
    await promise;
  }

  #notify(): void {
    this.#onChange?.();
    this.#onChange = undefined;
  }

  #take(line: Uint8Array | undefined): void {
    if (line === undefined) {
      return this.#refuse(
        INVALID_REQUEST,
        `The message is longer than ${this.#options.maxMessageBytes} bytes`,
      );
    }
    if (line.length === 0) return;
    let data: unknown;
    try {
      data = JSON.parse(
        new TextDecoder("utf-8", { fatal: true }).decode(line),
      );
    } catch {
      return this.#refuse(PARSE_ERROR, "The message is no JSON in UTF-8");
    }
    let message: JSONRPCMessage;
    try {
      message = parseJSONRPCMessage(data);
    } catch {
      return this.#refuse(
        INVALID_REQUEST,
        Array.isArray(data)
          ? "Batches are not supported: send one message a line"
          : "The message is no JSON-RPC 2.0 message",
        idOf(data),
      );
    }
    this.#count(message, line.length);
    this.#calls.push(message);
  }

  #count(message: JSONRPCMessage, bytes: number): void {
    if (!("method" in message)) return;
    // A cancelled request has no response, and a subscription has one at its end only.
    if (message.method === "notifications/cancelled") {
      this.#settle(message.params?.requestId);
    } else if ("id" in message && message.method !== LISTEN) {
      this.#settle(message.id);
      this.#open.set(message.id, bytes);
      this.#openBytes += bytes;
    }
  }

  #settle(id: unknown): void {
    this.#openBytes -= this.#open.get(id) ?? 0;
    this.#open.delete(id);
  }

  #refuse(code: number, message: string, id?: string | number): void {
    const error = { code, message };
    // JSON-RPC requires null for an unknown identifier, but the protocol's types do not allow it.
    const response = { jsonrpc: "2.0", id: id ?? null, error };
    void this.send(response as unknown as JSONRPCMessage);
  }
}

function idOf(data: unknown): string | number | undefined {
  const id = typeof data === "object" && data !== null && "id" in data
    ? data.id
    : undefined;
  return typeof id === "string" || typeof id === "number" ? id : undefined;
}
