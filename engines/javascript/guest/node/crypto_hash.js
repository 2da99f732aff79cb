// What `createHash` and `createHmac` of `crypto` give.

import { invalidType, nodeError } from "./errors.js";

/**
 * @import { BufferClass, NodeParts, TransformClass, TransformObject } from "./node.d.ts"
 * @import { Hasher } from "./crypto.js"
 */

/** @type {BufferClass} */
export let Buffer;
/** @type {() => TransformClass} */
let getTransform;

/**
 * Says what hashes use of other modules.
 *
 * @param {NodeParts["require"]} require
 */
export function useParts(require) {
  ({ Buffer } = require("buffer"));
  getTransform = () => require("stream").Transform;
}

/**
 * @param {unknown} data
 * @param {string} [encoding]
 * @param {string} [name]
 * @returns {Uint8Array}
 */
export function toBytes(data, encoding, name = "data") {
  if (typeof data === "string") {
    return Buffer.from(data, encoding === "buffer" ? undefined : encoding);
  }
  if (ArrayBuffer.isView(data)) {
    return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  }
  if (data instanceof ArrayBuffer) return new Uint8Array(data);
  throw invalidType(
    name,
    "of type string or an instance of Buffer, TypedArray, or DataView",
    data,
  );
}

/**
 * @param {Uint8Array} bytes
 * @param {string} [encoding]
 */
export function encode(bytes, encoding) {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return encoding && encoding !== "buffer" ? buffer.toString(encoding) : buffer;
}

/** The members of a hash that make a stream of it, which few programs need. */
const STREAM_MEMBERS =
  "on once off emit pipe write end read push destroy addListener removeListener removeAllListeners listenerCount setEncoding resume pause";

const STREAM_PROPERTIES =
  "_readableState _writableState readable writable destroyed closed errored";

/**
 * Gives a hash the members of a stream.
 *
 * @param {object} prototype
 * @param {() => TransformObject} toStream The stream, which is made with its first use
 */
function defineStreamMembers(prototype, toStream) {
  for (const name of STREAM_MEMBERS.split(" ")) {
    Object.defineProperty(prototype, name, {
      /** @param {unknown[]} args */
      value(...args) {
        const stream = toStream();
        const result = Reflect.apply(Reflect.get(stream, name), stream, args);
        return result === stream ? this : result;
      },
      writable: true,
      configurable: true,
    });
  }
  for (const name of STREAM_PROPERTIES.split(" ")) {
    Object.defineProperty(prototype, name, {
      get: () => Reflect.get(toStream(), name),
      configurable: true,
    });
  }
}

/**
 * What `createHash` and `createHmac` give: a stream, too.
 *
 * @param {Hasher} hasher
 * @param {string} kind
 */
export function makeHash(hasher, kind) {
  let isDone = false;
  /** @type {TransformObject | undefined} */
  let stream;
  const needOpen = () => {
    if (isDone) {
      throw nodeError(
        Error,
        "ERR_CRYPTO_HASH_FINALIZED",
        "Digest already called",
      );
    }
  };
  const toStream = () =>
    stream ??= new (getTransform())({
      transform(chunk, encoding, callback) {
        hash.update(chunk, encoding);
        callback();
      },
      flush(callback) {
        this.push(hash.digest());
        callback();
      },
    });
  class Hash {
    /**
     * @param {unknown} data
     * @param {string} [encoding]
     */
    update(data, encoding) {
      needOpen();
      hasher.update(toBytes(data, encoding));
      return this;
    }
    /** @param {string} [encoding] */
    digest(encoding) {
      needOpen();
      isDone = true;
      return encode(hasher.digest(), encoding);
    }
    copy() {
      needOpen();
      return makeHash(hasher.clone(), kind);
    }
    [Symbol.asyncIterator]() {
      return toStream()[Symbol.asyncIterator]();
    }
  }
  Object.defineProperty(Hash, "name", { value: kind });
  defineStreamMembers(Hash.prototype, toStream);
  const hash = new Hash();
  return hash;
}
