// `FormData`.

import { Blob, File, INSPECT } from "./blob_class.js";

/** @typedef {string | File} Entry */

export class FormData {
  /** @type {[string, Entry][]} */
  #entries = [];
  /** @param {unknown} [form] */
  constructor(form = undefined) {
    if (form !== undefined) {
      throw new TypeError(
        "FormData takes no form, as this sandbox has no document",
      );
    }
  }
  /**
   * @param {unknown} name
   * @param {unknown} value
   * @param {unknown} [filename]
   */
  append(name, value, filename = undefined) {
    this.#entries.push([String(name), entryOf(value, filename)]);
  }
  /** @param {unknown} name */
  delete(name) {
    this.#entries = this.#entries.filter(([key]) => key !== String(name));
  }
  /** @param {unknown} name */
  get(name) {
    return this.#entries.find(([key]) => key === String(name))?.[1] ?? null;
  }
  /** @param {unknown} name */
  getAll(name) {
    return this.#entries.filter(([key]) => key === String(name)).map((one) =>
      one[1]
    );
  }
  /** @param {unknown} name */
  has(name) {
    return this.#entries.some(([key]) => key === String(name));
  }
  /**
   * @param {unknown} name
   * @param {unknown} value
   * @param {unknown} [filename]
   */
  set(name, value, filename = undefined) {
    const key = String(name);
    const at = this.#entries.findIndex(([one]) => one === key);
    if (at < 0) return this.append(key, value, filename);
    this.#entries[at] = [key, entryOf(value, filename)];
    this.#entries = this.#entries.filter(([one], i) => one !== key || i <= at);
  }
  /**
   * @param {(value: Entry, name: string, form: FormData) => void} callback
   * @param {unknown} [self]
   */
  forEach(callback, self = undefined) {
    for (const [name, value] of this.entries()) {
      callback.call(self, value, name, this);
    }
  }
  *entries() {
    for (const [name, value] of this.#entries) {
      /** @type {[string, Entry]} */
      const pair = [name, value];
      yield pair;
    }
  }
  *keys() {
    for (const [name] of this.#entries) yield name;
  }
  *values() {
    for (const [, value] of this.#entries) yield value;
  }
  /**
   * @param {number} _depth
   * @param {unknown} options
   * @param {(value: unknown, options: unknown) => string} inspect
   */
  [INSPECT](_depth, options, inspect) {
    const shown = this.#entries.map(([name, value]) =>
      `${inspect(name, options)} => ${inspect(value, options)}`
    );
    return shown.length === 0
      ? "FormData {}"
      : `FormData { ${shown.join(", ")} }`;
  }
}

/**
 * @param {unknown} value
 * @param {unknown} filename
 * @returns {Entry}
 */
function entryOf(value, filename) {
  if (!(value instanceof Blob)) return String(value).toWellFormed();
  if (value instanceof File && filename === undefined) return value;
  const { type } = value;
  return new File([value], filename ?? "blob", { type });
}

Object.defineProperty(FormData.prototype, Symbol.iterator, {
  value: FormData.prototype.entries,
  writable: true,
  configurable: true,
});
