// A request, as the guest makes it.

import { Body, copyOf, piecesOf, toBody } from "./body.js";
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
 * @property {unknown} [duplex]
 *
 * @typedef {object} Resolved
 * @property {string} method
 * @property {string} url
 * @property {Headers} headers
 * @property {Content | undefined} body
 * @property {string} redirect
 * @property {AbortSignal | undefined} signal
 */

/**
 * The bytes that a request sends, which it reads if they come as a stream.
 *
 * @type {(request: Request) => Promise<Bytes | undefined>}
 */
export let contentBytes;

/** @param {unknown} duplex */
function checkDuplex(duplex) {
  if (duplex === "half") return;
  throw new $TypeError(
    `Cannot send a stream as the option duplex must be "half": current value is ${duplex}`,
  );
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
    const headers = new Headers(init.headers ?? from.headers);
    super(piecesOf(body), headers);
    if (body?.stream !== undefined && body !== from.body) {
      checkDuplex(init.duplex);
    }
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
    contentBytes = async (request) => {
      const { body } = request.#init;
      return body?.stream === undefined ? body?.bytes : await request.bytes();
    };
  }
  get method() {
    return this.#init.method;
  }
  get url() {
    return this.#init.url;
  }
  get redirect() {
    return this.#init.redirect;
  }
  get signal() {
    return this.#init.signal ?? null;
  }
  clone() {
    const isStream = this.#init.body?.stream !== undefined;
    return isStream
      ? new Request(this, { body: copyOf(this), duplex: "half" })
      : new Request(this);
  }
}
