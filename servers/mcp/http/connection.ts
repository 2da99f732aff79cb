/**
 * Serves a connection of HTTP/1.1: its requests, one after the other.
 *
 * `Deno.serve` has no time limit for the head of a request, and accepts a request without `Host`. The server of `node:http`
 * handles both. Under Deno, however, it stops accepting connections forever and without an error after the process was out of
 * file descriptors once. This server implements the part of HTTP/1.1 that its clients need.
 *
 * @module
 */
import { Deadline } from "./deadline.ts";
import { errorResponse } from "./error_response.ts";
import { type ByteSource, Inbox } from "./inbox.ts";
import {
  type Head,
  HeadError,
  MAX_HEAD_BYTES,
  parseHead,
} from "./parse_head.ts";
import { RequestBody } from "./request_body.ts";
import { toRequest } from "./to_request.ts";
import { type ByteSink, writeAll, writeResponse } from "./write_response.ts";

/** The part of a connection that the server uses. */
interface Stream extends ByteSource, ByteSink {
  /** Ends the sending side of the connection. */
  closeWrite(): Promise<void>;
  /** Closes the connection. Pending reads and writes fail. */
  close(): void;
}

/** Limits of the head of a request. */
export interface HeadLimits {
  /**
   * How long the head of a request may take to arrive, in milliseconds. On a new connection, the time starts at once.
   * @default {10_000}
   */
  readonly headMs?: number;
}

/** Options for serving a connection. */
export interface ConnectionOptions extends HeadLimits {
  /** Answers a request. */
  readonly handle: (request: Request) => Promise<Response>;
}

const HEAD_MS = 10_000;
/** How long a connection may be idle between two requests, in milliseconds. */
const IDLE_MS = 60_000;
/** How long a client may take to read the response to a request that was not read to its end, in milliseconds. */
const LINGER_MS = 2_000;

/** How long a client may take to receive one write, in milliseconds. */
const STALL_MS = 60_000;

const END_OF_HEAD = [13, 10, 13, 10];

/**
 * Serves a connection until its end, and closes it.
 *
 * @param connection The connection
 * @param options The handler of requests, and the limits
 */
export async function serveConnection(
  connection: Stream,
  { handle, headMs = HEAD_MS }: ConnectionOptions,
): Promise<void> {
  const stream = withWriteTimeout(connection);
  const inbox = new Inbox(stream);
  try {
    let waitMs = headMs;
    while (await bytesWithin(inbox, waitMs)) {
      const keepsAlive = await serveRequest(
        { stream, inbox },
        { handle, headMs },
      );
      if (!keepsAlive) break;
      waitMs = IDLE_MS;
    }
  } catch {
    // The client is gone, or its response failed after the start.
  } finally {
    closeQuietly(stream);
  }
}

/** Closes the connection if the client does not receive a write in time. */
function withWriteTimeout(stream: Stream): Stream {
  return {
    read: (into) => stream.read(into),
    closeWrite: () => stream.closeWrite(),
    close: () => stream.close(),
    async write(bytes): Promise<number> {
      const timer = setTimeout(() => closeQuietly(stream), STALL_MS);
      try {
        return await stream.write(bytes);
      } finally {
        clearTimeout(timer);
      }
    },
  };
}

interface Channel {
  readonly stream: Stream;
  readonly inbox: Inbox;
}

/** Answers a request. @returns Whether another request may follow */
async function serveRequest(
  channel: Channel,
  { handle, headMs }: Required<ConnectionOptions>,
): Promise<boolean> {
  const { stream, inbox } = channel;
  try {
    const head = await readHead(inbox, headMs);
    if (head === undefined) return false;
    const body = new RequestBody(
      inbox,
      head,
      () =>
        head.expectsContinue ? writeAll(stream, CONTINUE) : Promise.resolve(),
    );
    const response = await unlessGone(handle(toRequest(head, body)), inbox);
    if (response === undefined) return false;
    return await respond(channel, response, { head, body });
  } catch (error) {
    if (!(error instanceof HeadError)) throw error;
    return await respond(channel, errorResponse(error.status, error.message));
  }
}

const CONTINUE = new TextEncoder().encode("HTTP/1.1 100 Continue\r\n\r\n");

/** Waits for a response. @returns The response; `undefined` if the client is gone before */
async function unlessGone(
  handling: Promise<Response>,
  inbox: Inbox,
): Promise<Response | undefined> {
  const gone = goneOf(inbox, false).then(() => undefined);
  const response = await Promise.race([handling, gone]);
  if (response === undefined) {
    handling.then(({ body }) => body?.cancel()).catch(() => {});
  }
  return response;
}

/** Waits for the first byte of a request. @returns Whether it arrived in time */
async function bytesWithin(inbox: Inbox, ms: number): Promise<boolean> {
  using deadline = new Deadline(ms);
  while (inbox.unread.length === 0) {
    if (inbox.isOver) return false;
    if (!await deadline.beats(inbox.changed)) return false;
  }
  return true;
}

/** Reads a head. @returns The head; `undefined` if the client is gone before */
async function readHead(
  inbox: Inbox,
  withinMs: number,
): Promise<Head | undefined> {
  using deadline = new Deadline(withinMs);
  for (let from = 0;;) {
    skipEmptyLine(inbox);
    const { unread } = inbox;
    const end = endOfHead(unread, from);
    if ((end < 0 ? unread.length : end) > MAX_HEAD_BYTES) {
      const rule = `have a head of at most ${MAX_HEAD_BYTES} bytes`;
      throw new HeadError(rule, "a longer one", 431);
    }
    if (end >= 0) {
      const text = toText(
        inbox.take(end + END_OF_HEAD.length).subarray(0, end),
      );
      return parseHead(text);
    }
    if (inbox.isOver) return undefined;
    from = Math.max(0, unread.length - END_OF_HEAD.length);
    if (await deadline.beats(inbox.changed)) continue;
    const rule = `send its head within ${withinMs} ms`;
    throw new HeadError(rule, "a part of it", 408);
  }
}

/** Skips an empty line, which some clients send after a body. */
function skipEmptyLine(inbox: Inbox): void {
  const [first, second] = inbox.unread;
  if (first === 13 && second === 10) inbox.take(2);
}

function endOfHead(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(13, from); at >= 0;) {
    if (END_OF_HEAD.every((byte, index) => bytes[at + index] === byte)) {
      return at;
    }
    at = bytes.indexOf(13, at + 1);
  }
  return -1;
}

function toText(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

/** Writes a response. @returns Whether another request may follow */
async function respond(
  { stream, inbox }: Channel,
  response: Response,
  request?: { readonly head: Head; readonly body: RequestBody },
): Promise<boolean> {
  const { head, body } = request ?? {};
  // A connection with an unread part of a request cannot serve another request.
  const isRead = body?.isOver === true;
  const keepsAlive = isRead && head?.keepsAlive === true && !inbox.isOver;
  await writeResponse(stream, response, {
    method: head?.method ?? "",
    takesChunks: head?.takesChunks ?? true,
    keepsAlive,
    gone: goneOf(inbox, isStream(response)),
    abort: () => closeQuietly(stream),
  });
  if (!keepsAlive) await linger({ stream, inbox });
  return keepsAlive;
}

function isStream({ headers }: Response): boolean {
  return headers.get("content-type")?.startsWith("text/event-stream") === true;
}

/**
 * Resolves when the client is gone. For an endless response, a client that fills the inbox counts as gone, because its end
 * could not be noticed.
 */
async function goneOf(inbox: Inbox, isStream: boolean): Promise<void> {
  while (!inbox.isOver && !(isStream && inbox.isFull)) await inbox.changed;
}

/**
 * Receives the rest of a request for a short time and drops it. Closing a connection with unread data resets it, and the
 * client may not see the response.
 */
async function linger({ stream, inbox }: Channel): Promise<void> {
  await stream.closeWrite();
  using deadline = new Deadline(LINGER_MS);
  while (!inbox.isOver) {
    inbox.take(inbox.unread.length);
    if (!await deadline.beats(inbox.changed)) return;
  }
}

/** Closes a connection, which may be closed already. */
export function closeQuietly(connection: { close(): void }): void {
  try {
    connection.close();
  } catch {
    // The connection is closed already.
  }
}
