// What the worker gets to know of an error.

import {
  $Error,
  $Number,
  defineProperty,
  exec,
  includes,
  indexOf,
  replace,
  slice,
  split,
} from "../intrinsics.js";
import { failure, isInstance, report } from "../prelude/failures.js";
import { headlineOf } from "./errors.js";
import { inspect } from "./inspect.js";
import { constructorName } from "./prototypes.js";

/** @import { Described } from "../prelude/failures.js" */

/**
 * Reads a line of the guest's code, by its file and its number.
 *
 * @type {{ read: (file: string, line: string) => string } & WithoutPrototype}
 */
export const sourceLines = { __proto__: null, read: () => "" };

/** A longer line is not shown. */
const MAX_LINE_CHARS = 200;
const FRAME = /^\s*at (?:.*\()?([^()]*?):(\d+)(?::(\d+))?\)?\s*$/;

/**
 * Describes what was thrown.
 *
 * @param {unknown} thrown
 */
export function describe(thrown) {
  if (!isInstance(thrown, $Error)) {
    const text = inspect(thrown);
    const message = typeof thrown === "string"
      ? slice(thrown, 0, 100_000)
      : text;
    return failure("Uncaught", message, "Uncaught " + text);
  }
  // A cast, as what inherits from errors may have anything in their place.
  const given =
    /** @type {{ name: unknown, message: unknown, stack: unknown }} */ (thrown);
  const own = textOf(() => given.name, "Error");
  const name = own === "Error" ? constructorName(thrown) ?? own : own;
  const message = textOf(() => given.message, "");
  const stack = textOf(() => given.stack, "");
  const head = slice(
    headlineOf(given, constructorName(thrown), stack),
    0,
    100_000,
  );
  const frames = guestFrames(
    indexOf(stack, head) === 0 ? slice(stack, head.length) : stack,
  );
  /** @type {Described} */
  const error = {
    __proto__: null,
    name,
    message,
    traceback: head,
  };
  for (let i = 0; i < frames.length; i++) error.traceback += "\n" + frames[i];
  const match = frames.length > 0 ? exec(FRAME, frames[0]) : null;
  if (match !== null) {
    error.line = $Number(match[2]);
    if (match[3] !== undefined && name === "SyntaxError") {
      error.column = $Number(match[3]);
    }
  }
  if (name !== "InternalError") {
    error.traceback = excerpt(match) + withDetails(thrown, error.traceback);
  }
  const exhausted = name === "InternalError" &&
    indexOf(message, "out of memory") === 0;
  return report(exhausted ? "memory" : "error", error);
}

/**
 * The traceback with what the error has beside its stack: a cause, errors, properties.
 *
 * @param {object} thrown
 * @param {string} traceback
 */
function withDetails(thrown, traceback) {
  const text = inspect(thrown);
  // Its frames end the first line that is not one, where properties follow.
  const at = indexOf(text, " {\n");
  if (at < 0 || slice(text, text.length - 1) !== "}") return traceback;
  return traceback + slice(text, at);
}

/**
 * The line of the guest's code in which an error happened, with a caret below the place.
 *
 * @param {RegExpExecArray | null} frame
 */
function excerpt(frame) {
  if (frame === null || frame[3] === undefined) return "";
  const line = sourceLines.read(frame[1], frame[2]);
  if (line === "" || line.length > MAX_LINE_CHARS) return "";
  const indent = replace(
    slice(line, 0, $Number(frame[3]) - 1),
    /[^\t]/g,
    " ",
  );
  return frame[1] + ":" + frame[2] + "\n" + line + "\n" + indent + "^\n\n";
}

/**
 * @param {() => unknown} read
 * @param {string} fallback
 */
function textOf(read, fallback) {
  try {
    const value = read();
    return typeof value === "string" ? slice(value, 0, 100_000) : fallback;
  } catch {
    return fallback;
  }
}

/**
 * The frames of a stack that lie in guest code.
 *
 * @param {string} stack
 */
function guestFrames(stack) {
  const lines = split(stack, "\n");
  /** @type {string[]} */
  const kept = [];
  for (let i = 0; i < lines.length; i++) {
    const match = exec(FRAME, lines[i]);
    const isFrame = match !== null && !includes(match[1], "<sandglass:") &&
      match[1] !== "native";
    // What stands for frames that were left out.
    if (isFrame || (kept.length > 0 && indexOf(lines[i], "    ... ") === 0)) {
      defineProperty(kept, kept.length, {
        value: lines[i],
        writable: true,
        configurable: true,
        enumerable: true,
      });
    }
  }
  return kept;
}
