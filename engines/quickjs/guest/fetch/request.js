// A request, as the guest makes it.

import { Body, given, toBody } from "./body.js";
import { Headers } from "./headers.js";
import { $TypeError } from "./network.js";

/**
 * @import { AbortSignal } from "../web/abort.js"
 * @import { Bytes, Content } from "./body.js"
 * @import { HeadersInit } from "./headers.js"
 *
 * @typedef {object} RequestInit
 * @property {unknown} [method]
 * @property {HeadersInit | Headers} [headers]
 * @property {unknown} [body]
 * @property {string} [redirect]
 * @property {AbortSignal} [signal]
 *
 * @typedef {object} Resolved
 * @property {string} method
 * @property {string} url
 * @property {Headers} headers
 * @property {Content | undefined} body
 * @property {string} redirect
 * @property {AbortSignal | undefined} signal
 */

/** @type {(request: Request) => Bytes | undefined} */
let bytesOf;

/**
 * The bytes that a request sends; guests do not get them in this way.
 *
 * @param {Request} request
 */
export function bodyBytes(request) {
  return bytesOf(request);
}

export class Request extends Body {
  /** @type {Resolved} */
  #init;

  /**
   * @param {unknown} input
   * @param {RequestInit} init
   */
  constructor(input, init = {}) {
    /** @type {Partial<Resolved>} */
    const from = input instanceof Request ? input.#init : {};
    const body = toBody(init.body) ?? from.body;
    super(body === undefined ? undefined : given(body.bytes));
    const headers = new Headers(init.headers ?? from.headers);
    if (body?.type !== undefined && !headers.has("content-type")) {
      headers.set("content-type", body.type);
    }
    this.#init = {
      method: `${init.method ?? from.method ?? "GET"}`.toUpperCase(),
      url: from.url ?? `${input}`,
      headers,
      body,
      redirect: init.redirect ?? from.redirect ?? "follow",
      signal: init.signal ?? from.signal,
    };
    if (body !== undefined && /^(?:GET|HEAD)$/.test(this.method)) {
      throw new $TypeError(`A ${this.method} request has no body`);
    }
    if (!["follow", "error", "manual"].includes(this.#init.redirect)) {
      throw new $TypeError("redirect is one of follow, error and manual");
    }
  }
  static {
    bytesOf = (request) => request.#init.body?.bytes;
  }
  get method() {
    return this.#init.method;
  }
  get url() {
    return this.#init.url;
  }
  get headers() {
    return this.#init.headers;
  }
  get redirect() {
    return this.#init.redirect;
  }
  get signal() {
    return this.#init.signal ?? null;
  }
  clone() {
    return new Request(this);
  }
}
