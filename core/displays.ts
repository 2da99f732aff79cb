/**
 * What guests show beside text: pictures, tables, pages, each in one or more forms by MIME type.
 *
 * @module
 */
import { utf8Bytes } from "./value.ts";

/** One thing that a guest showed: its forms by MIME type, text as a string, anything else as bytes. */
export type Display = Readonly<Record<string, string | Uint8Array>>;

/** How many things a run may show. */
export const MAX_DISPLAYS = 1000;
/** How many forms one of them may have. */
export const MAX_FORMS = 20;

const MAX_MIME_CHARS = 100;
const MIME = /^[\w.+-]+\/[\w.+-]+$/;

/**
 * Reads what a guest showed; its text or bytes stay untrusted.
 *
 * @param data What arrived, which may be anything
 * @returns The forms that are well-formed, or `undefined` if there is none, or more than {@linkcode MAX_FORMS}
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
  // fromEntries defines what it sets, and no MIME type is the name of anything that objects have.
  return forms.length === 0 ? undefined : Object.fromEntries(forms);
}

/**
 * The bytes that a display takes, its text in UTF-8.
 *
 * @param display What was shown
 * @returns A number of bytes
 */
export function displayBytes(display: Display): number {
  return Object.values(display).reduce(
    (sum, one) => sum + contentBytes(one),
    0,
  );
}

/**
 * The bytes that one form takes, text in UTF-8.
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
