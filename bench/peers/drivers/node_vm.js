/**
 * `node:vm`, which is no sandbox according to its own documentation. It also runs in Deno.
 *
 * @module
 */
import { createContext, runInContext } from "node:vm";

/** @type {import("../driver.ts").CreateDriver} */
export function createDriver() {
  return Promise.resolve({ once, open: () => Promise.resolve(open()) });
}

async function once(code, options) {
  return await open().run(code, options);
}

function open() {
  const context = createContext({});
  return {
    run: ({ setup, expression }, { deadlineMs } = {}) =>
      Promise.try(() =>
        runInContext(
          `${setup}\n${expression}`,
          context,
          deadlineMs === undefined ? {} : { timeout: deadlineMs },
        )
      ),
    close: () => Promise.resolve(),
  };
}
