/**
 * The frames of a child's output: each begins, after its kind, with the token that only the child's main thread knows.
 *
 * @module
 */
import { frame, FrameReader } from "../../core/frames.ts";
import { TOKEN_BYTES } from "./child_protocol.ts";

/** A frame whose token was right, without it. */
export interface ChildFrame {
  readonly kind: number;
  readonly payload: Uint8Array;
}

/**
 * Frames what a child writes.
 *
 * @param kind The kind of frame
 * @param token The child's token
 * @param payload What it says
 * @returns The bytes to write
 */
export function childFrame(
  kind: number,
  token: Uint8Array,
  payload: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const body = new Uint8Array(token.byteLength + payload.byteLength);
  body.set(token);
  body.set(payload, token.byteLength);
  return frame(kind, body);
}

/**
 * Reads what a child writes.
 *
 * @param stream The child's output
 * @param maxBytes The longest payload to accept, in bytes
 * @param token The child's token, in hexadecimal digits
 * @returns The frames
 * @throws {RangeError} If a frame is empty or too long
 * @throws {TypeError} If a frame has another token
 */
export async function* childFrames(
  stream: AsyncIterable<Uint8Array>,
  maxBytes: number,
  token: string,
): AsyncGenerator<ChildFrame, undefined> {
  const reader = new FrameReader(maxBytes + TOKEN_BYTES + 1);
  for await (const chunk of stream) {
    for (const bytes of reader.push(chunk)) {
      const given = Array.from(
        bytes.subarray(1, 1 + TOKEN_BYTES),
        (byte) => byte.toString(16).padStart(2, "0"),
      );
      if (given.join("") !== token) {
        throw new TypeError("The process wrote a frame without its token");
      }
      yield { kind: bytes[0] ?? 0, payload: bytes.subarray(1 + TOKEN_BYTES) };
    }
  }
}
