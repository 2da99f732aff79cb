/**
 * Plain Pyodide on the caller's thread, as in its documentation. A fresh environment is a new interpreter; an old one is
 * freed only by the garbage collector.
 *
 * @module
 */
import { loadPyodide } from "pyodide";

/** Pyodide's number for Ctrl-C. */
const SIGINT = 2;

/** @type {import("../driver.ts").CreateDriver} */
export function createDriver() {
  return Promise.resolve({
    once: async (code, options) => await (await open()).run(code, options),
    open,
  });
}

async function open() {
  const pyodide = await loadPyodide();
  return {
    run: (code, options) => Promise.try(run, pyodide, { code, options }),
    close: () => Promise.resolve(),
  };
}

function run(pyodide, { code: { setup, expression }, options = {} }) {
  if (options.deadlineMs !== undefined) {
    // The documented way to interrupt it; but a timer on the thread that runs Python does not fire.
    const buffer = new Uint8Array(new SharedArrayBuffer(1));
    pyodide.setInterruptBuffer(buffer);
    setTimeout(() => buffer[0] = SIGINT, options.deadlineMs);
  }
  return pyodide.runPython(`${setup}\n${expression}`);
}
