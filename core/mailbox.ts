/**
 * The one way from a supervisor into a guest's worker: a shared buffer that holds one message at a time.
 *
 * The worker blocks on it, so that between two runs no guest code can execute at all: no timer, no promise job, no
 * task that an earlier run left behind. The supervisor reads nothing of the buffer, which the guest may have scribbled
 * on, but whether it is full; what does not fit yet waits on the supervisor's side.
 *
 * Layout: three 32-bit integers (state, 0 empty and 1 full; bytes of the message; bytes of its attachment), then the
 * message as JSON in UTF-8, then the attachment.
 *
 * @module
 */

const HEADER_BYTES = 12;
const INITIAL_BYTES = 4096;
const FULL = 1;
/** How many messages may wait for a worker; one that leaves more of them unread is not an engine's. */
const MAX_WAITING = 1100;
/** How many bytes of messages may wait for a worker, unless a few messages alone have more. */
const MAX_WAITING_BYTES = 2 ** 28;
const FEW = 8;
const NOTHING = new Uint8Array(0);

/** A mailbox, on its supervisor's side. */
export class Mailbox {
  /** What the worker is handed. */
  readonly buffer: SharedArrayBuffer;
  readonly #header: Int32Array;
  readonly #waiting: { message: Uint8Array; attachment: Uint8Array }[] = [];
  readonly #maxWaitingBytes: number;
  #waitingBytes = 0;
  #blocked = false;

  /** @param maxMessageBytes The largest message it must carry, in bytes, its attachment included */
  constructor(maxMessageBytes: number) {
    this.#maxWaitingBytes = Math.max(MAX_WAITING_BYTES, FEW * maxMessageBytes);
    this.buffer = new SharedArrayBuffer(INITIAL_BYTES, {
      maxByteLength: Math.max(INITIAL_BYTES, HEADER_BYTES + maxMessageBytes),
    });
    this.#header = new Int32Array(this.buffer, 0, 3);
  }

  /**
   * Puts a message into the mailbox and wakes its worker; where an earlier message has not been taken out yet, as soon
   * as it is.
   *
   * @param message What to say, as JSON
   * @param attachment Bytes that go with it
   * @throws {RangeError} If the message is larger than the mailbox
   */
  post(message: unknown, attachment: Uint8Array = NOTHING): void {
    const bytes = new TextEncoder().encode(JSON.stringify(message));
    const neededBytes = bytes.byteLength + attachment.byteLength;
    const maxBytes = this.buffer.maxByteLength - HEADER_BYTES;
    if (neededBytes > maxBytes) {
      throw new RangeError(
        `Cannot post to mailbox as a message must have at most ${maxBytes} bytes: current value is ${neededBytes}`,
      );
    }
    this.#waiting.push({ message: bytes, attachment });
    this.#waitingBytes += neededBytes;
    if (!this.#blocked) this.#deliver();
  }

  /** Whether so much waits that the worker must be taken for one that asks without listening. */
  get isOverdue(): boolean {
    return this.#waiting.length > MAX_WAITING ||
      this.#waitingBytes > this.#maxWaitingBytes;
  }

  #deliver(): void {
    while (this.#waiting.length > 0) {
      if (this.#mustWait()) return;
      const next = this.#waiting.shift();
      if (next === undefined) return;
      const { message, attachment } = next;
      this.#waitingBytes -= message.byteLength + attachment.byteLength;
      this.#write(message, attachment);
    }
  }

  /** Whether there is a message that was not taken out; goes on by itself when it is. */
  #mustWait(): boolean {
    // A state that is neither was scribbled by the guest, which then loses what it did not read.
    if (Atomics.load(this.#header, 0) !== FULL) return false;
    const taken = Atomics.waitAsync(this.#header, 0, FULL);
    if (!taken.async) return false;
    this.#blocked = true;
    void taken.value.then(() => {
      this.#blocked = false;
      this.#deliver();
    });
    return true;
  }

  #write(message: Uint8Array, attachment: Uint8Array): void {
    const neededBytes = HEADER_BYTES + message.byteLength +
      attachment.byteLength;
    if (neededBytes > this.buffer.byteLength) this.buffer.grow(neededBytes);
    const bytes = new Uint8Array(this.buffer, HEADER_BYTES);
    bytes.set(message);
    bytes.set(attachment, message.byteLength);
    this.#header[1] = message.byteLength;
    this.#header[2] = attachment.byteLength;
    Atomics.store(this.#header, 0, FULL);
    Atomics.notify(this.#header, 0);
  }
}
