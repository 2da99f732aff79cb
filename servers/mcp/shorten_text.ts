/**
 * Shortens texts for a model: the head and the tail of what is long, and lines that repeat once.
 *
 * @module
 */
import { utf8Bytes } from "../../core/utf8_bytes.ts";

/** The maximum size of the head and of the tail of a text for a model, in bytes each. */
export const EDGE_BYTES: number = 16 * 1024;
/** The most lines of a block that repeats. */
const MAX_PERIOD = 16;
/** How often a block is shown before its repetitions are counted. */
const KEPT_TIMES = 3;

/** A long text in two parts. */
export interface Edges {
  readonly head: string;
  readonly tail: string;
  /** The size of what is between them, in bytes of UTF-8. */
  readonly leftOutBytes: number;
}

/**
 * Returns the head and the tail of a text, at line ends if that keeps at least half of each.
 *
 * @param text The text
 * @param edgeBytes The maximum size of each, in bytes of UTF-8
 * @returns The parts, or `undefined` if the text is not longer than both
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(edgesOf("abcdef", 2), { head: "ab", tail: "ef", leftOutBytes: 2 });
 * ```
 */
export function edgesOf(
  text: string,
  edgeBytes: number = EDGE_BYTES,
): Edges | undefined {
  const whole = text.length > 2 * edgeBytes ? Infinity : utf8Bytes(text);
  if (whole <= 2 * edgeBytes) return undefined;
  const head = headOf(text, edgeBytes);
  const tail = tailOf(text, edgeBytes);
  const leftOut = text.slice(head.length, text.length - tail.length);
  return { head, tail, leftOutBytes: utf8Bytes(leftOut) };
}

function headOf(text: string, maxBytes: number): string {
  let end = 0;
  for (let bytes = 0; end < text.length;) {
    const point = text.codePointAt(end) ?? 0;
    bytes += pointBytes(point);
    if (bytes > maxBytes) break;
    end += point > 0xffff ? 2 : 1;
  }
  const line = text.lastIndexOf("\n", end - 1) + 1;
  return text.slice(0, line > end / 2 ? line : end);
}

function tailOf(text: string, maxBytes: number): string {
  let start = text.length;
  for (let bytes = 0; start > 0;) {
    const isPair = /[\ud800-\udbff][\udc00-\udfff]$/.test(
      text.slice(Math.max(0, start - 2), start),
    );
    bytes += isPair ? 4 : pointBytes(text.charCodeAt(start - 1));
    if (bytes > maxBytes) break;
    start -= isPair ? 2 : 1;
  }
  const line = text.indexOf("\n", start) + 1;
  const isNear = line > 0 && text.length - line > (text.length - start) / 2;
  return text.slice(isNear ? line : start);
}

function pointBytes(point: number): number {
  if (point < 0x80) return 1;
  if (point < 0x800) return 2;
  return point < 0x10000 ? 3 : 4;
}

/**
 * Folds blocks of lines that repeat, as the frames of an endless recursion do.
 *
 * @param text The text, such as a traceback
 * @returns The text with each block at most three times, and the number of its repetitions
 */
export function foldRepeats(text: string): string {
  const lines = text.split("\n");
  const folded: string[] = [];
  for (let at = 0; at < lines.length;) {
    const [period, times] = repetition(lines, at);
    if (times <= KEPT_TIMES) {
      folded.push(lines[at++] ?? "");
      continue;
    }
    folded.push(...lines.slice(at, at + KEPT_TIMES * period));
    const what = period === 1 ? "line" : `${period} lines`;
    folded.push(
      `  [the last ${what} repeated ${times - KEPT_TIMES} more times]`,
    );
    at += times * period;
  }
  return folded.join("\n");
}

/** Returns the shortest block that repeats at a line, and how often it is there. */
function repetition(
  lines: readonly string[],
  at: number,
): [period: number, times: number] {
  for (let period = 1; period <= MAX_PERIOD; period++) {
    let end = at + period;
    while (end < lines.length && lines[end] === lines[end - period]) end++;
    const times = Math.floor((end - at) / period);
    if (times > KEPT_TIMES) return [period, times];
  }
  return [1, 1];
}
