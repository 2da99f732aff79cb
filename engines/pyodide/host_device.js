// The device through which Python sends host requests, so that Python needs no function of JavaScript.
//
// One write is one request: the length of a JSON text (32 bits, little-endian), the text `[service, request]`, and bytes
// that belong to it. A read then returns the response: the lengths of a JSON text and of bytes, the text `{"error"}` or
// `{"value"}`, and the bytes.

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
 * @typedef {FsStream & { response: Uint8Array }} HostStream
 * @typedef {{ error?: unknown, value?: unknown, bytes?: Uint8Array }} DeviceResponse
 * @typedef {{ service: string, request: string, data: string | undefined }} DeviceRequest What the guest wrote, unchecked.
 */

/**
 * Makes `/dev/host`.
 *
 * @param {EmscriptenFs} FS Emscripten's file system
 * @param {(service: string, request: string, data: string | undefined) => DeviceResponse | undefined} respond Handles a
 *   request, and blocks until there is a response. Returns nothing if the guest was interrupted
 */
export function installHostDevice(FS, respond) {
  const device = FS.makedev(MAJOR, 0);
  FS.registerDevice(device, {
    /** @param {HostStream} stream */
    open(stream) {
      stream.seekable = false;
      stream.response = new NativeUint8Array(0);
    },
    /**
     * @param {HostStream} stream
     * @param {FsBuffer} buffer
     * @param {number} offset
     * @param {number} length
     */
    write(stream, buffer, offset, length) {
      // Emscripten's view of memory is one of signed bytes.
      const request = readRequest(copyOf(buffer, offset, offset + length));
      if (request === undefined) throw new FS.ErrnoError(EINVAL);
      const response = respond(request.service, request.request, request.data);
      if (response === undefined) throw new FS.ErrnoError(EINTR);
      stream.response = packResponse(response);
      return length;
    },
    /**
     * @param {HostStream} stream
     * @param {FsBuffer} buffer
     * @param {number} offset
     * @param {number} length
     */
    read(stream, buffer, offset, length) {
      const taken = viewOf(stream.response, 0, length);
      const takenBytes = byteLengthOf(taken);
      copyInto(viewOf(buffer, offset), taken);
      stream.response = viewOf(stream.response, takenBytes);
      return takenBytes;
    },
  });
  FS.mkdev("/dev/host", 0o600, device);
}

/**
 * @param {Uint8Array} bytes
 * @returns {DeviceRequest | undefined}
 */
function readRequest(bytes) {
  try {
    const end = LENGTH_BYTES + readUint32(bytes, 0);
    const parsed = parse(decodeUtf8(viewOf(bytes, LENGTH_BYTES, end)));
    if (!isArray(parsed)) return undefined;
    const data = viewOf(bytes, end);
    return {
      service: parsed[0],
      request: parsed[1],
      data: byteLengthOf(data) > 0 ? toBase64(data) : undefined,
    };
  } catch {
    return undefined;
  }
}

/** @param {DeviceResponse} answer */
function packResponse({ error, value, bytes = new NativeUint8Array(0) }) {
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
