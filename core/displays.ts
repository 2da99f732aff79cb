/**
 * What guests display besides text output: images, tables, pages, each in one or more forms by MIME type.
 *
 * @module
 */
import { MAX_FORMS } from "../engines/worker/shared_values.js";
import { utf8Bytes } from "./utf8_bytes.ts";

/** Something that a guest displayed: its forms by MIME type, text as a string and any other form as bytes. */
export type Display = Readonly<Record<string, string | Uint8Array>>;

const MAX_MIME_CHARS = 100;
const MIME = /^[\w.+-]+\/[\w.+-]+$/;

/**
 * Parses a display. Its text and bytes are still untrusted.
 *
 * @param data The data that arrived; it may be anything
 * @returns The well-formed forms, or `undefined` if there is no such form or there are more than {@linkcode MAX_FORMS}
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(parseDisplay({ "text/html": "<p>", "image/png": { base64: "AA==" } }), {
 *   "text/html": "<p>",
 *   "image/png": new Uint8Array(1),
 * });
 * assertEquals(parseDisplay({ html: "<p>" }), undefined);
 * ```
 */
export function parseDisplay(data: unknown): Display | undefined {
  if (typeof data !== "object" || data === null) return undefined;
  const given = Object.entries(data);
  if (given.length > MAX_FORMS) return undefined;
  const forms = given.flatMap(([mime, content]) => {
    const read = isMime(mime) ? parseContent(content) : undefined;
    return read === undefined ? [] : [[mime, read] as const];
  });
  // fromEntries defines properties rather than assigning them, and no MIME type is a name from Object.prototype.
  return forms.length === 0 ? undefined : Object.fromEntries(forms);
}

/**
 * Counts the bytes of a display, with text in UTF-8.
 *
 * @param display The display
 * @returns A number of bytes
 */
export function displayBytes(display: Display): number {
  return Object.values(display).reduce(
    (sum, one) => sum + contentBytes(one),
    0,
  );
}

/**
 * Counts the bytes of one form, with text in UTF-8.
 *
 * @param content Text or bytes
 * @returns A number of bytes
 */
export function contentBytes(content: string | Uint8Array): number {
  return typeof content === "string" ? utf8Bytes(content) : content.byteLength;
}

function isMime(name: string): boolean {
  return name.length <= MAX_MIME_CHARS && MIME.test(name);
}

function parseContent(content: unknown): string | Uint8Array | undefined {
  if (typeof content === "string") return content;
  if (typeof content !== "object" || content === null) return undefined;
  const base64: unknown = Reflect.get(content, "base64");
  try {
    return typeof base64 === "string"
      ? Uint8Array.fromBase64(base64)
      : undefined;
  } catch {
    return undefined;
  }
}
