// The headers of requests and responses.

import { $TypeError } from "./network.js";

/** @typedef {Iterable<readonly unknown[]> | Record<string, unknown> | null} HeadersInit */

const $Map = Map;

const NAME = /^[!#$%&'*+\-.^_\x60|~\dA-Za-z]+$/;

/** @param {unknown} name */
function checkName(name) {
  const text = `${name}`;
  if (!NAME.test(text)) {
    throw new $TypeError(`"${text}" is not the name of a header`);
  }
  return text.toLowerCase();
}

/** @param {unknown} value */
function checkValue(value) {
  const text = `${value}`.replace(/^[\t\n\r ]+|[\t\n\r ]+$/g, "");
  if (/[\0\r\n]|[^\0-\xff]/.test(text)) {
    throw new $TypeError("The value of a header has characters it cannot");
  }
  return text;
}

/**
 * @param {object} init
 * @returns {init is Iterable<readonly unknown[]>}
 */
function isIterable(init) {
  // A cast, as any object may be one.
  const { [Symbol.iterator]: iterate } =
    /** @type {{ [Symbol.iterator]?: unknown }} */ (init);
  return typeof iterate === "function";
}

export class Headers {
  /** @type {Map<string, string[]>} */
  #values = new $Map();

  /** @param {HeadersInit} [init] */
  constructor(init) {
    if (init === undefined || init === null) return;
    const pairs = isIterable(init) ? init : Object.entries(init);
    for (const [name, value] of pairs) this.append(name, value);
  }
  /**
   * @param {unknown} name
   * @param {unknown} value
   */
  append(name, value) {
    const key = checkName(name);
    const text = checkValue(value);
    const values = this.#values.get(key);
    if (values === undefined) this.#values.set(key, [text]);
    else values.push(text);
  }
  /**
   * @param {unknown} name
   * @param {unknown} value
   */
  set(name, value) {
    this.#values.set(checkName(name), [checkValue(value)]);
  }
  /** @param {unknown} name */
  get(name) {
    return this.#values.get(checkName(name))?.join(", ") ?? null;
  }
  getSetCookie() {
    return [...this.#values.get("set-cookie") ?? []];
  }
  /** @param {unknown} name */
  has(name) {
    return this.#values.has(checkName(name));
  }
  /** @param {unknown} name */
  delete(name) {
    this.#values.delete(checkName(name));
  }
  /**
   * @param {(value: string, name: string, headers: Headers) => void} callback
   * @param {unknown} [receiver]
   */
  forEach(callback, receiver) {
    for (const [name, value] of this) {
      callback.call(receiver, value, name, this);
    }
  }
  /** @returns {Generator<[string, string]>} */
  *entries() {
    for (const name of [...this.#values.keys()].sort()) {
      if (name === "set-cookie") {
        for (const value of this.getSetCookie()) yield [name, value];
      } else yield [name, this.get(name) ?? ""];
    }
  }
  *keys() {
    for (const [name] of this) yield name;
  }
  *values() {
    for (const [, value] of this) yield value;
  }
  [Symbol.iterator]() {
    return this.entries();
  }
}
