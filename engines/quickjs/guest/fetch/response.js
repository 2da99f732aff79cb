// A response, as the guest gets it or makes it.

import { Body, given, toBody } from "./body.js";
import { Headers } from "./headers.js";

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
    super(head?.pieces ?? (content && given(content.bytes)));
    this.#head = head ?? {
      status,
      statusText,
      headers: new Headers(headers),
      url: "",
      redirected: false,
    };
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
  get headers() {
    return this.#head.headers;
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
