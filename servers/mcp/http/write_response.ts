/**
 * Writes a response to a connection, as fast as the client receives it.
 *
 * @module
 */
import { concatenate } from "../../../core/concatenate.ts";

/** The sending side of a connection. */
export interface ByteSink {
  /** Writes some of the bytes, and returns their number. */
  write(bytes: Uint8Array): Promise<number>;
}

/** Options for writing a response. */
export interface WriteOptions {
  /** The method of the request. */
  readonly method: string;
  /** Whether the client accepts chunks. If not, the body ends with the connection. */
  readonly takesChunks: boolean;
  /** Whether another request may follow. */
  readonly keepsAlive: boolean;
  /** Resolves when the client is gone. */
  readonly gone: Promise<unknown>;
  /** Closes the connection, so that a pending write fails. */
  readonly abort: () => void;
}

/** Headers that belong to the connection and not to a response. The protocol's library always sets `keep-alive`. */
const CONNECTION_HEADERS: readonly string[] = [
  "connection",
  "keep-alive",
  "transfer-encoding",
  "content-length",
  "date",
];
const NO_BODY: readonly number[] = [204, 205, 304];

/** The reason phrases of the statuses that the server uses. */
const REASONS: ReadonlyMap<number, string> = new Map([
  [200, "OK"],
  [202, "Accepted"],
  [204, "No Content"],
  [400, "Bad Request"],
  [401, "Unauthorized"],
  [403, "Forbidden"],
  [404, "Not Found"],
  [405, "Method Not Allowed"],
  [408, "Request Timeout"],
  [413, "Content Too Large"],
  [415, "Unsupported Media Type"],
  [431, "Request Header Fields Too Large"],
  [500, "Internal Server Error"],
  [501, "Not Implemented"],
  [503, "Service Unavailable"],
  [505, "HTTP Version Not Supported"],
]);

/**
 * Writes a response. Cancels its body if the client is gone.
 *
 * @param sink The connection
 * @param response The response
 * @param options The request and the state of the connection
 * @throws If the client does not receive the response, or its body fails
 */
export async function writeResponse(
  sink: ByteSink,
  response: Response,
  options: WriteOptions,
): Promise<void> {
  const { status, body } = response;
  if (body === null || NO_BODY.includes(status) || options.method === "HEAD") {
    await writeAll(sink, headOf(response, options, "empty"));
    await body?.cancel();
    return;
  }
  const { takesChunks } = options;
  const head = headOf(response, options, takesChunks ? "chunked" : "rest");
  const reader = body.getReader();
  const cancel = (): void => void reader.cancel().catch(() => {});
  options.gone.then(cancel);
  // After a failure of the body, the rest of the response is not sent.
  reader.closed.catch(options.abort);
  try {
    await writeBody(sink, reader, { head, isChunked: takesChunks });
  } catch (error) {
    cancel();
    throw error;
  }
}

async function writeBody(
  sink: ByteSink,
  reader: ReadableStreamDefaultReader<Uint8Array>,
  { head, isChunked }: {
    readonly head: Uint8Array;
    readonly isChunked: boolean;
  },
): Promise<void> {
  // The head waits one turn for the first piece, so that a short response is one packet. A stream may have no piece for long.
  const first = reader.read();
  first.catch(() => {});
  const soon = await unlessSlow(first);
  if (soon === undefined) await writeAll(sink, head);
  let before = soon === undefined ? [] : [head];
  for (let next = first;; next = reader.read()) {
    const { done, value } = await next;
    if (done) break;
    if (value.length === 0) continue;
    const piece = isChunked ? chunkOf(value) : value;
    await writeAll(sink, concatenate([...before, piece]));
    before = [];
  }
  const end = isChunked ? [...before, LAST_CHUNK] : before;
  await writeAll(sink, concatenate(end));
}

/** Waits one turn for work. @returns Its result, or `undefined` if it takes longer */
async function unlessSlow<T>(work: Promise<T>): Promise<T | undefined> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => resolve(undefined));
  try {
    return await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
  }
}

function headOf(
  { status, headers }: Response,
  { keepsAlive }: WriteOptions,
  body: "empty" | "chunked" | "rest",
): Uint8Array {
  const lines = [
    `HTTP/1.1 ${status} ${REASONS.get(status) ?? "Status"}`,
    ...[...headers].filter(([name]) => !CONNECTION_HEADERS.includes(name))
      .map(([name, value]) => `${name}: ${value}`),
    `date: ${new Date().toUTCString()}`,
  ];
  if (body === "chunked") lines.push("transfer-encoding: chunked");
  if (body === "empty" && status !== 204 && status !== 304) {
    lines.push("content-length: 0");
  }
  lines.push(`connection: ${keepsAlive ? "keep-alive" : "close"}`);
  return toBytes(`${lines.join("\r\n")}\r\n\r\n`);
}

const LAST_CHUNK = toBytes("0\r\n\r\n");

function chunkOf(value: Uint8Array): Uint8Array {
  const size = toBytes(`${value.length.toString(16)}\r\n`);
  return concatenate([size, value, toBytes("\r\n")]);
}

/** Encodes each character as one byte, as in headers. */
function toBytes(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

/**
 * Writes all bytes.
 *
 * @param sink The connection
 * @param bytes The bytes
 */
export async function writeAll(
  sink: ByteSink,
  bytes: Uint8Array,
): Promise<void> {
  for (let at = 0; at < bytes.length;) {
    at += await sink.write(bytes.subarray(at));
  }
}
