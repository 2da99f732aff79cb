/**
 * One request and its answer in HTTP/1.1, on a connection of their own.
 *
 * Node's `http` takes an address to connect to, but where Deno permits only the name it fails by an exception that
 * nothing catches, and ends the host. Deno's `fetch` cannot be told an address at all. So this speaks the little of the
 * protocol that a client needs who never uses a connection twice.
 *
 * @module
 */
import { ByteReader, type ByteSource } from "./byte_reader.ts";
import { networkFailure } from "./refusals.ts";

/** Names and values; names may repeat. */
export type Headers = readonly (readonly [name: string, value: string])[];

/** What is sent. */
export interface HttpRequest {
  readonly method: string;
  readonly url: URL;
  /** Headers that may be sent as they are. */
  readonly headers: Headers;
  readonly body: Uint8Array;
}

/** What comes back. */
export interface HttpAnswer {
  readonly status: number;
  readonly statusText: string;
  /** Names in lower case. */
  readonly headers: Headers;
  /** The body as it was sent, but for its transfer encoding; `undefined` without a body. */
  readonly body: AsyncIterable<Uint8Array<ArrayBuffer>> | undefined;
}

/** What an exchange needs of a connection. */
type ExchangeStream = ByteSource & {
  write(bytes: Uint8Array): Promise<number>;
};

const MAX_INTERIM_ANSWERS = 8;
const MAX_CHUNK_LINE_BYTES = 4_096;
/** Each costs the host more than the server that sends it. */
const MAX_CHUNKS = 100_000;
const PIECE_BYTES = 65_536;
const STATUS_LINE =
  /^HTTP\/1\.[01] ([1-9]\d\d)(?: ([\t\x20-\x7e\x80-\xff]*))?$/;
const HEADER_LINE =
  /^([!#$%&'*+\-.^_`|~\dA-Za-z]+):[\t ]*([\t\x20-\x7e\x80-\xff]*?)[\t ]*$/;
const WITH_LENGTH = ["POST", "PUT", "PATCH"];

/**
 * Sends a request and reads the head of its answer.
 *
 * @param stream The connection
 * @param request What to send
 * @param limits How long the head may be
 * @returns The answer, whose body is read as it is iterated
 * @throws {GuestVisibleError} If what comes is no answer
 */
export async function exchange(
  stream: ExchangeStream,
  request: HttpRequest,
  { maxHeaderBytes }: { readonly maxHeaderBytes: number },
): Promise<HttpAnswer> {
  // A server may answer before it has read all, and then read no further: what matters is its answer.
  void send(stream, request).catch(() => {});
  const reader = new ByteReader(stream);
  for (let interim = 0; interim < MAX_INTERIM_ANSWERS; interim++) {
    const head = await readHead(reader, maxHeaderBytes);
    if (head.status >= 200) {
      return { ...head, body: openBody(reader, request.method, head) };
    }
    if (head.status === 101) break;
  }
  throw networkFailure("The answer is not one to the request");
}

async function send(
  stream: ExchangeStream,
  request: HttpRequest,
): Promise<void> {
  await writeAll(stream, toBytes(headOf(request)));
  await writeAll(stream, request.body);
}

function headOf({ method, url, headers, body }: HttpRequest): string {
  const host = url.host.replace(/\.(?=:|$)/, "");
  const own: [string, string][] = [["Host", host], ["Connection", "close"]];
  if (body.length > 0 || WITH_LENGTH.includes(method)) {
    own.push(["Content-Length", String(body.length)]);
  }
  const lines = [...own, ...headers].map(([name, value]) =>
    `${name}: ${value}\r\n`
  );
  return `${method} ${url.pathname}${url.search} HTTP/1.1\r\n${
    lines.join("")
  }\r\n`;
}

/** Each character a byte: what is sent has none past U+00FF. */
function toBytes(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

async function writeAll(
  stream: ExchangeStream,
  bytes: Uint8Array,
): Promise<void> {
  for (let at = 0; at < bytes.length;) {
    at += await stream.write(bytes.subarray(at, at + PIECE_BYTES));
  }
}

type Head = Omit<HttpAnswer, "body">;

async function readHead(reader: ByteReader, maxBytes: number): Promise<Head> {
  let left = maxBytes;
  const next = async (): Promise<string> => {
    const line = await reader.line(left);
    left -= line.length + 1;
    return line;
  };
  const [, status, statusText = ""] = STATUS_LINE.exec(await next()) ?? [];
  if (status === undefined) throw networkFailure("The answer is not HTTP");
  const headers: [string, string][] = [];
  for (let line = await next(); line !== ""; line = await next()) {
    const [, name, value = ""] = HEADER_LINE.exec(line) ?? [];
    if (name === undefined) {
      throw networkFailure("The response has an invalid header");
    }
    headers.push([name.toLowerCase(), value]);
  }
  return { status: Number(status), statusText, headers };
}

function openBody(
  reader: ByteReader,
  method: string,
  { status, headers }: Head,
): HttpAnswer["body"] {
  if (method === "HEAD" || status === 204 || status === 304) return undefined;
  const transfer = valuesOf(headers, "transfer-encoding");
  if (transfer.length > 0) {
    if (transfer.join().toLowerCase() !== "chunked") {
      throw networkFailure(
        "The answer has a transfer encoding that is unknown",
      );
    }
    return chunked(reader);
  }
  const lengths = new Set(valuesOf(headers, "content-length"));
  if (lengths.size === 0) return untilEnd(reader);
  const [length = ""] = lengths;
  if (lengths.size > 1 || !/^\d{1,15}$/.test(length)) {
    throw networkFailure("The response has an invalid length");
  }
  return length === "0" ? undefined : counted(reader, Number(length));
}

/** The values of a header, those in one line separated. */
export function valuesOf(headers: Headers, wanted: string): string[] {
  return headers.filter(([name]) => name === wanted)
    .flatMap(([, value]) => value.split(",")).map((one) => one.trim());
}

async function* untilEnd(
  reader: ByteReader,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  for (;;) {
    const piece = await reader.some(PIECE_BYTES);
    if (piece === null) return;
    yield piece;
  }
}

async function* counted(
  reader: ByteReader,
  bytes: number,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  for (let left = bytes; left > 0;) {
    const piece = await reader.some(Math.min(left, PIECE_BYTES));
    if (piece === null) {
      throw networkFailure("The answer ended before it was complete");
    }
    left -= piece.length;
    yield piece;
  }
}

async function* chunked(
  reader: ByteReader,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  for (let chunks = 0; chunks < MAX_CHUNKS; chunks++) {
    const line = await reader.line(MAX_CHUNK_LINE_BYTES);
    const digits = /^([\da-fA-F]{1,8})(?:[\t ]*;.*)?$/.exec(line)?.[1];
    if (digits === undefined) {
      throw networkFailure("The response has an invalid chunk");
    }
    const bytes = parseInt(digits, 16);
    // What may follow as trailers is left unread: the connection ends here.
    if (bytes === 0) return;
    yield* counted(reader, bytes);
    if (await reader.line(1) !== "") {
      throw networkFailure("The response has an invalid chunk");
    }
  }
  throw networkFailure(`The answer has more than ${MAX_CHUNKS} chunks`);
}
