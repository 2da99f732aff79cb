// The bytes of forms, as requests send them.

import { encodings } from "../encodings.js";

/**
 * @typedef {object} FormFile
 * @property {string} name
 * @property {string} type
 * @property {Uint8Array} bytes
 */

/** @param {Iterable<Uint8Array>} pieces */
export function joinBytes(pieces) {
  const list = [...pieces];
  const joined = new Uint8Array(
    list.reduce((sum, { length }) => sum + length, 0),
  );
  let at = 0;
  for (const piece of list) {
    joined.set(piece, at);
    at += piece.length;
  }
  return joined;
}

/** @param {string} text */
function escapeName(text) {
  return text.replaceAll("\n", "%0A").replaceAll("\r", "%0D")
    .replaceAll('"', "%22");
}

/** @param {string} text */
function withCrlf(text) {
  return text.replace(/\r?\n|\r/g, "\r\n");
}

/**
 * Writes the entries of a form.
 *
 * @param {readonly (readonly [name: string, value: string | FormFile])[]} entries
 * @param {string} boundary
 */
export function writeMultipart(entries, boundary) {
  const pieces = entries.flatMap(([name, value]) => {
    const head = `--${boundary}\r\nContent-Disposition: form-data; name="${
      escapeName(withCrlf(name))
    }"`;
    if (typeof value === "string") {
      return [encodings.encode(`${head}\r\n\r\n${withCrlf(value)}\r\n`)];
    }
    const type = value.type || "application/octet-stream";
    return [
      encodings.encode(
        `${head}; filename="${
          escapeName(value.name)
        }"\r\nContent-Type: ${type}\r\n\r\n`,
      ),
      value.bytes,
      encodings.encode("\r\n"),
    ];
  });
  return joinBytes([...pieces, encodings.encode(`--${boundary}--\r\n`)]);
}

/**
 * Reads the entries of a form.
 *
 * @param {Uint8Array} bytes
 * @param {string} boundary
 * @returns {[name: string, value: string | FormFile][]}
 */
export function readMultipart(bytes, boundary) {
  // One character for each byte, so that both have the same places.
  const text = encodings.decode(bytes, "latin1");
  const delimiter = `--${boundary}`;
  /** @type {[string, string | FormFile][]} */
  const entries = [];
  if (!text.startsWith(delimiter)) throw notMultipart();
  let at = delimiter.length;
  while (!text.startsWith("--", at)) {
    const headEnd = text.indexOf("\r\n\r\n", at);
    const end = text.indexOf(`\r\n${delimiter}`, Math.max(at, headEnd));
    if (headEnd < 0 || end < 0) throw notMultipart();
    const head = encodings.decode(bytes.subarray(at, headEnd));
    const value = bytes.slice(Math.min(headEnd + 4, end), end);
    const [, name] =
      /^content-disposition:.*?[ ;]name="([^"]*)"/im.exec(head) ??
        [];
    if (name === undefined) throw notMultipart();
    const [, file] = /;\s*filename="([^"]*)"/i.exec(head) ?? [];
    const [, type = "text/plain"] = /^content-type:\s*(.*?)\s*$/im.exec(head) ??
      [];
    entries.push([
      unescapeName(name),
      file === undefined
        ? encodings.decode(value)
        : { name: unescapeName(file), type, bytes: value },
    ]);
    at = end + 2 + delimiter.length;
  }
  return entries;
}

/** @param {string} text */
function unescapeName(text) {
  return text.replace(/%0a/gi, "\n").replace(/%0d/gi, "\r")
    .replaceAll("%22", '"');
}

function notMultipart() {
  return new TypeError(
    "Cannot read the body as a form as it must be multipart/form-data",
  );
}
