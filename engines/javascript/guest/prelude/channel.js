// Host requests of the guest, and their responses.

import {
  $Error,
  $Map,
  $Promise,
  defineProperty,
  mapClear,
  mapDelete,
  mapGet,
  mapSet,
  parse,
} from "../intrinsics.js";
import { host } from "./host.js";

/**
 * @import { ServiceName } from "../../../../core/protocol.ts"
 * @import { Answer, Channel, Reply } from "../host.d.ts"
 *
 * @typedef {object} PendingFields
 * @property {(answer: Answer) => void} resolve
 * @property {(error: unknown) => void} reject
 */

/**
 * The requests without a response, by their numbers.
 *
 * @type {Map<number, PendingFields & WithoutPrototype>}
 */
const openRequests = new $Map();

/**
 * Reads a response: `[error, value, bytes]`, the first two as JSON.
 *
 * @param {Reply} reply
 * @returns {Answer}
 */
function readResponse(reply) {
  if (reply[0] === null) return { value: parse(reply[1]), bytes: reply[2] };
  const { name, message } = parse(reply[0]);
  const error = new $Error(message);
  defineProperty(error, "name", {
    value: name,
    writable: true,
    configurable: true,
    enumerable: false,
  });
  throw error;
}

/**
 * Sends a host request and waits for the response. Returns `{ value, bytes }`, or throws the error of the host.
 *
 * @param {ServiceName} service
 * @param {string} request
 * @param {ArrayBuffer} [buffer]
 */
export function requestHost(service, request, buffer) {
  return readResponse(host.request(service, request, buffer));
}

/**
 * Sends a host request. Returns a promise of what `requestHost` would return.
 *
 * @param {ServiceName} service
 * @param {string} request
 * @param {ArrayBuffer} [buffer]
 * @returns {Promise<Answer>}
 */
function requestHostAsync(service, request, buffer) {
  return new $Promise((resolve, reject) => {
    const settle = { __proto__: null, resolve, reject };
    mapSet(openRequests, host.sendRequest(service, request, buffer), settle);
  });
}

/**
 * Takes the response to a request of `requestHostAsync`.
 *
 * @param {number} number
 * @param {Reply} reply
 */
export function answer(number, reply) {
  const settle = mapGet(openRequests, number);
  if (settle === undefined) return;
  mapDelete(openRequests, number);
  try {
    settle.resolve(readResponse(reply));
  } catch (error) {
    settle.reject(error);
  }
}

/**
 * `epoch` changes when all pending requests are dropped.
 *
 * @type {Channel & WithoutPrototype}
 */
export const channel = {
  __proto__: null,
  request: requestHost,
  requestAsync: requestHostAsync,
  epoch: 0,
};

/** Drops all pending requests. */
export function dropRequests() {
  mapClear(openRequests);
  channel.epoch++;
}
