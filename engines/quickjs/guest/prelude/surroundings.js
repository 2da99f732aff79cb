// What the modules of Node use of the prelude. They are evaluated late, when a guest may have replaced the globals.

import { getOwnPropertyDescriptor } from "../intrinsics.js";
import { customCaller } from "../inspect/custom.js";
import { inspect } from "../inspect/inspect.js";
import { INSPECT_DEFAULTS } from "../inspect/state.js";
import { defineExit, exit } from "./exit.js";
import { formatArguments } from "./formats.js";
import { host } from "./host.js";
import { readInput, readInputLater } from "./input.js";
import { emit } from "./output.js";
import { rejections, uncaught } from "./rejections.js";
import { mainName } from "./run.js";
import { nextTick } from "./timers.js";

/** @import { Module } from "../loader/commonjs.js" */

const GLOBALS = /** @type {const} */ ([
  "setTimeout",
  "clearTimeout",
  "setInterval",
  "clearInterval",
  "setImmediate",
  "clearImmediate",
  "queueMicrotask",
]);
/** @type {Record<string, unknown> & WithoutPrototype} */
const captured = { __proto__: null };

/** Takes the globals of the prelude, before a guest can replace them. */
export function captureGlobals() {
  for (const name of GLOBALS) captured[name] = getGlobal(name);
}

/** @param {string} name */
function getGlobal(name) {
  return getOwnPropertyDescriptor(globalThis, name)?.value;
}

const MAX_INSPECTED = 2 ** 24;

/**
 * Describes a value, as `util.inspect` does.
 *
 * @param {unknown} value
 * @param {unknown} [given] The options; a boolean is an old form of `showHidden`
 * @param {unknown} [depth] An old form of `depth`
 */
function inspectWith(value, given, depth) {
  /** @type {import("../inspect/state.js").InspectOptions} */
  const options = { ...INSPECT_DEFAULTS, ...Object(given) };
  if (typeof given === "boolean" && depth !== undefined) {
    // A cast, as Node takes it for a number too.
    options.depth = /** @type {number} */ (depth);
  }
  if (options.depth === null) options.depth = Infinity;
  if (options.maxArrayLength === null) options.maxArrayLength = Infinity;
  return inspect(value, MAX_INSPECTED, options, Object(given));
}
customCaller.inspect = Object.assign(inspectWith, {
  custom: Symbol.for("nodejs.util.inspect.custom"),
  defaultOptions: { ...INSPECT_DEFAULTS },
});

/**
 * Makes it.
 *
 * @param {object} settings
 * @param {readonly string[]} settings.args
 * @param {Readonly<Record<string, string>>} settings.env
 * @param {() => Module} settings.mainModule
 */
export function makeSurroundings({ args, env, mainModule }) {
  return {
    args,
    env,
    mainModule,
    filename: () => mainModule().filename,
    name: mainName,
    inspect: inspectWith,
    format: formatArguments,
    write: emit,
    readInputNow: readInput,
    readInput: readInputLater,
    now: host.now,
    random: host.random,
    memoryBytes: host.memory,
    nextTick,
    defineExit,
    /** @param {(reason: unknown, promise: unknown) => boolean} listener */
    onRejection(listener) {
      rejections.listener = listener;
    },
    /** @param {(thrown: unknown) => boolean} listener */
    onUncaught(listener) {
      uncaught.listener = listener;
    },
    /** @param {(code: number) => void} listener */
    onExit(listener) {
      exit.listener = listener;
    },
    globals: captured,
  };
}
