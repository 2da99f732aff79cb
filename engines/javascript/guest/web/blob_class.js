// `Blob` and `File`.
// The methods return promises, as the web says.
// deno-lint-ignore-file require-await

import { encodings } from "../encodings.js";
import { joinBytes } from "./multipart.js";

export const INSPECT = Symbol.for("nodejs.util.inspect.custom");

/** @type {() => { ReadableStream: typeof import("./streams.js").ReadableStream }} */
let streams;

/**
 * Says whence blobs have their streams.
 *
 * @param {typeof streams} given
 */
export function useStreams(given) {
  streams = given;
}

/** @type {(blob: Blob) => Uint8Array<ArrayBuffer>} */
export let bytesOf;
/** @type {(bytes: Uint8Array<ArrayBuffer>, type: string) => Blob} */
export let blobOf;

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

export class Blob {
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

export class File extends Blob {
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
