/**
 * Plain Pyodide on the caller's thread, as its documentation begins. A fresh environment is a new interpreter; nothing
 * ends an old one but that it is forgotten.
 *
 * @module
 */
import { loadPyodide } from "pyodide";

/** What Python's side of Pyodide takes for Ctrl-C. */
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
    // The way to interrupt it; but a timer of the thread that Python runs on does not go off.
    const buffer = new Uint8Array(new SharedArrayBuffer(1));
    pyodide.setInterruptBuffer(buffer);
    setTimeout(() => buffer[0] = SIGINT, options.deadlineMs);
  }
  return pyodide.runPython(`${setup}\n${expression}`);
}
