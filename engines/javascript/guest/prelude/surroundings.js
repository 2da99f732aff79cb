// What the modules of Node use of the prelude. They are evaluated late, when a guest may have replaced the globals.

import { getOwnPropertyDescriptor } from "../intrinsics.js";
import { defineExit, exit } from "./exit.js";
import { host } from "./host.js";
import { readInput, readInputLater } from "./input.js";
import { emit } from "./output.js";
import { rejections, uncaught } from "./rejections.js";
import { openReports } from "./reports.js";
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
    inspect: openReports().inspectWith,
    format: openReports().formatArguments,
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
    onIdle(listener) {
      exit.idleListener = listener;
    },
    /** @param {(code: number) => void} listener */
    onExit(listener) {
      exit.listener = listener;
    },
    globals: captured,
  };
}
