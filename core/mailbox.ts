/**
 * The one way from a supervisor into a guest's worker: a shared buffer that holds one message, or one piece of a long
 * message, at a time.
 *
 * The worker blocks on it, so that between two runs no guest code can execute at all: no timer, no promise job, no
 * task that an earlier run left behind. The supervisor reads nothing of the buffer, which the guest may have scribbled
 * on, but whether it is full; what does not fit yet waits on the supervisor's side.
 *
 * The buffer cannot grow: a guest that gets hold of it can fill no more than its few pages, and V8, which does not
 * count shared memory when it decides to collect garbage, may keep those for a while after the mailbox is closed.
 *
 * Layout: three 32-bit integers (state, 0 empty and 1 full; bytes of the message; bytes of its attachment), then the
 * message as JSON in UTF-8, then the attachment. Where both together are longer than the rest of the buffer they come
 * in pieces, of which all but the last fill it, each with the same header.
 *
 * @module
 */

const HEADER_BYTES = 12;
/** How much of a message is handed over at once. */
const PIECE_BYTES = 2 ** 16;
const FULL = 1;
/** How many messages may wait for a worker; one that leaves more of them unread is not an engine's. */
const MAX_WAITING = 1100;
/** How many bytes of messages may wait for a worker, unless a few messages alone have more. */
const MAX_WAITING_BYTES = 2 ** 28;
const FEW = 8;
const NOTHING = new Uint8Array(0);

/** A message with its attachment, and how much of both was handed over. */
interface Outgoing {
  readonly message: Uint8Array;
  readonly attachment: Uint8Array;
  sentBytes: number;
}

/** The views of the buffer. */
interface Shared {
  readonly buffer: SharedArrayBuffer;
  readonly header: Int32Array<SharedArrayBuffer>;
  readonly body: Uint8Array<SharedArrayBuffer>;
}

/** A mailbox, on its supervisor's side. */
export class Mailbox {
  #shared: Shared | undefined;
  readonly #maxMessageBytes: number;
  #waiting: Outgoing[] = [];
  readonly #maxWaitingBytes: number;
  #waitingBytes = 0;
  #blocked = false;

  /** @param maxMessageBytes The largest message it must carry, in bytes, its attachment included */
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
   * What the worker is handed.
   *
   * @throws {TypeError} If the mailbox is closed
   */
  get buffer(): SharedArrayBuffer {
    if (this.#shared !== undefined) return this.#shared.buffer;
    throw new TypeError("Cannot hand over a mailbox as it is closed");
  }

  /**
   * Puts a message into the mailbox and wakes its worker; where an earlier message has not been taken out yet, as soon
   * as it is. Does nothing once the mailbox is closed.
   *
   * @param message What to say, as JSON
   * @param attachment Bytes that go with it
   * @throws {RangeError} If the message is larger than the mailbox was made for
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
    if (!this.#blocked) this.#deliver();
  }

  /** Whether so much waits that the worker must be taken for one that asks without listening. */
  get isOverdue(): boolean {
    return this.#waiting.length > MAX_WAITING ||
      this.#waitingBytes > this.#maxWaitingBytes;
  }

  /**
   * Closes the mailbox: lets go of its buffer, of what waits for the worker, and of the wait for it, whatever the guest
   * has written into the buffer.
   *
   * @param last What the worker is told, in the place of anything that it has not taken out
   */
  close(last?: unknown): void {
    const shared = this.#shared;
    if (shared === undefined) return;
    this.#shared = undefined;
    this.#waiting = [];
    this.#waitingBytes = 0;
    if (last !== undefined) {
      writePiece(shared, {
        message: encode(last),
        attachment: NOTHING,
        sentBytes: 0,
      });
    }
    // Wakes the worker, and the wait of this side, for whose end the guest need not be asked.
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

  /** Whether there is a message that was not taken out; goes on by itself when it is. */
  #mustWait({ header }: Shared): boolean {
    // A state that is neither was scribbled by the guest, which then loses what it did not read.
    if (Atomics.load(header, 0) !== FULL) return false;
    const taken = Atomics.waitAsync(header, 0, FULL);
    if (!taken.async) return false;
    this.#blocked = true;
    void taken.value.then(() => {
      this.#blocked = false;
      this.#deliver();
    });
    return true;
  }
}

function encode(message: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(message));
}

function bytesOf({ message, attachment }: Outgoing): number {
  return message.byteLength + attachment.byteLength;
}

/** Puts in what fits of a message, from where it was left, and wakes the worker; returns how many bytes that are. */
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
