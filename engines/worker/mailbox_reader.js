// The worker's side of the mailbox (`core/mailbox.ts`): it blocks until the supervisor sends a message. Everything it needs
// is captured when the worker starts, before any guest code.

import {
  byteLengthOf,
  copyInto,
  decodeUtf8,
  load,
  max,
  min,
  NativeInt32Array,
  NativeUint8Array,
  notify,
  parse,
  setPrototypeOf,
  store,
  viewOf,
  wait,
} from "./intrinsics.js";
import { HEADER_BYTES } from "./shared_values.js";

/** @import { Delivered } from "../../core/protocol.ts" */

/**
 * The mailbox that was listened to last.
 *
 * @type {SharedArrayBuffer | undefined}
 */
let owner;
/**
 * Its parts.
 *
 * @type {Int32Array}
 */
let header;
/** @type {Uint8Array} */
let body;

/**
 * Blocks until the supervisor says something, and returns it, with what is attached as `bytes`. Nothing of a guest's
 * runs before that.
 *
 * @param {SharedArrayBuffer} mailbox
 * @returns {Delivered}
 */
export function listen(mailbox) {
  if (owner !== mailbox) {
    owner = mailbox;
    header = new NativeInt32Array(mailbox, 0, 3);
    body = new NativeUint8Array(mailbox, HEADER_BYTES);
  }
  return take(header, body);
}

/**
 * Takes a message out, piece by piece as it comes.
 *
 * @param {Int32Array} header
 * @param {Uint8Array} body
 * @returns {Delivered}
 */
export function take(header, body) {
  awaitPiece(header);
  const messageBytes = header[1];
  const attachedBytes = header[2];
  // The decoder takes no shared memory, hence the copy.
  const text = new NativeUint8Array(messageBytes);
  const bytes = new NativeUint8Array(attachedBytes);
  const allBytes = messageBytes + attachedBytes;
  for (let at = 0;;) {
    const end = min(at + byteLengthOf(body), allBytes);
    const textEnd = max(at, min(end, messageBytes));
    copyInto(text, viewOf(body, 0, textEnd - at), min(at, messageBytes));
    copyInto(
      bytes,
      viewOf(body, textEnd - at, end - at),
      max(0, at - messageBytes),
    );
    at = end;
    store(header, 0, 0);
    notify(header, 0);
    if (at === allBytes) break;
    awaitPiece(header);
  }
  return read(text, attachedBytes === 0 ? undefined : bytes);
}

/**
 * Blocks until there is something in the mailbox.
 *
 * @param {Int32Array} header
 */
function awaitPiece(header) {
  while (load(header, 0) === 0) wait(header, 0, 0);
}

/**
 * @param {Uint8Array} text
 * @param {Uint8Array<ArrayBuffer> | undefined} bytes
 * @returns {Delivered}
 */
function read(text, bytes) {
  // A message must not inherit members that it lacks.
  /** @type {Delivered & { text?: boolean, value?: unknown, bytes?: Uint8Array<ArrayBuffer> }} The host wrote it. */
  const message = setPrototypeOf(parse(decodeUtf8(text)), null);
  if (bytes === undefined) return message;
  if (message.text === true) message.value = decodeUtf8(bytes);
  else message.bytes = bytes;
  return message;
}
