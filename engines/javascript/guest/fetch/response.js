// A response, as the guest gets it or makes it.

import { Body, copyOf, piecesOf, toBody } from "./body.js";
import { Headers } from "./headers.js";
import { $TypeError, stringify } from "./network.js";

/**
 * @import { Pieces } from "./body.js"
 * @import { HeadersInit } from "./headers.js"
 *
 * @typedef {object} ResponseFields
 * @property {number} status
 * @property {string} statusText
 * @property {Headers} headers
 * @property {string} url
 * @property {boolean} redirected
 */

/** What the host sent; guests cannot make one. */
export class Head {
  /** @param {ResponseFields & { pieces: Pieces }} fields */
  constructor(fields) {
    this.status = fields.status;
    this.statusText = fields.statusText;
    this.headers = fields.headers;
    this.url = fields.url;
    this.redirected = fields.redirected;
    this.pieces = fields.pieces;
  }
}

export class Response extends Body {
  /** @type {Head | ResponseFields} */
  #head;

  /**
   * @param {unknown} body
   * @param {{ status?: number, statusText?: string, headers?: HeadersInit | Headers }} init
   */
  constructor(body = null, { status = 200, statusText = "", headers } = {}) {
    // What the host has sent comes as this, which guests cannot make.
    const head = body instanceof Head ? body : undefined;
    const content = head === undefined ? toBody(body) : undefined;
    const own = head?.headers ?? new Headers(headers);
    super(head?.pieces ?? piecesOf(content), own);
    if (content?.type !== undefined && !own.has("content-type")) {
      own.set("content-type", content.type);
    }
    this.#head = head ?? {
      status,
      statusText,
      headers: own,
      url: "",
      redirected: false,
    };
  }
  /**
   * @param {unknown} value
   * @param {{ status?: number, statusText?: string, headers?: HeadersInit | Headers }} init
   */
  static json(value, init = {}) {
    const text = stringify(value);
    if (text === undefined) {
      throw new $TypeError("The value cannot be serialized as JSON");
    }
    const headers = new Headers(init.headers);
    if (!headers.has("content-type")) {
      headers.set("content-type", "application/json");
    }
    return new Response(text, { ...init, headers });
  }
  clone() {
    const { status, statusText, headers, url, redirected } = this.#head;
    const fields = { status, statusText, url, redirected };
    const pieces = copyOf(this);
    const copy = new Response(
      new Head({ ...fields, headers: new Headers(headers), pieces }),
    );
    if (!(this.#head instanceof Head)) {
      copy.#head = { ...fields, headers: copy.headers };
    }
    return copy;
  }
  get status() {
    return this.#head.status;
  }
  get statusText() {
    return this.#head.statusText;
  }
  get ok() {
    return this.status >= 200 && this.status < 300;
  }
  get url() {
    return this.#head.url;
  }
  get redirected() {
    return this.#head.redirected;
  }
  get type() {
    return this.#head instanceof Head ? "basic" : "default";
  }
}
