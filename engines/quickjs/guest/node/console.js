// `console` as a module.

import { web } from "./web_globals.js";

export function make({ format }) {
  const { console } = web;
  /** A console that writes to streams of the guest's. */
  class Console {
    constructor(stdout, stderr = stdout) {
      const streams = typeof stdout?.write === "function"
        ? { stdout, stderr }
        : stdout;
      const to = (name) => (...args) =>
        (streams[name] ?? streams.stdout).write(`${format(args)}\n`);
      for (const name of ["log", "info", "debug", "dir"]) {
        this[name] = to("stdout");
      }
      for (const name of ["error", "warn", "trace"]) this[name] = to("stderr");
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
