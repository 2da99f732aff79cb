// `util`.

import { web } from "./web_globals.js";
import { deepEqual } from "./deep_equal.js";
import { invalidType, needFunction, nodeError } from "./errors.js";
import { parseArgs } from "./parse_args.js";
import { types } from "./util_types.js";

/** @import { Abortable, NodeParts, Signal } from "./node.d.ts" */

const CUSTOM = Symbol.for("nodejs.util.promisify.custom");

/** @param {(...args: unknown[]) => unknown} original */
function promisify(original) {
  needFunction("original", original);
  // A cast, as a function may have such a property.
  const { [CUSTOM]: custom } = /** @type {{ [CUSTOM]?: unknown }} */ (
    /** @type {unknown} */ (original)
  );
  if (custom !== undefined) {
    return needFunction("util.promisify.custom", custom);
  }
  /**
   * @this {unknown}
   * @param {unknown[]} args
   */
  const promised = function (...args) {
    return new Promise((resolve, reject) => {
      Reflect.apply(original, this, [
        ...args,
        /** @type {(error: unknown, value: unknown) => void} */
        (error, value) => error ? reject(error) : resolve(value),
      ]);
    });
  };
  Object.setPrototypeOf(promised, Object.getPrototypeOf(original));
  return Object.defineProperties(
    promised,
    Object.getOwnPropertyDescriptors(original),
  );
}
promisify.custom = CUSTOM;

/** @param {(...args: unknown[]) => Promise<unknown>} original */
function callbackify(original) {
  needFunction("original", original);
  /**
   * @this {unknown}
   * @param {unknown[]} args
   */
  return function (...args) {
    const callback = needFunction("last argument", args.pop());
    Reflect.apply(original, this, args).then(
      (value) => queueMicrotask(() => callback(null, value)),
      (error) =>
        queueMicrotask(() =>
          callback(
            error ?? new Error("Promise was rejected with a falsy value"),
          )
        ),
    );
  };
}

/**
 * @param {{ prototype: object }} constructor
 * @param {{ prototype: object }} parent
 */
function inherits(constructor, parent) {
  needFunction("ctor", constructor);
  needFunction("superCtor", parent);
  Object.defineProperty(constructor, "super_", {
    value: parent,
    writable: true,
    configurable: true,
  });
  Object.setPrototypeOf(constructor.prototype, parent.prototype);
}

/** @type {Readonly<Record<string, readonly [open: number, close: number]>>} */
const STYLES = {
  reset: [0, 0],
  bold: [1, 22],
  dim: [2, 22],
  italic: [3, 23],
  underline: [4, 24],
  inverse: [7, 27],
  hidden: [8, 28],
  strikethrough: [9, 29],
  black: [30, 39],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  blue: [34, 39],
  magenta: [35, 39],
  cyan: [36, 39],
  white: [37, 39],
  gray: [90, 39],
  grey: [90, 39],
  bgRed: [41, 49],
  bgGreen: [42, 49],
  bgYellow: [43, 49],
  bgBlue: [44, 49],
};

/**
 * @param {string | readonly string[]} formats
 * @param {string} text
 */
function styleText(formats, text) {
  let styled = text;
  for (const one of [formats].flat()) {
    const style = STYLES[one];
    if (style === undefined) {
      throw nodeError(
        TypeError,
        "ERR_INVALID_ARG_VALUE",
        `The argument 'format' must be one of: ${
          Object.keys(STYLES).map((it) => `'${it}'`).join(", ")
        }. Received '${one}'`,
      );
    }
    styled = `\x1b[${style[0]}m${styled}\x1b[${style[1]}m`;
  }
  return styled;
}

// deno-lint-ignore no-control-regex -- control sequences are what it finds
const ANSI = /\x1b\[[0-9;?]*[A-Za-z]|\x1b\][^\x07]*\x07/g;

/**
 * @param {(...args: unknown[]) => unknown} fn
 * @param {string} message
 * @param {string} [code]
 */
function deprecate(fn, message, code) {
  let hasWarned = false;
  /**
   * @this {unknown}
   * @param {unknown[]} args
   */
  return function (...args) {
    if (!hasWarned) {
      hasWarned = true;
      web.process?.emitWarning?.(message, "DeprecationWarning", code);
    }
    return new.target
      ? Reflect.construct(fn, args, new.target)
      : Reflect.apply(fn, this, args);
  };
}

/** @type {Readonly<Record<number, string>>} */
const ERRNO = {
  1: "EPERM",
  2: "ENOENT",
  5: "EIO",
  9: "EBADF",
  13: "EACCES",
  16: "EBUSY",
  17: "EEXIST",
  20: "ENOTDIR",
  21: "EISDIR",
  22: "EINVAL",
  28: "ENOSPC",
};

/**
 * The checks that Node had first.
 *
 * @type {Record<string, (it: unknown) => boolean>}
 */
const CHECKS = {
  isArray: Array.isArray,
  isBoolean: (it) => typeof it === "boolean",
  isNull: (it) => it === null,
  isNullOrUndefined: (it) => it === null || it === undefined,
  isNumber: (it) => typeof it === "number",
  isString: (it) => typeof it === "string",
  isSymbol: (it) => typeof it === "symbol",
  isUndefined: (it) => it === undefined,
  isRegExp: types.isRegExp,
  isObject: (it) => it !== null && typeof it === "object",
  isDate: types.isDate,
  isError: (it) => it instanceof Error,
  isFunction: (it) => typeof it === "function",
  isPrimitive: (it) => Object(it) !== it,
};

/** @param {NodeParts} node */
export function make({ inspect, format, write }) {
  const util = {
    promisify,
    callbackify,
    inherits,
    inspect,
    /** @param {unknown[]} args */
    format: (...args) => format(args),
    /**
     * @param {unknown} _options
     * @param {unknown[]} args
     */
    formatWithOptions: (_options, ...args) => format(args),
    types,
    parseArgs,
    /**
     * @param {unknown} a
     * @param {unknown} b
     */
    isDeepStrictEqual: (a, b) => deepEqual(a, b, true),
    styleText,
    /** @param {string} text */
    stripVTControlCharacters: (text) => {
      if (typeof text !== "string") {
        throw invalidType("str", "of type string", text);
      }
      return text.replace(ANSI, "");
    },
    /** @param {unknown} text */
    toUSVString: (text) => `${text}`.toWellFormed(),
    deprecate,
    debuglog: () => Object.assign(() => {}, { enabled: false }),
    debug: () => Object.assign(() => {}, { enabled: false }),
    /** @param {unknown[]} args */
    log: (...args) => write(1, `${format(args)}\n`),
    /** @param {number} number */
    getSystemErrorName: (number) => ERRNO[-number],
    /** @param {Signal} signal */
    aborted: (signal) =>
      new Promise((resolve) =>
        signal.aborted
          ? resolve()
          : signal.addEventListener("abort", () => resolve(), { once: true })
      ),
    TextEncoder: web.TextEncoder,
    TextDecoder: web.TextDecoder,
    ...CHECKS,
  };
  return { "util": util, "util/types": types, "sys": util };
}
