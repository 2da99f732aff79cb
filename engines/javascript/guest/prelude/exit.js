// How a guest ends its program: `process.exit` and `process.exitCode`.

import {
  $Number,
  $String,
  $TypeError,
  defineProperty,
  exec,
  getOwnPropertyDescriptor,
  trunc,
} from "../intrinsics.js";
import { host } from "./host.js";
import { closeOutput } from "./output.js";
import { guarded } from "./rejections.js";

/**
 * The end that the guest requested.
 *
 * @type {ExitFields & WithoutPrototype}
 *
 * @typedef {object} ExitFields
 * @property {number | undefined} code The exit status, if the guest has set one.
 * @property {boolean} called Whether the guest called `process.exit`.
 * @property {((code: number) => void) | undefined} listener Called once before the end, with the exit status.
 * @property {((code: number) => void) | undefined} idleListener Called when nothing is left to do.
 * @property {boolean} announced Whether it was called.
 */
export const exit = {
  __proto__: null,
  code: undefined,
  called: false,
  listener: undefined,
  idleListener: undefined,
  announced: false,
};

/** Makes ready for a run. */
export function openExit() {
  exit.code = undefined;
  exit.called = false;
  exit.announced = false;
}

/**
 * Calls the listener, which may set another exit status. It is called once.
 *
 * @param {number} code The exit status unless the guest has set one
 */
export function announceExit(code) {
  const { listener } = exit;
  if (listener === undefined || exit.announced) return;
  exit.announced = true;
  listener(exit.code ?? code);
}

/** Says that nothing is left to do; the guest may find more. */
export function beforeExit() {
  const { idleListener } = exit;
  if (idleListener !== undefined) guarded(() => idleListener(exit.code ?? 0));
}

/**
 * Ends the run at once: no `catch` and no `finally` of the guest runs.
 *
 * @param {unknown} [code]
 * @returns {never}
 */
function exitRun(code) {
  if (code !== undefined && code !== null) exit.code = toCode(code);
  announceExit(0);
  exit.called = true;
  closeOutput();
  host.exit();
  // The engine interrupts it with an error that the guest cannot catch.
  for (;;);
}

/**
 * @param {unknown} code
 * @returns {number}
 */
function toCode(code) {
  const number = typeof code === "string" && exec(/^-?\d+$/, code) !== null
    ? $Number(code)
    : code;
  if (typeof number === "number" && trunc(number) === number) return number;
  throw new $TypeError(
    "Cannot exit as the exit code must be an integer: current value is " +
      (typeof code === "object" || typeof code === "function"
        ? "an object"
        : $String(code)),
  );
}

/**
 * Gives an object `exit` and `exitCode`, as `process` has them.
 *
 * @param {object} process
 */
export function defineExit(process) {
  const methods = {
    /** @param {unknown} [code] */
    exit(code) {
      exitRun(code);
    },
    get exitCode() {
      return exit.code;
    },
    set exitCode(code) {
      exit.code = code === undefined || code === null
        ? undefined
        : toCode(code);
    },
  };
  defineProperty(process, "exit", {
    __proto__: null,
    value: methods.exit,
    writable: true,
    configurable: true,
    enumerable: true,
  });
  defineProperty(
    process,
    "exitCode",
    // A cast, as it is there.
    /** @type {PropertyDescriptor} */ (getOwnPropertyDescriptor(
      methods,
      "exitCode",
    )),
  );
}
