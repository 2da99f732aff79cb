/**
 * The one way from a supervisor into a guest's worker: a shared buffer that holds one message at a time.
 *
 * The worker blocks on it, so that between two runs no guest code can execute at all: no timer, no promise job, no
 * task that an earlier run left behind. The supervisor writes only when the worker has asked (it is idle, or it waits
 * for standard input), and never reads from the buffer, which the guest may have scribbled on.
 *
 * Layout: 32-bit state (0 empty, 1 full), 32-bit length in bytes, then the message in UTF-8.
 *
 * @module
 */

const HEADER_BYTES = 8;
const INITIAL_BYTES = 4096;

/** Makes the shared buffer of a mailbox. @param maxMessageBytes The largest message it must carry, in bytes */
export function createMailboxBuffer(
  maxMessageBytes: number,
): SharedArrayBuffer {
  return new SharedArrayBuffer(INITIAL_BYTES, {
    maxByteLength: Math.max(INITIAL_BYTES, HEADER_BYTES + maxMessageBytes),
  });
}

/**
 * Puts a message into a mailbox and wakes its worker.
 *
 * @param buffer A buffer that {@linkcode createMailboxBuffer} made
 * @param message What to say, as JSON
 * @throws {RangeError} If the message is larger than the mailbox
 */
export function postToMailbox(
  buffer: SharedArrayBuffer,
  message: unknown,
): void {
  const bytes = new TextEncoder().encode(JSON.stringify(message));
  const neededBytes = HEADER_BYTES + bytes.byteLength;
  if (neededBytes > buffer.maxByteLength) {
    throw new RangeError(
      `Cannot post to mailbox as a message must have at most ${
        buffer.maxByteLength - HEADER_BYTES
      } bytes: current value is ${bytes.byteLength}`,
    );
  }
  if (neededBytes > buffer.byteLength) buffer.grow(neededBytes);
  new Uint8Array(buffer, HEADER_BYTES).set(bytes);
  const header = new Int32Array(buffer, 0, 2);
  header[1] = bytes.byteLength;
  Atomics.store(header, 0, 1);
  Atomics.notify(header, 0);
}
