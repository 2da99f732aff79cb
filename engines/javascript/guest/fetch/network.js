// How the requests of a guest reach the host, which makes and judges them.

/** @import { Answer, Channel } from "../host.d.ts" */

export const { stringify } = JSON;
const { defineProperty } = Object;
export const $TypeError = TypeError;

/** @type {Channel} */
let channel;

/**
 * Sets the channel through which requests are sent.
 *
 * @param {Channel} given
 */
export function useChannel(given) {
  channel = given;
}

/**
 * What `fetch` is to throw is a TypeError, unless it was stopped; its stack is where it was made.
 *
 * @param {unknown} error
 * @param {Error} made
 */
function toError(error, made) {
  // A cast, as the host's errors have a name and a message.
  const { name, message } = /** @type {Error} */ (error);
  if (name === "AbortError" || name === "TimeoutError") return error;
  /** @type {readonly [string, unknown][]} */
  const told = [["message", message], ["cause", error]];
  for (const [key, value] of told) {
    defineProperty(made, key, {
      __proto__: null,
      value,
      writable: true,
      configurable: true,
      enumerable: false,
    });
  }
  return made;
}

/**
 * Sends a host request to the network's service.
 *
 * @param {object} request
 * @param {ArrayBuffer} [buffer]
 * @param {Error} [failure] What is thrown, made where its stack is to begin
 * @returns {Promise<Answer>}
 */
export async function requestNetwork(
  request,
  buffer,
  failure = new $TypeError(),
) {
  try {
    return await channel.requestAsync("network", stringify(request), buffer);
  } catch (error) {
    throw toError(error, failure);
  }
}
