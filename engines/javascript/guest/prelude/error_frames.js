// The frames of an error, of which a deep recursion has the first and the last.

import { host } from "./host.js";
import { exec, includes, indexOf, slice } from "../intrinsics.js";

const PLACE = /^(\s*at (?:.*\()?)([^()]*?):(\d+):(\d+)(\)?\s*)$/;
/** A stack has at most so many frames at its start, and at its end. */
const FIRST_FRAMES = 30;
const LAST_FRAMES = 5;
/** What is shorter than this has few enough frames. */
const SHORT_CHARS = 1_000;
/** A longer stack is shortened at once. */
export const LONG_CHARS = 5_000;

/**
 * Whether any code of the guest's was transformed before it ran.
 *
 * @type {{ value: boolean } & WithoutPrototype}
 */
export const isMapped = { __proto__: null, value: false };

/**
 * A frame with its place in the code as it was sent.
 *
 * @param {string} line
 */
function original(line) {
  const match = exec(PLACE, line);
  return match === null
    ? line
    : match[1] + match[2] + ":" + host.original(match[2], match[3], match[4]) +
      match[5];
}

/**
 * The guest's frames, each after a newline; of many, the first and the last.
 *
 * @param {string} stack
 */
export function frames(stack) {
  let text = "";
  let count = 0;
  let from = 0;
  let before = "";
  let repeated = 0;
  const length = stack.length;
  const isShort = length < SHORT_CHARS;
  while (from < length) {
    let end = indexOf(stack, "\n", from);
    if (end < 0) end = length;
    const line = slice(stack, from, end);
    from = end + 1;
    if (includes(line, "<sandglass:") || line === "") continue;
    if (includes(line, "(native)") && isCalledByUs(stack, from)) continue;
    if (!isShort && line === before) {
      repeated++;
      continue;
    }
    if (repeated > 0) text += repetition(before, repeated);
    repeated = 0;
    before = line;
    text += "\n" + (isMapped.value ? original(line) : line);
    if (++count < FIRST_FRAMES || isShort) continue;
    const last = lastFrames(stack, from);
    if (last <= from) continue;
    text += "\n    ... more frames";
    from = last;
  }
  return repeated > 0 ? text + repetition(before, repeated) : text;
}

/**
 * Whether the frame that begins at an index is one of our code.
 *
 * @param {string} stack
 * @param {number} at
 */
function isCalledByUs(stack, at) {
  const end = indexOf(stack, "\n", at);
  return includes(
    slice(stack, at, end < 0 ? stack.length : end),
    "<sandglass:",
  );
}

/**
 * @param {string} line
 * @param {number} times
 */
function repetition(line, times) {
  return times < 3
    ? repeatLine(isMapped.value ? original(line) : line, times)
    : "\n    ... the frame above " + times + " more times";
}

/**
 * @param {string} line
 * @param {number} times
 */
function repeatLine(line, times) {
  return times === 1 ? "\n" + line : "\n" + line + "\n" + line;
}

/**
 * Where the last frames of a stack start.
 *
 * @param {string} stack
 * @param {number} from
 */
function lastFrames(stack, from) {
  let at = stack.length - 1;
  for (let i = 0; i < LAST_FRAMES; i++) {
    while (at > from && stack[at - 1] !== "\n") at--;
    if (at <= from) return from;
    if (i < LAST_FRAMES - 1) at--;
  }
  return at;
}
