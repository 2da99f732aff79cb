// The guest's console.

import {
  $Map,
  mapDelete,
  mapGet,
  mapSet,
  replace,
  slice,
} from "../intrinsics.js";
import { inspect } from "../inspect/inspect.js";
import { formatArguments } from "./formats.js";
import { define } from "./globals.js";
import { host } from "./host.js";
import { emit, isFull } from "./output.js";

/** @import { StreamFd } from "./output.js" */

/** @type {Map<string, number>} */
const counts = new $Map();
/** @type {Map<string, number>} */
const timers = new $Map();
let indent = "";

/**
 * @param {StreamFd} fd
 * @param {unknown[]} args
 */
function line(fd, args) {
  if (isFull(fd)) return;
  const text = formatArguments(args);
  const indented = indent === ""
    ? text
    : indent + replace(text, /\n/g, "\n" + indent);
  emit(fd, indented + "\n");
}

/** The methods, as the guest finds them; none of them looks at `this`. */
const methods = {
  /** @param {unknown[]} args */
  log: (...args) => line(1, args),
  /** @param {unknown[]} args */
  info: (...args) => line(1, args),
  /** @param {unknown[]} args */
  debug: (...args) => line(1, args),
  /** @param {unknown} value */
  dir: (value) => line(1, [typeof value === "string" ? inspect(value) : value]),
  /** @param {unknown} value */
  table: (value) => line(1, [value]),
  /** @param {unknown[]} args */
  warn: (...args) => line(2, args),
  /** @param {unknown[]} args */
  error: (...args) => line(2, args),
  /** @param {unknown[]} args */
  trace: (...args) => line(2, ["Trace:", ...args]),
  /**
   * @param {unknown} condition
   * @param {unknown[]} args
   */
  assert: (condition, ...args) => {
    if (!condition) {
      line(2, ["Assertion failed" + (args.length > 0 ? ":" : ""), ...args]);
    }
  },
  /** @param {unknown[]} args */
  group: (...args) => {
    if (args.length > 0) line(1, args);
    indent += "  ";
  },
  groupEnd: () => {
    indent = slice(indent, 2);
  },
  count: (label = "default") => {
    const count = (mapGet(counts, label) ?? 0) + 1;
    mapSet(counts, label, count);
    line(1, [`${label}: ${count}`]);
  },
  time: (label = "default") => {
    mapSet(timers, label, host.now());
  },
  timeEnd: (label = "default") => {
    const started = mapGet(timers, label);
    if (started === undefined) return;
    mapDelete(timers, label);
    line(1, [`${label}: ${host.now() - started} ms`]);
  },
};

/** Gives the guest its console. */
export function defineConsole() {
  define("console", methods);
  define(
    "print",
    /** @param {unknown[]} args */
    (...args) => line(1, args),
  );
}
