// One run of the guest's: what became of its script.

import { isMapped } from "./error_frames.js";
import {
  $Promise,
  defineProperty,
  getOwnPropertyDescriptor,
  promiseThen,
} from "../intrinsics.js";
import { encode } from "../values/encode.js";
import { dropRequests } from "./channel.js";
import { announceExit, exit, openExit } from "./exit.js";
import { exited, failure, isInstance, toJson } from "./failures.js";
import { openInput } from "./input.js";
import { openOutput } from "./output.js";
import { openRejections } from "./rejections.js";
import { openReports } from "./reports.js";
import { dropTimers, untilTimer } from "./timers.js";

const run = {
  __proto__: null,
  settled: false,
  failed: false,
  /** @type {unknown} */
  value: undefined,
  filename: "main.js",
  /** The value that a prompt keeps as `_`. @type {unknown} */
  kept: undefined,
};

/** The name of the program that runs. */
export function mainName() {
  return run.filename;
}

/**
 * Makes ready for a run.
 *
 * @param {number} outputBytes
 * @param {boolean} mapped Whether code was transformed
 * @param {string} filename What the program is named
 */
export function begin(outputBytes, mapped, filename) {
  run.filename = filename;
  isMapped.value = mapped;
  run.settled = false;
  run.failed = false;
  run.value = undefined;
  clearTimers();
  openExit();
  openRejections();
  openInput();
  openOutput(outputBytes);
}

/**
 * @param {boolean} failed
 * @param {unknown} value
 */
function settle(failed, value) {
  run.settled = true;
  run.failed = failed;
  run.value = value;
}

/**
 * Follows the promise of an evaluated script, whose value is boxed so that a promise in it stays one.
 *
 * @param {unknown} boxed
 * @param {boolean} isModule Whether it is the promise or the namespace of a module, which has no value
 */
export function watch(boxed, isModule) {
  follow(boxed, (box) => {
    if (isModule) return settle(false, undefined);
    // A cast, as the engine made the box.
    const { value } = /** @type {{ value: unknown }} */ (box);
    follow(value, (it) => settle(false, it));
  });
}

/**
 * What a guest made of the prototype or the constructor of promises may throw here; that is its own failure.
 *
 * @param {unknown} value
 * @param {(value: unknown) => void} next
 */
function follow(value, next) {
  try {
    if (!isInstance(value, $Promise)) return next(value);
    promiseThen(value, next, (it) => settle(true, it));
  } catch (thrown) {
    settle(true, thrown);
  }
}

/**
 * How long until the next timer is due, -1 without one, -3 if the guest wants to know of that, or -2 if the script has
 * failed.
 *
 * @param {number} time
 */
export function nextTimer(time) {
  if (run.failed) return -2;
  const delayMs = untilTimer(time);
  return delayMs < 0 && exit.idleListener !== undefined ? -3 : delayMs;
}

/** Gives up what the guest waits for. */
export function clearTimers() {
  dropTimers();
  dropRequests();
}

/**
 * The end of the run, as JSON.
 *
 * @param {number} valueBytes
 * @param {boolean} wantsRepr
 * @param {boolean} keeps Whether the value is kept as `_`
 */
export function outcome(valueBytes, wantsRepr, keeps) {
  if (exit.called) return exit.code ? exited(exit.code) : `{"status":"ok"}`;
  if (!run.settled) {
    const message = "Nothing is left that could settle what the script awaits";
    return failure("Error", message, "Error: " + message);
  }
  if (run.failed) return openReports().describe(run.value);
  announceExit(0);
  if (exit.code) return exited(exit.code);
  const value = run.value;
  run.value = undefined;
  if (value === undefined) return `{"status":"ok"}`;
  if (keeps) keep(value);
  /** @type {{ status: "ok", value?: string, tooLarge?: true, repr?: string } & WithoutPrototype} */
  const result = { __proto__: null, status: "ok" };
  const encoded = encode(value, valueBytes);
  if (encoded.text !== undefined) result.value = encoded.text;
  if (encoded.tooLarge) result.tooLarge = true;
  if (wantsRepr || encoded.text === undefined) {
    result.repr = openReports().inspect(value, valueBytes);
  }
  return toJson(result);
}

/**
 * Keeps a value as `_`, unless the guest has given this name to something else.
 *
 * @param {unknown} value
 */
function keep(value) {
  const own = getOwnPropertyDescriptor(globalThis, "_");
  const isTaken = own !== undefined && own.value !== run.kept;
  if (isTaken || own?.configurable === false) return;
  /** @type {PropertyDescriptor & WithoutPrototype} */
  const descriptor = {
    __proto__: null,
    value,
    writable: true,
    enumerable: false,
    configurable: true,
  };
  defineProperty(globalThis, "_", descriptor);
  run.kept = value;
}
