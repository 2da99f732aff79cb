// Blob, File and FormData. Loaded when the guest first looks at one of them.

import { encodings } from "../encodings.js";
import { Blob, blobOf, bytesOf, File, useStreams } from "./blob_class.js";
import { FormData } from "./form_data.js";
import { readMultipart, writeMultipart } from "./multipart.js";

/**
 * Makes the classes.
 *
 * @param {Parameters<typeof useStreams>[0]} loadStreams
 * @param {() => number} random
 */
export function makeBlobs(loadStreams, random) {
  useStreams(loadStreams);
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
