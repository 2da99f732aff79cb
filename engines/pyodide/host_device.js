// The device through which Python asks the host: no function of JavaScript's has to be handed to Python for it.
//
// One write is one question: the length of a JSON text (32 bits, little-endian), the text `[service, request]`, and
// bytes that go with it. What can then be read is the answer: the lengths of a JSON text and of bytes, the text
// `{"error"}` or `{"value"}`, and the bytes.

import { toBase64 } from "../worker/originals.js";

const { parse, stringify } = JSON;

/** Error numbers of this Emscripten. */
const EINTR = 27;
const EINVAL = 28;

const LENGTH_BYTES = 4;
/** A major number that no other device has. */
const MAJOR = 77;

/**
 * @import { EmscriptenFs, FsBuffer, FsStream } from "./emscripten_fs.ts"
 *
 * @typedef {FsStream & { answer: Uint8Array }} HostStream
 * @typedef {{ error?: unknown, value?: unknown, bytes?: Uint8Array }} HostAnswer
 * @typedef {[service: string, request: string, data: string | undefined]} Question What the guest wrote, unread.
 */

/**
 * Makes `/dev/host`.
 *
 * @param {EmscriptenFs} FS Emscripten's file system
 * @param {(...question: Question) => HostAnswer | undefined} ask Asks a service and blocks; returns the answer, or
 *   nothing if the guest was interrupted
 */
export function installHostDevice(FS, ask) {
  const device = FS.makedev(MAJOR, 0);
  FS.registerDevice(device, {
    /** @param {HostStream} stream */
    open(stream) {
      stream.seekable = false;
      stream.answer = new Uint8Array(0);
    },
    /**
     * @param {HostStream} stream
     * @param {FsBuffer} buffer
     * @param {number} offset
     * @param {number} length
     */
    write(stream, buffer, offset, length) {
      // Emscripten's view of memory is one of signed bytes.
      const copy = buffer.slice(offset, offset + length);
      const question = read(new Uint8Array(copy.buffer));
      if (question === undefined) throw new FS.ErrnoError(EINVAL);
      const answer = ask(...question);
      if (answer === undefined) throw new FS.ErrnoError(EINTR);
      stream.answer = pack(answer);
      return length;
    },
    /**
     * @param {HostStream} stream
     * @param {FsBuffer} buffer
     * @param {number} offset
     * @param {number} length
     */
    read(stream, buffer, offset, length) {
      const taken = stream.answer.subarray(0, length);
      buffer.set(taken, offset);
      stream.answer = stream.answer.subarray(taken.length);
      return taken.length;
    },
  });
  FS.mkdev("/dev/host", 0o600, device);
}

/**
 * @param {Uint8Array} bytes
 * @returns {Question | undefined}
 */
function read(bytes) {
  try {
    const end = LENGTH_BYTES + new DataView(bytes.buffer).getUint32(0, true);
    const text = new TextDecoder().decode(bytes.subarray(LENGTH_BYTES, end));
    const [service, request] = parse(text);
    const data = bytes.subarray(end);
    return [service, request, data.length > 0 ? toBase64(data) : undefined];
  } catch {
    return undefined;
  }
}

/** @param {HostAnswer} answer */
function pack({ error, value, bytes = new Uint8Array(0) }) {
  const text = new TextEncoder().encode(
    stringify(error === undefined ? { value } : { error }),
  );
  const packed = new Uint8Array(
    2 * LENGTH_BYTES + text.length + bytes.length,
  );
  const lengths = new DataView(packed.buffer);
  lengths.setUint32(0, text.length, true);
  lengths.setUint32(LENGTH_BYTES, bytes.length, true);
  packed.set(text, 2 * LENGTH_BYTES);
  packed.set(bytes, 2 * LENGTH_BYTES + text.length);
  return packed;
}
