// The guest's standard input, line by line.

import { $String, replace, slice, split } from "../intrinsics.js";
import { channel, requestHost } from "./channel.js";
import { define } from "./globals.js";
import { emit } from "./output.js";

let unread = "";
let atEnd = false;
/**
 * Reads a line, or `null` at the end of the input.
 *
 * @param {unknown} prompt
 */
function readline(prompt = "") {
  if (prompt !== "") emit(1, $String(prompt));
  for (;;) {
    const parts = split(unread, "\n", 2);
    if (parts.length > 1) {
      unread = slice(unread, parts[0].length + 1);
      return replace(parts[0], /\r$/, "");
    }
    const more = atEnd ? null : requestHost("stdin", "").value;
    if (more === null) {
      atEnd = true;
      const rest = unread;
      unread = "";
      return rest === "" ? null : rest;
    }
    unread += more;
  }
}

/** Reads what there is of the input, or `null` at its end. */
export function readInput() {
  if (unread !== "") {
    const text = unread;
    unread = "";
    return text;
  }
  const more = atEnd ? null : requestHost("stdin", "").value;
  if (more === null) atEnd = true;
  // A cast, as the host's answer is text.
  return /** @type {string | null} */ (more);
}

/** The same, as a promise, while which other things go on. */
export async function readInputLater() {
  if (unread !== "" || atEnd) return readInput();
  const { value } = await channel.requestAsync("stdin", "");
  if (value === null) atEnd = true;
  return /** @type {string | null} */ (value);
}

/** Gives the guest its input. */
export function defineInput() {
  define("readline", readline);
}

/** Makes ready for a run. */
export function openInput() {
  atEnd = false;
  unread = "";
}
