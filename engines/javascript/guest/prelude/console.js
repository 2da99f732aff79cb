// The guest's console; what few guests use of it is loaded when it is first called.

import { defineProperty, includes, replace, slice } from "../intrinsics.js";
import { define } from "./globals.js";
import { host } from "./host.js";
import { emit, isFull } from "./output.js";
import { openReports } from "./reports.js";

/** @import { StreamFd } from "./output.js" */

let indent = "";

/**
 * @param {StreamFd} fd
 * @param {unknown[]} args
 */
function line(fd, args) {
  if (isFull(fd)) return;
  const text = plainText(args) ?? openReports().formatArguments(args);
  const indented = indent === ""
    ? text
    : indent + replace(text, /\n/g, "\n" + indent);
  emit(fd, indented + "\n");
}

/**
 * The text of arguments that are all plain: text without formats, numbers and booleans.
 *
 * @param {unknown[]} args
 */
function plainText(args) {
  let text = "";
  for (let i = 0; i < args.length; i++) {
    const arg = args[i];
    if (i > 0) text += " ";
    if (typeof arg === "string" && (args.length === 1 || !includes(arg, "%"))) {
      text += arg;
    } else if (
      typeof arg === "boolean" || (typeof arg === "number" && arg !== 0)
    ) {
      text += arg;
    } else return undefined;
  }
  return text;
}

/** @param {unknown[]} args */
function group(args) {
  if (args.length > 0) line(1, args);
  indent += "  ";
}

/** @type {ReturnType<typeof import("../console.js").makeConsole> | undefined} */
let lateMethods;

function lateConsole() {
  return lateMethods ??= host.load("console").makeConsole({
    line,
    now: host.now,
    inspect: openReports().inspectWith,
  });
}

/** The methods, as the guest finds them; none of them looks at `this`. */
const methods = {
  /** @param {unknown[]} args */
  log: (...args) => line(1, args),
  /** @param {unknown[]} args */
  warn: (...args) => line(2, args),
  /** @param {unknown[]} args */
  dir: (...args) => lateConsole().dir(...args),
  /** @param {unknown[]} args */
  time: (...args) => lateConsole().time(...args),
  /** @param {unknown[]} args */
  timeEnd: (...args) => lateConsole().timeEnd(...args),
  /** @param {unknown[]} args */
  timeLog: (...args) => lateConsole().timeLog(...args),
  /** @param {unknown[]} args */
  trace: (...args) => lateConsole().trace(args),
  /** @param {unknown[]} args */
  assert: (...args) => lateConsole().assert(args),
  clear: () => {},
  /** @param {unknown[]} args */
  count: (...args) => lateConsole().count(...args),
  /** @param {unknown[]} args */
  countReset: (...args) => lateConsole().countReset(...args),
  /** @param {unknown[]} args */
  group: (...args) => group(args),
  /** @param {unknown[]} args */
  groupCollapsed: (...args) => group(args),
  groupEnd: () => {
    indent = slice(indent, 2);
  },
  /** @param {unknown[]} args */
  table: (...args) => lateConsole().table(...args),
  /** @param {unknown[]} args */
  debug: (...args) => line(1, args),
  /** @param {unknown[]} args */
  info: (...args) => line(1, args),
  /** @param {unknown[]} args */
  dirxml: (...args) => line(1, args),
  /** @param {unknown[]} args */
  error: (...args) => line(2, args),
  profile: () => {},
  profileEnd: () => {},
  timeStamp: () => {},
};

/** Gives the guest its console. */
export function defineConsole() {
  defineProperty(methods, Symbol.toStringTag, {
    value: "console",
    writable: false,
    configurable: true,
    enumerable: false,
  });
  define("console", methods);
  define(
    "print",
    /** @param {unknown[]} args */
    (...args) => line(1, args),
  );
}
