// `console` as a module.

import { web } from "./web_globals.js";

/**
 * @import { NodeParts } from "./node.d.ts"
 *
 * @typedef {{ write(text: string): unknown }} Output
 */

/** @param {NodeParts} node */
export function make({ format }) {
  const { console } = web;
  /** A console that writes to streams of the guest's. */
  class Console {
    /**
     * @param {Output & { stdout?: Output, stderr?: Output }} stdout A stream, or both
     * @param {Output} [stderr]
     */
    constructor(stdout, stderr = stdout) {
      /** @type {{ stdout?: Output, stderr?: Output }} */
      const streams = typeof stdout?.write === "function"
        ? { stdout, stderr }
        : stdout;
      // A cast, as it gets its methods here.
      const self = /** @type {Record<string, unknown>} */ (
        /** @type {unknown} */ (this)
      );
      /** @type {(name: "stdout" | "stderr") => (...args: unknown[]) => unknown} */
      const to = (name) => (...args) =>
        (streams[name] ?? streams.stdout).write(`${format(args)}\n`);
      for (const name of ["log", "info", "debug", "dir"]) {
        self[name] = to("stdout");
      }
      for (const name of ["error", "warn", "trace"]) self[name] = to("stderr");
    }
  }
  Object.defineProperty(console, "Console", {
    value: Console,
    writable: true,
    configurable: true,
    enumerable: false,
  });
  return { console };
}
