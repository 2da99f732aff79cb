// URLSearchParams.

import { encodings } from "../encodings.js";
import { percentDecode } from "./percent_encoding.js";

const INSPECT_PARAMS = Symbol.for("nodejs.util.inspect.custom");
const PLAIN = /^[\w*.-]$/;

/**
 * The pairs of a query.
 *
 * @param {string} text
 * @returns {[string, string][]}
 */
export function parseQuery(text) {
  /** @type {[string, string][]} */
  const pairs = [];
  for (const piece of text.split("&")) {
    if (piece === "") continue;
    const equals = piece.indexOf("=");
    const [name, value] = equals < 0
      ? [piece, ""]
      : [piece.slice(0, equals), piece.slice(equals + 1)];
    pairs.push([
      percentDecode(name.replaceAll("+", " ")).toWellFormed(),
      percentDecode(value.replaceAll("+", " ")).toWellFormed(),
    ]);
  }
  return pairs;
}

/** @param {string} text */
function encodeForm(text) {
  let encoded = "";
  for (const byte of encodings.encode(text)) {
    const one = String.fromCharCode(byte);
    if (PLAIN.test(one)) encoded += one;
    else if (one === " ") encoded += "+";
    else {
      encoded += `%${byte < 16 ? "0" : ""}${byte.toString(16).toUpperCase()}`;
    }
  }
  return encoded;
}

/** @param {unknown} value */
function toText(value) {
  return String(value).toWellFormed();
}

/**
 * @param {unknown} init
 * @returns {[string, string][]}
 */
function pairsOf(init) {
  if (init === undefined || init === null) return [];
  if (typeof init !== "object" && typeof init !== "function") {
    return parseQuery(toText(init).replace(/^\?/, ""));
  }
  // A cast, as an object may have any properties.
  const object = /** @type {Record<PropertyKey, unknown>} */ (init);
  if (typeof object[Symbol.iterator] !== "function") {
    return Object.keys(object).map((name) => [
      toText(name),
      toText(object[name]),
    ]);
  }
  return [.../** @type {Iterable<unknown>} */ (init)].map((pair) => {
    const both = typeof pair === "object" && pair !== null
      ? [.../** @type {Iterable<unknown>} */ (pair)]
      : [];
    if (both.length !== 2) {
      throw Object.assign(
        new TypeError(
          "Each query pair must be an iterable [name, value] tuple",
        ),
        { code: "ERR_INVALID_TUPLE" },
      );
    }
    return [toText(both[0]), toText(both[1])];
  });
}

/** @type {(params: URLSearchParams, pairs: [string, string][], update: (() => void) | undefined) => void} */
let bindParams;

/**
 * Parameters that belong to a URL.
 *
 * @param {() => void} update What is done when the guest changes them.
 */
export function ownedParams(update) {
  const params = new URLSearchParams();
  return {
    params,
    /** @param {string} query */
    refill: (query) => bindParams(params, parseQuery(query), update),
  };
}

export class URLSearchParams {
  /** @type {[string, string][]} */
  #pairs;
  /** @type {(() => void) | undefined} */
  #update;
  /** @param {unknown} [init] */
  constructor(init = undefined) {
    this.#pairs = pairsOf(init);
  }
  static {
    bindParams = (params, pairs, update) => {
      params.#pairs = pairs;
      params.#update = update;
    };
  }
  get size() {
    return this.#pairs.length;
  }
  /**
   * @param {unknown} name
   * @param {unknown} value
   */
  append(name, value) {
    this.#pairs.push([toText(name), toText(value)]);
    this.#update?.();
  }
  /**
   * @param {unknown} name
   * @param {unknown} [value]
   */
  delete(name, value = undefined) {
    this.#pairs = this.#pairs.filter(([key, one]) =>
      key !== toText(name) || (value !== undefined && one !== toText(value))
    );
    this.#update?.();
  }
  /** @param {unknown} name */
  get(name) {
    return this.#pairs.find(([key]) => key === toText(name))?.[1] ?? null;
  }
  /** @param {unknown} name */
  getAll(name) {
    return this.#pairs.filter(([key]) => key === toText(name)).map(([, one]) =>
      one
    );
  }
  /**
   * @param {unknown} name
   * @param {unknown} [value]
   */
  has(name, value = undefined) {
    return this.#pairs.some(([key, one]) =>
      key === toText(name) && (value === undefined || one === toText(value))
    );
  }
  /**
   * @param {unknown} name
   * @param {unknown} value
   */
  set(name, value) {
    const key = toText(name);
    const at = this.#pairs.findIndex(([one]) => one === key);
    if (at < 0) this.#pairs.push([key, toText(value)]);
    else {
      this.#pairs[at] = [key, toText(value)];
      this.#pairs = this.#pairs.filter(([one], i) => one !== key || i <= at);
    }
    this.#update?.();
  }
  sort() {
    this.#pairs.sort(([a], [b]) => a < b ? -1 : a > b ? 1 : 0);
    this.#update?.();
  }
  /**
   * @param {(value: string, name: string, params: URLSearchParams) => void} callback
   * @param {unknown} [self]
   */
  forEach(callback, self = undefined) {
    if (typeof callback !== "function") {
      throw new TypeError('The "callback" argument must be of type function.');
    }
    for (const [name, value] of this.entries()) {
      callback.call(self, value, name, this);
    }
  }
  *entries() {
    for (let i = 0; i < this.#pairs.length; i++) {
      /** @type {[string, string]} */
      const pair = [...this.#pairs[i]];
      yield pair;
    }
  }
  *keys() {
    for (const [name] of this.entries()) yield name;
  }
  *values() {
    for (const [, value] of this.entries()) yield value;
  }
  toString() {
    return this.#pairs.map(([name, value]) =>
      `${encodeForm(name)}=${encodeForm(value)}`
    ).join("&");
  }
  /**
   * @param {number} depth
   * @param {unknown} options
   * @param {(value: unknown, options: unknown) => string} inspect
   */
  [INSPECT_PARAMS](depth, options, inspect) {
    if (depth < 0) return "[Object]";
    const shown = this.#pairs.map(([name, value]) =>
      `${inspect(name, options)} => ${inspect(value, options)}`
    );
    return shown.length === 0
      ? "URLSearchParams {}"
      : `URLSearchParams { ${shown.join(", ")} }`;
  }
}
Object.defineProperty(URLSearchParams.prototype, Symbol.iterator, {
  value: URLSearchParams.prototype.entries,
  writable: true,
  configurable: true,
});
