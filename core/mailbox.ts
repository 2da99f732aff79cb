/**
 * The mailbox of a worker: a shared buffer through which its supervisor sends one message, or one piece of a long message,
 * at a time. It is the only input of the worker.
 *
 * The worker blocks on the mailbox, so that between two runs no guest code can execute: no timer, promise job or task
 * that an earlier run left behind. A guest may overwrite the buffer. The supervisor therefore reads only whether it is
 * full, and keeps messages that wait in its own memory.
 *
 * The buffer cannot grow, so a guest that gets access to it can fill only a few pages. V8 does not count shared memory
 * when it schedules garbage collection, and may keep these pages for a while after the mailbox is closed.
 *
 * Layout: three 32-bit integers (the state, 0 for empty and 1 for full; the bytes of the message; the bytes of its
 * attachment), then the message as JSON in UTF-8, then the attachment. If both together are longer than the rest of the
 * buffer, they come in pieces. Each piece has the same header, and each but the last fills the buffer.
 *
 * @module
 */

import {
  HEADER_BYTES,
  MAX_OPEN_HOST_REQUESTS,
} from "../engines/worker/shared_values.js";

/** The bytes of a message that the buffer holds at a time. */
const PIECE_BYTES = 2 ** 16;
const FULL = 1;
/** The most messages that may wait for a worker: responses to all its open host requests, and a few others. */
const MAX_WAITING = MAX_OPEN_HOST_REQUESTS + 76;
/** The most bytes of messages that may wait for a worker, unless {@linkcode FEW} messages have more. */
const MAX_WAITING_BYTES = 2 ** 28;
const FEW = 8;
/**
 * How often the state is read while a message waits. A wake-up from another thread can be lost: Deno's event loop may
 * sleep when it arrives, and sleeps on.
 */
const RECHECK_MS = 50;
const NOTHING = new Uint8Array(0);

/** A message with its attachment, and the bytes of both that were sent. */
interface Outgoing {
  readonly message: Uint8Array;
  readonly attachment: Uint8Array;
  sentBytes: number;
}

/** The buffer, and views of it. */
interface Shared {
  readonly buffer: SharedArrayBuffer;
  readonly header: Int32Array<SharedArrayBuffer>;
  readonly body: Uint8Array<SharedArrayBuffer>;
}

/** The supervisor's side of a mailbox. */
export class Mailbox {
  #shared: Shared | undefined;
  readonly #maxMessageBytes: number;
  #waiting: Outgoing[] = [];
  readonly #maxWaitingBytes: number;
  #waitingBytes = 0;
  /** Runs while the worker has not read the last piece. */
  #recheck: ReturnType<typeof setInterval> | undefined;

  /** @param maxMessageBytes The largest message with its attachment, in bytes */
  constructor(maxMessageBytes: number) {
    this.#maxMessageBytes = maxMessageBytes;
    this.#maxWaitingBytes = Math.max(MAX_WAITING_BYTES, FEW * maxMessageBytes);
    const buffer = new SharedArrayBuffer(HEADER_BYTES + PIECE_BYTES);
    this.#shared = {
      buffer,
      header: new Int32Array(buffer, 0, 3),
      body: new Uint8Array(buffer, HEADER_BYTES),
    };
  }

  /**
   * The buffer, for the worker.
   *
   * @throws {TypeError} If the mailbox is closed
   */
  get buffer(): SharedArrayBuffer {
    if (this.#shared !== undefined) return this.#shared.buffer;
    throw new TypeError("Cannot hand over a mailbox as it is closed");
  }

  /**
   * Sends a message and wakes the worker. If the worker has not read an earlier message yet, the message waits. Does
   * nothing after the mailbox is closed.
   *
   * @param message The message, sent as JSON
   * @param attachment Bytes that belong to the message
   * @throws {RangeError} If the message is larger than `maxMessageBytes`
   */
  post(message: unknown, attachment: Uint8Array = NOTHING): void {
    if (this.#shared === undefined) return;
    const bytes = encode(message);
    const neededBytes = bytes.byteLength + attachment.byteLength;
    const maxBytes = this.#maxMessageBytes;
    if (neededBytes > maxBytes) {
      throw new RangeError(
        `Cannot post to mailbox as a message must have at most ${maxBytes} bytes: current value is ${neededBytes}`,
      );
    }
    this.#waiting.push({ message: bytes, attachment, sentBytes: 0 });
    this.#waitingBytes += neededBytes;
    if (this.#recheck === undefined) this.#deliver();
  }

  /** Whether more waits than any engine leaves unread: the worker sends requests without reading the responses. */
  get isOverdue(): boolean {
    return this.#waiting.length > MAX_WAITING ||
      this.#waitingBytes > this.#maxWaitingBytes;
  }

  /**
   * Closes the mailbox: releases its buffer, the messages that wait, and the wait for the worker. The contents of the
   * buffer, which the guest may have written, do not matter.
   *
   * @param last A last message, which replaces any that the worker has not read
   */
  close(last?: unknown): void {
    const shared = this.#shared;
    if (shared === undefined) return;
    this.#shared = undefined;
    this.#stopRechecks();
    this.#waiting = [];
    this.#waitingBytes = 0;
    if (last !== undefined) {
      writePiece(shared, {
        message: encode(last),
        attachment: NOTHING,
        sentBytes: 0,
      });
    }
    // Wakes the worker, and also ends the wait of this side without help from the guest.
    Atomics.notify(shared.header, 0);
  }

  #deliver(): void {
    for (
      let next = this.#waiting[0];
      next !== undefined;
      next = this.#waiting[0]
    ) {
      if (this.#shared === undefined || this.#mustWait(this.#shared)) return;
      const pieceBytes = writePiece(this.#shared, next);
      next.sentBytes += pieceBytes;
      this.#waitingBytes -= pieceBytes;
      if (next.sentBytes === bytesOf(next)) this.#waiting.shift();
    }
  }

  /** Whether the worker has not read the last piece yet. Delivery continues by itself when it has. */
  #mustWait({ header }: Shared): boolean {
    // Only a guest writes a state that is neither 0 nor 1. It then loses the piece that it did not read.
    if (Atomics.load(header, 0) !== FULL) return false;
    const taken = Atomics.waitAsync(header, 0, FULL);
    if (!taken.async) return false;
    const goOn = () => {
      this.#stopRechecks();
      this.#deliver();
    };
    this.#recheck = setInterval(() => {
      if (Atomics.load(header, 0) !== FULL) goOn();
    }, RECHECK_MS);
    const recheck = this.#recheck;
    void taken.value.then(() => {
      if (this.#recheck === recheck) goOn();
    });
    return true;
  }

  #stopRechecks(): void {
    clearInterval(this.#recheck);
    this.#recheck = undefined;
  }
}

function encode(message: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(message));
}

function bytesOf({ message, attachment }: Outgoing): number {
  return message.byteLength + attachment.byteLength;
}

/** Writes the next piece of a message and wakes the worker. Returns the size of the piece in bytes. */
function writePiece({ header, body }: Shared, outgoing: Outgoing): number {
  const { message, attachment, sentBytes } = outgoing;
  const piece = message.subarray(sentBytes, sentBytes + body.byteLength);
  const at = Math.max(0, sentBytes - message.byteLength);
  const rest = attachment.subarray(at, at + body.byteLength - piece.byteLength);
  body.set(piece);
  body.set(rest, piece.byteLength);
  header[1] = message.byteLength;
  header[2] = attachment.byteLength;
  Atomics.store(header, 0, FULL);
  Atomics.notify(header, 0);
  return piece.byteLength + rest.byteLength;
}
