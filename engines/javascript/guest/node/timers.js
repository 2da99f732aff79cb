// `timers` and `timers/promises`.

import { nodeError } from "./errors.js";

/** @import { Abortable, NodeParts, Signal } from "./node.d.ts" */

/** @param {Signal} signal */
function abortError(signal) {
  const error = nodeError(Error, "ABORT_ERR", "The operation was aborted");
  error.name = "AbortError";
  error.cause = signal.reason;
  return error;
}

/**
 * A promise that a timer settles, and that a signal rejects.
 *
 * @param {(done: () => void) => object} start
 * @param {(timer: object) => void} stop
 * @param {unknown} value
 * @param {Abortable} [options]
 */
function wait(start, stop, value, { signal } = {}) {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(abortError(signal));
    const timer = start(() => {
      signal?.removeEventListener("abort", abort);
      resolve(value);
    });
    const abort = () => {
      stop(timer);
      reject(abortError(signal));
    };
    signal?.addEventListener("abort", abort, { once: true });
  });
}

/** @param {NodeParts} node */
export function make({ globals }) {
  const {
    setTimeout,
    clearTimeout,
    setInterval,
    clearInterval,
    setImmediate,
    clearImmediate,
  } = globals;
  const promises = {
    /**
     * @param {number} [ms]
     * @param {unknown} [value]
     * @param {Abortable} [options]
     */
    setTimeout: (ms, value, options) =>
      wait((done) => setTimeout(done, ms), clearTimeout, value, options),
    /**
     * @param {unknown} [value]
     * @param {Abortable} [options]
     */
    setImmediate: (value, options) =>
      wait((done) => setImmediate(done), clearImmediate, value, options),
    /**
     * @param {number} [ms]
     * @param {unknown} [value]
     * @param {Abortable} [options]
     */
    async *setInterval(ms, value, options) {
      for (;;) yield await promises.setTimeout(ms, value, options);
    },
    scheduler: {
      /**
       * @param {number} ms
       * @param {Abortable} [options]
       */
      wait: (ms, options) => promises.setTimeout(ms, undefined, options),
      yield: () => promises.setImmediate(),
    },
  };
  const custom = Symbol.for("nodejs.util.promisify.custom");
  Object.defineProperty(setTimeout, custom, {
    value: promises.setTimeout,
    configurable: true,
  });
  Object.defineProperty(setImmediate, custom, {
    value: promises.setImmediate,
    configurable: true,
  });
  const timers = {
    setTimeout,
    clearTimeout,
    setInterval,
    clearInterval,
    setImmediate,
    clearImmediate,
    promises,
  };
  return { timers, "timers/promises": promises };
}
