/**
 * Frames on a pipe. A frame is a length, a byte for the kind, and a payload; the length counts the kind and the payload.
 *
 * @module
 */

const LENGTH_BYTES = 4;
const HEAD_BYTES = LENGTH_BYTES + 1;

/** Returns a frame with a kind and a payload. */
export function frame(
  kind: number,
  payload: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(HEAD_BYTES + payload.byteLength);
  bytes.set(frameHead(kind, payload.byteLength));
  bytes.set(payload, HEAD_BYTES);
  return bytes;
}

/**
 * Returns the beginning of a frame, for a payload that is too large to copy.
 *
 * @param kind The kind
 * @param payloadBytes The size of the payload, which the caller writes next, in bytes
 * @returns The length and the kind
 */
export function frameHead(
  kind: number,
  payloadBytes: number,
): Uint8Array<ArrayBuffer> {
  const head = new Uint8Array(HEAD_BYTES);
  new DataView(head.buffer).setUint32(0, payloadBytes + 1);
  head[LENGTH_BYTES] = kind;
  return head;
}

/** Splits a stream of bytes into frames. It refuses a frame that is too long before it allocates memory for it. */
export class FrameReader {
  readonly #maxBytes: number;
  #header = new Uint8Array(LENGTH_BYTES);
  #headerFilled = 0;
  #body: Uint8Array<ArrayBuffer> | undefined;
  #bodyFilled = 0;

  /** @param maxBytes The longest frame to accept, in bytes */
  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /**
   * Adds bytes that were read.
   *
   * @param chunk The next bytes of the stream
   * @returns The frames that these bytes complete
   * @throws {RangeError} If a frame is empty or longer than allowed
   */
  push(chunk: Uint8Array): Uint8Array<ArrayBuffer>[] {
    const frames: Uint8Array<ArrayBuffer>[] = [];
    let rest = chunk;
    while (rest.byteLength > 0) {
      rest = this.#body === undefined
        ? this.#readHeader(rest)
        : this.#readBody(this.#body, rest, frames);
    }
    return frames;
  }

  #readHeader(chunk: Uint8Array): Uint8Array {
    const taken = chunk.subarray(0, LENGTH_BYTES - this.#headerFilled);
    this.#header.set(taken, this.#headerFilled);
    this.#headerFilled += taken.byteLength;
    if (this.#headerFilled === LENGTH_BYTES) {
      const length = new DataView(this.#header.buffer).getUint32(0);
      if (length === 0 || length > this.#maxBytes) {
        throw new RangeError(
          `Cannot read frame as it must have 1 to ${this.#maxBytes} bytes: current value is ${length}`,
        );
      }
      this.#body = new Uint8Array(length);
      this.#headerFilled = 0;
    }
    return chunk.subarray(taken.byteLength);
  }

  #readBody(
    body: Uint8Array,
    chunk: Uint8Array,
    frames: Uint8Array[],
  ): Uint8Array {
    const taken = chunk.subarray(0, body.byteLength - this.#bodyFilled);
    body.set(taken, this.#bodyFilled);
    this.#bodyFilled += taken.byteLength;
    if (this.#bodyFilled === body.byteLength) {
      frames.push(body);
      this.#body = undefined;
      this.#bodyFilled = 0;
    }
    return chunk.subarray(taken.byteLength);
  }
}
