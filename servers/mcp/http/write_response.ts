/**
 * A response, written to a connection as fast as the client takes it.
 *
 * @module
 */

/** What bytes are written to. */
export interface ByteSink {
  /** Writes some of the bytes. */
  write(bytes: Uint8Array): Promise<number>;
}

/** How a response is written. */
export interface WriteOptions {
  /** The method of the request. */
  readonly method: string;
  /** Whether the client understands chunks; else the end of the connection is the end of the body. */
  readonly takesChunks: boolean;
  /** Whether there may be another request after it. */
  readonly keepsAlive: boolean;
  /** Settles when the client is gone. */
  readonly gone: Promise<unknown>;
  /** Ends the connection, so that what waits for the client fails. */
  readonly abort: () => void;
}

/** Headers about the connection, of which a response knows nothing: the protocol's library says `keep-alive` to all. */
const OF_THE_CONNECTION: readonly string[] = [
  "connection",
  "keep-alive",
  "transfer-encoding",
  "content-length",
  "date",
];
const NO_BODY: readonly number[] = [204, 205, 304];

/** The usual names of the statuses that the server has. */
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
 * Writes a response.
 *
 * @param sink Where to
 * @param response The response; its body is cancelled when the client is gone
 * @param options How
 * @throws If the client does not take it, or its body fails
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
  // A source that fails gives the client up: he need not take what he has not taken.
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
  // The head waits a moment for the first piece, so that a short answer is one packet; a stream may have none for long.
  const first = reader.read();
  first.catch(() => {});
  const soon = await unlessSlow(first);
  if (soon === undefined) await writeAll(sink, head);
  let before = soon === undefined ? new Uint8Array() : head;
  for (let next = first;; next = reader.read()) {
    const { done, value } = await next;
    if (done) break;
    if (value.length === 0) continue;
    const piece = isChunked ? chunkOf(value) : value;
    await writeAll(sink, join(before, piece));
    before = new Uint8Array();
  }
  await writeAll(sink, isChunked ? join(before, LAST_CHUNK) : before);
}

/** @returns What comes of something, if that is at once */
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
    ...[...headers].filter(([name]) => !OF_THE_CONNECTION.includes(name))
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
  return join(join(size, value), toBytes("\r\n"));
}

function join(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(a.length + b.length);
  joined.set(a);
  joined.set(b, a.length);
  return joined;
}

/** Each character a byte, as headers are. */
function toBytes(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

/**
 * Writes all of the bytes.
 *
 * @param sink Where to
 * @param bytes What
 */
export async function writeAll(
  sink: ByteSink,
  bytes: Uint8Array,
): Promise<void> {
  for (let at = 0; at < bytes.length;) {
    at += await sink.write(bytes.subarray(at));
  }
}
