/**
 * Limits the size of tool results. The official clients close the connection when they receive a message of 10 MiB, so a
 * guest could end its own session by printing.
 *
 * @module
 */
import { utf8Bytes } from "../../core/utf8_bytes.ts";
import { EDGE_BYTES } from "./shorten_text.ts";

const MiB = 2 ** 20;

/** The maximum size of a response, in bytes. */
export const MAX_RESPONSE_BYTES: number = 9 * MiB;
/** The maximum size of the text in a response, in bytes of JSON. */
export const MAX_TEXT_BYTES: number = 2 * MiB;
/** The maximum size of a file that a tool reads, in bytes. The response has it twice, as escaped text or in base64. */
export const MAX_READ_BYTES: number = 2 * MiB;
/** The maximum size of a file that is read as a resource, in bytes. The response has it once. */
export const MAX_RESOURCE_BYTES: number = 4 * MiB;

/**
 * Returns the size of a text as JSON.
 *
 * @param text Well-formed text
 * @returns The size in bytes of UTF-8
 */
export function jsonBytes(text: string): number {
  let bytes = 2;
  for (let at = 0; at < text.length; at++) bytes += unitBytes(text, at);
  return bytes;
}

function unitBytes(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  if (unit < 0x20) return "\b\t\n\f\r".includes(text.charAt(at)) ? 2 : 6;
  if (unit < 0x80) return unit === 0x22 || unit === 0x5c ? 2 : 1;
  // Each half of a surrogate pair is half of four bytes.
  return unit < 0x800 || (unit & 0xf800) === 0xd800 ? 2 : 3;
}

/**
 * Cuts a text to a maximum size.
 *
 * @param text The text
 * @param maxBytes The maximum size as JSON, in bytes
 * @returns The longest beginning within that size
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(cutText("a\u0001b", 9), "a\u0001");
 * ```
 */
export function cutText(text: string, maxBytes: number): string {
  // A UTF-16 unit takes at most six bytes: the length of an escape.
  if (text.length * 6 + 2 <= maxBytes) return text;
  let bytes = 2;
  let at = 0;
  while (at < text.length && bytes <= maxBytes) bytes += unitBytes(text, at++);
  if (bytes <= maxBytes) return text;
  // The cut must not split a surrogate pair.
  return text.slice(0, at - 1).replace(/[\ud800-\udbff]$/, "");
}

/**
 * Cuts a list to a maximum size.
 *
 * @param items A list of JSON values
 * @param maxBytes The maximum size as JSON, in bytes
 * @returns The most first items within that size
 */
export function takeWithin<T>(items: readonly T[], maxBytes: number): T[] {
  let bytes = 2;
  const end = items.findIndex((item) =>
    (bytes += utf8Bytes(JSON.stringify(item)) + 1) > maxBytes
  );
  return items.slice(0, end < 0 ? items.length : end);
}

/** The maximum sizes of the texts and lists of a result, in bytes of JSON. */
const PART_BYTES = {
  stdout: MiB,
  stderr: MiB / 2,
  repr: MiB / 2,
  files: MiB / 2,
};
/** The maximum size of a value, in bytes of JSON. */
const VALUE_BYTES = 2 * EDGE_BYTES;
/** The maximum size of a field of an error, in bytes of JSON. */
const FIELD_BYTES = MiB / 8;

/**
 * Shortens the parts of a result that are too long, and lists them in `truncated`.
 *
 * @param plain The result as JSON data with well-formed text
 * @returns The result, with a size of a few MiB at most
 */
export function shortenResult(
  plain: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const { value, error, truncated, ...rest } = plain;
  const cut = new Set(Array.isArray(truncated) ? truncated : []);
  const shorten = (name: string, part: unknown, maxBytes: number): unknown => {
    const shortened = shortenPart(part, maxBytes);
    if (shortened !== part) cut.add(name);
    return shortened;
  };
  const parts = Object.entries(PART_BYTES).map(([name, maxBytes]) =>
    [name, shorten(name, plain[name], maxBytes)] as const
  );
  const fields = Object.entries(error ?? {}).map(([name, field]) =>
    [name, shorten("error", field, FIELD_BYTES)] as const
  );
  return {
    ...rest,
    ...Object.fromEntries(parts),
    value: dropLongValue(value, () => cut.add("value")),
    error: error === undefined ? undefined : Object.fromEntries(fields),
    truncated: [...cut],
  };
}

/** Returns the same part if it is short enough. */
function shortenPart(part: unknown, maxBytes: number): unknown {
  if (typeof part === "string") return cutText(part, maxBytes);
  if (!Array.isArray(part)) return part;
  const shortened = takeWithin(part, maxBytes);
  return shortened.length < part.length ? shortened : part;
}

/** Leaves out a value that is too long. A part of a value would be another value. */
function dropLongValue(value: unknown, onCut: () => void): unknown {
  if (utf8Bytes(JSON.stringify(value) ?? "") <= VALUE_BYTES) return value;
  onCut();
  return undefined;
}
