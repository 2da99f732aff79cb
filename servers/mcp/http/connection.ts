/**
 * One connection of HTTP/1.1: requests, one after the other, and what answers them.
 *
 * `Deno.serve` sets no time limit for the head of a request, and accepts one without `Host`. The server of `node:http`
 * does both, but under Deno it stops accepting connections for good, and without an error, after the process was out of
 * descriptors once. This server implements the part of HTTP/1.1 that its clients need.
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

/** What is needed of a connection. */
export interface Stream extends ByteSource, ByteSink {
  /** Says that nothing more will be written. */
  closeWrite(): Promise<void>;
  /** Ends it; what waits for it fails. */
  close(): void;
}

/** How long a client may take to send the head of a request. */
export interface HeadLimits {
  /**
   * Milliseconds that the head of a request may take, and a new connection to send one.
   * @default {10_000}
   */
  readonly headMs?: number;
}

/** What serves a connection. */
export interface ConnectionOptions extends HeadLimits {
  /** Answers a request. */
  readonly handle: (request: Request) => Promise<Response>;
}

const HEAD_MS = 10_000;
/** How long a connection may be idle between two requests, in milliseconds. */
const IDLE_MS = 60_000;
/** How long a client has to read the answer to a request that is not read to its end, in milliseconds. */
const LINGER_MS = 2_000;

/** How long a client may take to receive what is written at once, in milliseconds. */
const STALL_MS = 60_000;

const END_OF_HEAD = [13, 10, 13, 10];

/**
 * Serves a connection until it ends.
 *
 * @param connection The connection; it is closed
 * @param options Who answers, and how long a head may take
 */
export async function serveConnection(
  connection: Stream,
  { handle, headMs = HEAD_MS }: ConnectionOptions,
): Promise<void> {
  const stream = impatient(connection);
  const inbox = new Inbox(stream);
  try {
    let waitMs = headMs;
    while (await bytesWithin(inbox, waitMs)) {
      const goesOn = await serveRequest({ stream, inbox }, { handle, headMs });
      if (!goesOn) break;
      waitMs = IDLE_MS;
    }
  } catch {
    // The client is gone, or what answered it has failed in the middle.
  } finally {
    close(stream);
  }
}

/** A connection that is closed when the client does not take what is written. */
function impatient(stream: Stream): Stream {
  return {
    read: (into) => stream.read(into),
    closeWrite: () => stream.closeWrite(),
    close: () => stream.close(),
    async write(bytes): Promise<number> {
      const timer = setTimeout(() => close(stream), STALL_MS);
      try {
        return await stream.write(bytes);
      } finally {
        clearTimeout(timer);
      }
    },
  };
}

interface Ends {
  readonly stream: Stream;
  readonly inbox: Inbox;
}

/** Answers one request. @returns Whether there may be another one */
async function serveRequest(
  ends: Ends,
  { handle, headMs }: Required<ConnectionOptions>,
): Promise<boolean> {
  const { stream, inbox } = ends;
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
    return await respond(ends, response, { head, body });
  } catch (error) {
    if (!(error instanceof HeadError)) throw error;
    return await respond(ends, errorResponse(error.status, error.message));
  }
}

const CONTINUE = new TextEncoder().encode("HTTP/1.1 100 Continue\r\n\r\n");

/** Waits for a response. @returns It; nothing if the client left before it was there */
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

/** Waits for the first byte of a request. @returns Whether there is one in time */
async function bytesWithin(inbox: Inbox, ms: number): Promise<boolean> {
  using deadline = new Deadline(ms);
  while (inbox.unread.length === 0) {
    if (inbox.isOver) return false;
    if (!await deadline.beats(inbox.changed)) return false;
  }
  return true;
}

/** @returns The head; nothing if the client left before it was complete */
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

/** Some clients send one after a body. */
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

/** @returns Whether there may be another request */
async function respond(
  { stream, inbox }: Ends,
  response: Response,
  request?: { readonly head: Head; readonly body: RequestBody },
): Promise<boolean> {
  const { head, body } = request ?? {};
  // A connection with half of a request in it is no good for another one.
  const isWhole = body?.isOver === true;
  const keepsAlive = isWhole && head?.keepsAlive === true && !inbox.isOver;
  await writeResponse(stream, response, {
    method: head?.method ?? "",
    takesChunks: head?.takesChunks ?? true,
    keepsAlive,
    gone: goneOf(inbox, isStream(response)),
    abort: () => close(stream),
  });
  if (!keepsAlive) await linger({ stream, inbox });
  return keepsAlive;
}

function isStream({ headers }: Response): boolean {
  return headers.get("content-type")?.startsWith("text/event-stream") === true;
}

/**
 * Settles when the client is gone. Where the answer may take for ever, so is one who sends more meanwhile than is read
 * ahead: that he leaves could not be noticed.
 */
async function goneOf(inbox: Inbox, isStream: boolean): Promise<void> {
  while (!inbox.isOver && !(isStream && inbox.isFull)) await inbox.changed;
}

/**
 * Lets the rest of a request come for a while, unread: a connection that is closed with data in it is reset, and the
 * client may not see the answer.
 */
async function linger({ stream, inbox }: Ends): Promise<void> {
  await stream.closeWrite();
  using deadline = new Deadline(LINGER_MS);
  while (!inbox.isOver) {
    inbox.take(inbox.unread.length);
    if (!await deadline.beats(inbox.changed)) return;
  }
}

function close(stream: Stream): void {
  try {
    stream.close();
  } catch {
    // It was closed from outside.
  }
}
