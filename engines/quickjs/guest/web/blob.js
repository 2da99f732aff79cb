// Blob, File and FormData. Loaded when the guest first looks at one of them.
// The methods return promises, as the web says.
// deno-lint-ignore-file require-await

import { encodings } from "../encodings.js";
import { joinBytes, readMultipart, writeMultipart } from "./multipart.js";

const INSPECT = Symbol.for("nodejs.util.inspect.custom");

/** @type {() => { ReadableStream: typeof import("./streams.js").ReadableStream }} */
let streams;

/**
 * Makes the classes.
 *
 * @param {typeof streams} loadStreams
 * @param {() => number} random
 */
export function makeBlobs(loadStreams, random) {
  streams = loadStreams;
  return {
    Blob,
    File,
    FormData,
    makeBlob: blobOf,
    readForm,
    /**
     * What a request sends of a blob or a form.
     *
     * @param {unknown} body
     */
    contentOf: (body) => contentOf(body, random),
  };
}

/**
 * @param {unknown} body
 * @param {() => number} random
 * @returns {{ bytes: Uint8Array<ArrayBuffer>, type?: string } | undefined}
 */
function contentOf(body, random) {
  if (body instanceof Blob) {
    const { type } = body;
    return { bytes: bytesOf(body), ...(type !== "" && { type }) };
  }
  if (!(body instanceof FormData)) return undefined;
  const digits = Array.from(
    { length: 24 },
    () => Math.trunc(random() * 36).toString(36),
  ).join("");
  const boundary = `----formdata-${digits}`;
  const entries = [...body.entries()].map(([name, value]) => {
    /** @type {[string, string | import("./multipart.js").FormFile]} */
    const entry = [
      name,
      typeof value === "string"
        ? value
        : { name: value.name, type: value.type, bytes: bytesOf(value) },
    ];
    return entry;
  });
  return {
    bytes: writeMultipart(entries, boundary),
    type: `multipart/form-data; boundary=${boundary}`,
  };
}

/**
 * Reads a form that was sent.
 *
 * @param {Uint8Array} bytes
 * @param {string} type The type of the content, with its boundary
 * @param {(text: string) => Iterable<[string, string]>} parseParams
 */
function readForm(bytes, type, parseParams) {
  const form = new FormData();
  if (/^application\/x-www-form-urlencoded\b/i.test(type)) {
    for (const [name, value] of parseParams(encodings.decode(bytes))) {
      form.append(name, value);
    }
    return form;
  }
  const [, quoted, plain] =
    /^multipart\/form-data\s*;.*?\bboundary=(?:"([^"]*)"|([^;\s]+))/i.exec(
      type,
    ) ?? [];
  const boundary = quoted ?? plain;
  if (boundary === undefined) {
    throw new TypeError(
      `Cannot read the body as a form as its content-type must be multipart/form-data or application/x-www-form-urlencoded: current value is ${
        type || "none"
      }`,
    );
  }
  for (const [name, value] of readMultipart(bytes, boundary)) {
    if (typeof value === "string") form.append(name, value);
    else {
      form.append(
        name,
        new File([value.bytes], value.name, { type: value.type }),
      );
    }
  }
  return form;
}

/** @type {(blob: Blob) => Uint8Array<ArrayBuffer>} */
let bytesOf;
/** @type {(bytes: Uint8Array<ArrayBuffer>, type: string) => Blob} */
let blobOf;

/**
 * @param {unknown} part
 * @returns {Uint8Array}
 */
function toBytes(part) {
  if (part instanceof Blob) return bytesOf(part);
  if (part instanceof ArrayBuffer) return new Uint8Array(part);
  if (ArrayBuffer.isView(part)) {
    return new Uint8Array(part.buffer, part.byteOffset, part.byteLength);
  }
  return encodings.encode(String(part).toWellFormed());
}

/**
 * @param {number} given
 * @param {number} size
 */
function clampIndex(given, size) {
  const index = Math.trunc(Number(given)) || 0;
  return index < 0 ? Math.max(size + index, 0) : Math.min(index, size);
}

class Blob {
  /** @type {Uint8Array<ArrayBuffer>} */
  #bytes;
  #type;
  /**
   * @param {Iterable<unknown>} [parts]
   * @param {{ type?: unknown, endings?: unknown }} [options]
   */
  constructor(parts = [], options = {}) {
    if (typeof parts !== "object" || parts === null) {
      throw Object.assign(
        new TypeError('The "sources" argument must be a sequence'),
        { code: "ERR_INVALID_ARG_TYPE" },
      );
    }
    this.#bytes = joinBytes(Array.from(parts, toBytes));
    const type = String(options?.type ?? "");
    this.#type = /^[\x20-\x7e]*$/.test(type) ? type.toLowerCase() : "";
  }
  static {
    bytesOf = (blob) => blob.#bytes;
    blobOf = (bytes, type) => {
      const blob = new Blob([], { type });
      blob.#bytes = bytes;
      return blob;
    };
  }
  get size() {
    return this.#bytes.length;
  }
  get type() {
    return this.#type;
  }
  async arrayBuffer() {
    return this.#bytes.slice().buffer;
  }
  async bytes() {
    return this.#bytes.slice();
  }
  async text() {
    return encodings.decode(this.#bytes).replace(/^\ufeff/, "");
  }
  stream() {
    const bytes = this.#bytes.slice();
    return new (streams().ReadableStream)({
      start(controller) {
        if (bytes.length > 0) controller.enqueue(bytes);
        controller.close();
      },
    });
  }
  slice(start = 0, end = this.size, type = "") {
    const from = clampIndex(start, this.size);
    const to = clampIndex(end, this.size);
    return blobOf(this.#bytes.slice(from, Math.max(from, to)), type);
  }
  [INSPECT]() {
    return `Blob { size: ${this.size}, type: '${this.type}' }`;
  }
}

class File extends Blob {
  #name;
  #lastModified;
  /**
   * @param {Iterable<unknown>} parts
   * @param {unknown} name
   * @param {{ type?: unknown, lastModified?: unknown }} [options]
   */
  constructor(parts, name, options = {}) {
    if (arguments.length < 2) {
      throw new TypeError(
        'The "fileBits" and "fileName" arguments must be specified',
      );
    }
    super(parts, options);
    this.#name = String(name).toWellFormed();
    this.#lastModified = options?.lastModified === undefined
      ? Date.now()
      : Math.trunc(Number(options.lastModified)) || 0;
  }
  get name() {
    return this.#name;
  }
  get lastModified() {
    return this.#lastModified;
  }
  get webkitRelativePath() {
    return "";
  }
  /** @override */
  [INSPECT]() {
    return `File { size: ${this.size}, type: '${this.type}', name: '${this.name}', lastModified: ${this.lastModified} }`;
  }
}

/** @typedef {string | File} Entry */

class FormData {
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
for (
  const [constructor, tag] of /** @type {const} */ ([
    [Blob, "Blob"],
    [File, "File"],
    [FormData, "FormData"],
  ])
) {
  Object.defineProperty(constructor.prototype, Symbol.toStringTag, {
    value: tag,
    configurable: true,
  });
}
