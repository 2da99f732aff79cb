/**
 * Answers that a client can take: the official ones close a connection which brings them a message of 10 MiB, and by that
 * a guest could end its own session with a print.
 *
 * @module
 */
import { utf8Bytes } from "../../core/utf8_bytes.ts";

const MiB = 2 ** 20;

/** The longest answer, in bytes. */
export const MAX_ANSWER_BYTES: number = 9 * MiB;
/** The most of an answer that a model reads as text, in bytes of JSON. */
export const MAX_TEXT_BYTES: number = 2 * MiB;
/** The most bytes of a file that a tool reads; they come twice, as text is escaped and bytes are in base64. */
export const MAX_READ_BYTES: number = 2 * MiB;
/** The most bytes of a file that is read as a resource, which come once. */
export const MAX_RESOURCE_BYTES: number = 4 * MiB;

/**
 * How long a text is as JSON.
 *
 * @param text The text, without half a surrogate pair
 * @returns Bytes of UTF-8
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
 * Keeps the beginning of a text.
 *
 * @param text The text
 * @param maxBytes How long it may be as JSON
 * @returns As much of it as allowed
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(cutText("a\u0001b", 9), "a\u0001");
 * ```
 */
export function cutText(text: string, maxBytes: number): string {
  // No unit takes more than the six characters of an escape.
  if (text.length * 6 + 2 <= maxBytes) return text;
  let bytes = 2;
  let at = 0;
  while (at < text.length && bytes <= maxBytes) bytes += unitBytes(text, at++);
  if (bytes <= maxBytes) return text;
  // Half a surrogate pair is no text.
  return text.slice(0, at - 1).replace(/[\ud800-\udbff]$/, "");
}

/**
 * Keeps the first entries of a list.
 *
 * @param items The list, of what JSON can hold
 * @param maxBytes How long they may be as JSON
 * @returns As many as allowed
 */
export function takeWithin<T>(items: readonly T[], maxBytes: number): T[] {
  let bytes = 2;
  const end = items.findIndex((item) =>
    (bytes += utf8Bytes(JSON.stringify(item)) + 1) > maxBytes
  );
  return items.slice(0, end < 0 ? items.length : end);
}

/** What a run's texts and lists may take as JSON, in bytes. */
const PART_BYTES = {
  stdout: MiB,
  stderr: MiB / 2,
  repr: MiB / 2,
  files: MiB / 2,
};
/** What a value may take, and each field of an error. */
const VALUE_BYTES = MiB;
const FIELD_BYTES = MiB / 8;

/**
 * Shortens what of a run's result is too long, and says so in `truncated`.
 *
 * @param plain The result as data, without half a surrogate pair
 * @returns It, of a few MiB at the most
 */
export function fitRun(
  plain: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const { value, error, truncated, ...rest } = plain;
  const cut = new Set(Array.isArray(truncated) ? truncated : []);
  const fit = (name: string, part: unknown, maxBytes: number): unknown => {
    const fitting = fitPart(part, maxBytes);
    if (fitting !== part) cut.add(name);
    return fitting;
  };
  const parts = Object.entries(PART_BYTES).map(([name, maxBytes]) =>
    [name, fit(name, plain[name], maxBytes)] as const
  );
  const fields = Object.entries(error ?? {}).map(([name, field]) =>
    [name, fit("error", field, FIELD_BYTES)] as const
  );
  return {
    ...rest,
    ...Object.fromEntries(parts),
    value: fitValue(value, () => cut.add("value")),
    error: error === undefined ? undefined : Object.fromEntries(fields),
    truncated: [...cut],
  };
}

/** The same if it is short enough. */
function fitPart(part: unknown, maxBytes: number): unknown {
  if (typeof part === "string") return cutText(part, maxBytes);
  if (!Array.isArray(part)) return part;
  const fitting = takeWithin(part, maxBytes);
  return fitting.length < part.length ? fitting : part;
}

/** Half of a value would be another value, so a value that is too long is left out. */
function fitValue(value: unknown, onCut: () => void): unknown {
  if (utf8Bytes(JSON.stringify(value) ?? "") <= VALUE_BYTES) return value;
  onCut();
  return undefined;
}
