// The messages of a broker to its host. Deno delivers a worker's messages as long as there are any, and the host does
// nothing else meanwhile. So it acknowledges what it has read, and more waits here until then.

import { MESSAGE_CHARS } from "../supervision.js";

/**
 * @import { FromBroker } from "./broker_protocol.ts"
 *
 * @typedef {object} Outbox The messages of one guest.
 * @property {FromBroker[]} queue Messages that wait for an acknowledgement of the host.
 * @property {number} queuedChars Their length, in UTF-16 units.
 */

/** How much is sent to the host, in UTF-16 units, before the host must acknowledge. Until then it has time for other work. */
const WINDOW_CHARS = 2 ** 18;

/** How much was sent to the host and not acknowledged, in UTF-16 units. */
let unreadChars = 0;
/**
 * Guests with messages that wait, in the order of their turns.
 *
 * @type {Outbox[]}
 */
const waiting = [];

/**
 * Sends a message about a guest to the host, as soon as the host has acknowledged enough. The messages of one guest stay
 * in order, and guests take turns.
 *
 * @param {Outbox} guest
 * @param {FromBroker} message
 */
export function enqueue(guest, message) {
  if (unreadChars <= WINDOW_CHARS && guest.queue.length === 0) {
    return post(message);
  }
  if (guest.queue.length === 0) waiting.push(guest);
  guest.queue.push(message);
  guest.queuedChars += charsOf(message);
}

/**
 * Sends a message to the host. Only messages of workers count.
 *
 * @param {FromBroker} message
 */
export function post(message) {
  unreadChars += charsOf(message);
  postMessage(message);
}

/**
 * How much a message counts, in UTF-16 units.
 *
 * @param {FromBroker} message
 */
function charsOf(message) {
  return message.type === "message" && typeof message.data === "string"
    ? message.data.length + MESSAGE_CHARS
    : 0;
}

/**
 * Sends messages that wait, after an acknowledgement of the host.
 *
 * @param {number} chars How much the host has read, in UTF-16 units
 */
export function acknowledge(chars) {
  unreadChars -= chars;
  while (unreadChars <= WINDOW_CHARS && waiting.length > 0) {
    const guest = waiting.shift();
    const message = guest?.queue.shift();
    if (guest === undefined || message === undefined) continue;
    guest.queuedChars -= charsOf(message);
    post(message);
    if (guest.queue.length > 0) waiting.push(guest);
  }
}

/**
 * Drops the messages of a guest that wait.
 *
 * @param {Outbox} guest
 */
export function clear(guest) {
  guest.queue = [];
  guest.queuedChars = 0;
  const at = waiting.indexOf(guest);
  if (at >= 0) waiting.splice(at, 1);
}
