// The form in which Python sends host requests and gets the responses.
//
// A request: the length of a JSON text (32 bits, little-endian), the text `[service, request]`, and bytes that go with it.
// A response: the lengths of a JSON text and of bytes, the text `{"error"}` or `{"value"}`, and the bytes.

import {
  byteLengthOf,
  copyInto,
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

/**
 * @typedef {object} FramedRequest
 * @property {string} service
 * @property {string} request
 * @property {string | undefined} data
 *
 * @typedef {object} FramedResponse
 * @property {unknown} [value]
 * @property {{ name: string, message: string }} [error]
 * @property {Uint8Array} [bytes]
 */

const LENGTH_BYTES = 4;

/**
 * Reads a request.
 *
 * @param {Uint8Array} bytes
 * @returns {FramedRequest | undefined} Nothing if it has another form
 */
export function readRequestFrame(bytes) {
  try {
    const end = LENGTH_BYTES + readUint32(bytes, 0);
    const request = parse(decodeUtf8(viewOf(bytes, LENGTH_BYTES, end)));
    if (!isArray(request)) return undefined;
    const data = viewOf(bytes, end);
    return {
      service: request[0],
      request: request[1],
      data: byteLengthOf(data) > 0 ? toBase64(data) : undefined,
    };
  } catch {
    return undefined;
  }
}

/**
 * Packs a response.
 *
 * @param {FramedResponse} response
 */
export function packResponseFrame(
  { error, value, bytes = new NativeUint8Array(0) },
) {
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
