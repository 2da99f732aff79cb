// What is asked of the host.

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
 * @typedef {object} AskerFields
 * @property {(answer: Answer) => void} resolve
 * @property {(error: unknown) => void} reject
 */

/**
 * Who waits for which answer, by the number of the question.
 *
 * @type {Map<number, AskerFields & WithoutPrototype>}
 */
const waiting = new $Map();

/**
 * Reads an answer: `[error, value, bytes]`, the first two as JSON.
 *
 * @param {Reply} reply
 * @returns {Answer}
 */
function readAnswer(reply) {
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
 * Asks a service of the host and waits; returns `{ value, bytes }`, or throws what the host refused with.
 *
 * @param {ServiceName} service
 * @param {string} request
 * @param {ArrayBuffer} [buffer]
 */
export function askHost(service, request, buffer) {
  return readAnswer(host.ask(service, request, buffer));
}

/**
 * Asks a service of the host; returns a promise of what `askHost` would have returned.
 *
 * @param {ServiceName} service
 * @param {string} request
 * @param {ArrayBuffer} [buffer]
 * @returns {Promise<Answer>}
 */
function poseToHost(service, request, buffer) {
  return new $Promise((resolve, reject) => {
    const asker = { __proto__: null, resolve, reject };
    mapSet(waiting, host.pose(service, request, buffer), asker);
  });
}

/**
 * Takes an answer to what `poseToHost` asked.
 *
 * @param {number} number
 * @param {Reply} reply
 */
export function answer(number, reply) {
  const asker = mapGet(waiting, number);
  if (asker === undefined) return;
  mapDelete(waiting, number);
  try {
    asker.resolve(readAnswer(reply));
  } catch (error) {
    asker.reject(error);
  }
}

/**
 * `epoch` changes when everything that is waited for is given up.
 *
 * @type {Channel & WithoutPrototype}
 */
export const channel = {
  __proto__: null,
  ask: askHost,
  pose: poseToHost,
  epoch: 0,
};

/** Gives up what is waited for. */
export function dropQuestions() {
  mapClear(waiting);
  channel.epoch++;
}
