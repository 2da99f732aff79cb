// The host functions that a JavaScript guest finds in `host`: `await host.name(…)`, or `host.name.sync(…)`.

import { MAX_OPEN_CALLS } from "../../worker/shared_values.js";

/**
 * @import { Channel } from "./host.d.ts"
 *
 * @typedef {object} Given
 * @property {Channel} channel
 * @property {typeof import("./values/encode.js").encode} encode Captured before any guest code, as the next one.
 * @property {typeof import("./values/decode.js").decode} decode
 * @property {readonly string[]} names
 * @property {number} maxBytes Bytes that the arguments of a call may have.
 *
 * @typedef {CallFields & WithoutPrototype} Call One that is made or waits to be.
 *
 * @typedef {object} CallFields
 * @property {string} request
 * @property {(text: unknown) => void} resolve
 * @property {(refusal: unknown) => void} reject
 * @property {Call | null} next
 */

const { create, defineProperty, freeze } = Object;
const { apply } = Reflect;
const $Promise = Promise;
const $Error = Error;
const $TypeError = TypeError;
const promiseThen = $Promise.prototype.then;

/** Text of requests that may be on its way at the same time, unless one request alone has more. */
const MAX_OPEN_CHARS = 2 ** 22;

/** @type {Given} */
let given;
let open = 0;
let openChars = 0;
/** @type {Call | null} */
let first = null;
/** @type {Call | null} */
let last = null;
let epoch = 0;

/**
 * Makes `host`.
 *
 * @param {Given} parts
 */
export function makeFunctions(parts) {
  given = parts;
  ({ epoch } = given.channel);
  /** @type {Record<string, unknown>} */
  const host = create(null);
  for (const name of given.names) host[name] = newFunction(name);
  return freeze(host);
}

/**
 * @param {string} name
 * @param {readonly unknown[]} args
 */
function toRequest(name, args) {
  const encoded = given.encode([name, ...args], given.maxBytes);
  if (encoded.text !== undefined) return encoded.text;
  throw new $TypeError(
    encoded.tooLarge
      ? `Cannot call host.${name} as its arguments must have at most ${given.maxBytes} bytes`
      : `Cannot call host.${name} as its arguments must be data that can cross`,
  );
}

/** @param {string} request */
function isFull(request) {
  return open >= MAX_OPEN_CALLS ||
    (open > 0 && openChars + request.length > MAX_OPEN_CHARS);
}

/** Sends what waits, as far as there is room. */
function sendOn() {
  while (first !== null && !isFull(first.request)) {
    const call = first;
    first = call.next;
    if (first === null) last = null;
    send(call);
  }
}

/** @param {Call} call */
function send({ request, resolve, reject }) {
  open++;
  openChars += request.length;
  const begun = epoch;
  /**
   * @param {(outcome: unknown) => void} settleCall
   * @param {unknown} outcome
   */
  const settle = (settleCall, outcome) => {
    if (begun === epoch) {
      open--;
      openChars -= request.length;
      sendOn();
    }
    settleCall(outcome);
  };
  apply(promiseThen, given.channel.requestAsync("function", request), [
    /** @param {{ value: unknown }} answer */
    ({ value }) => settle(resolve, value),
    /** @param {unknown} refusal */
    (refusal) => settle(reject, refusal),
  ]);
}

/**
 * @param {string} request
 * @returns {Promise<unknown>}
 */
function enqueue(request) {
  // What a run waited for that was given up is not waited for by the next one.
  if (epoch !== given.channel.epoch) {
    ({ epoch } = given.channel);
    open = openChars = 0;
    first = last = null;
  }
  return new $Promise((resolve, reject) => {
    /** @type {Call} */
    const call = { __proto__: null, request, resolve, reject, next: null };
    if (first === null && !isFull(request)) return send(call);
    if (last === null) first = call;
    else last.next = call;
    last = call;
  });
}

/**
 * An error that was made where the guest called, so that its stack says so.
 *
 * @param {Error} error
 * @param {{ name?: unknown, message?: unknown }} refusal
 */
function tell(error, { name, message }) {
  /** @type {readonly [string, unknown][]} */
  const told = [["name", name], ["message", message]];
  for (const [key, value] of told) {
    defineProperty(error, key, {
      __proto__: null,
      value,
      writable: true,
      configurable: true,
      enumerable: false,
    });
  }
  return error;
}

/** @param {string} name */
function newFunction(name) {
  /** @param {unknown[]} args */
  const fn = async (...args) => {
    const error = new $Error();
    const request = toRequest(name, args);
    let text;
    try {
      text = textOf(await enqueue(request));
    } catch (refusal) {
      throw tell(error, Object(refusal));
    }
    return given.decode(text);
  };
  defineProperty(fn, "name", { value: name });
  /** @param {unknown[]} args */
  fn.sync = (...args) =>
    given.decode(
      textOf(given.channel.request("function", toRequest(name, args)).value),
    );
  defineProperty(fn.sync, "name", { value: name });
  return freeze(fn);
}

/** @param {unknown} value What the host answered, which is a text of the codec */
function textOf(value) {
  return `${value}`;
}
