// The device through which Python asks the host: no function of JavaScript's has to be handed to Python for it.
//
// One write is one question: the length of a JSON text (32 bits, little-endian), the text `[service, request]`, and
// bytes that go with it. What can then be read is the answer: the lengths of a JSON text and of bytes, the text
// `{"error"}` or `{"value"}`, and the bytes.

import {
  byteLengthOf,
  copyInto,
  copyOf,
  decodeUtf8,
  encodeUtf8,
  isArray,
  NativeUint8Array,
  parse,
  readUint32,
  stringify,
  toBase64,
  viewOf,
  writeUint32,
} from "../worker/intrinsics.js";

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
 * @typedef {{ service: string, request: string, data: string | undefined }} Question What the guest wrote, unread.
 */

/**
 * Makes `/dev/host`.
 *
 * @param {EmscriptenFs} FS Emscripten's file system
 * @param {(service: string, request: string, data: string | undefined) => HostAnswer | undefined} ask Asks a service and
 *   blocks; returns the answer, or nothing if the guest was interrupted
 */
export function installHostDevice(FS, ask) {
  const device = FS.makedev(MAJOR, 0);
  FS.registerDevice(device, {
    /** @param {HostStream} stream */
    open(stream) {
      stream.seekable = false;
      stream.answer = new NativeUint8Array(0);
    },
    /**
     * @param {HostStream} stream
     * @param {FsBuffer} buffer
     * @param {number} offset
     * @param {number} length
     */
    write(stream, buffer, offset, length) {
      // Emscripten's view of memory is one of signed bytes.
      const question = readRequest(copyOf(buffer, offset, offset + length));
      if (question === undefined) throw new FS.ErrnoError(EINVAL);
      const answer = ask(question.service, question.request, question.data);
      if (answer === undefined) throw new FS.ErrnoError(EINTR);
      stream.answer = packAnswer(answer);
      return length;
    },
    /**
     * @param {HostStream} stream
     * @param {FsBuffer} buffer
     * @param {number} offset
     * @param {number} length
     */
    read(stream, buffer, offset, length) {
      const taken = viewOf(stream.answer, 0, length);
      const takenBytes = byteLengthOf(taken);
      copyInto(viewOf(buffer, offset), taken);
      stream.answer = viewOf(stream.answer, takenBytes);
      return takenBytes;
    },
  });
  FS.mkdev("/dev/host", 0o600, device);
}

/**
 * @param {Uint8Array} bytes
 * @returns {Question | undefined}
 */
function readRequest(bytes) {
  try {
    const end = LENGTH_BYTES + readUint32(bytes, 0);
    const question = parse(decodeUtf8(viewOf(bytes, LENGTH_BYTES, end)));
    if (!isArray(question)) return undefined;
    const data = viewOf(bytes, end);
    return {
      service: question[0],
      request: question[1],
      data: byteLengthOf(data) > 0 ? toBase64(data) : undefined,
    };
  } catch {
    return undefined;
  }
}

/** @param {HostAnswer} answer */
function packAnswer({ error, value, bytes = new NativeUint8Array(0) }) {
  const text = encodeUtf8(
    stringify(error === undefined ? { value } : { error }),
  );
  const textBytes = byteLengthOf(text);
  const packed = new NativeUint8Array(
    2 * LENGTH_BYTES + textBytes + byteLengthOf(bytes),
  );
  writeUint32(packed, 0, textBytes);
  writeUint32(packed, LENGTH_BYTES, byteLengthOf(bytes));
  copyInto(packed, text, 2 * LENGTH_BYTES);
  copyInto(packed, bytes, 2 * LENGTH_BYTES + textBytes);
  return packed;
}
