// `fs` as Node's users know it, over backends that each serve a directory: memory_files.js serves all that no other backend
// does. There are no handles and no links; a function that takes a callback returns a promise if it gets none.

import { exists, operations } from "./operations.js";
import { Dirent, Stats } from "./stats.js";
import { constants } from "./trees.js";

/**
 * @typedef {(...args: unknown[]) => unknown} Operation
 *
 * @typedef {Record<string, unknown>} Module
 */

/**
 * Makes the module.
 *
 * @param {(callback: () => void) => void} later Calls a callback in a turn of its own
 */
export function makeFs(later) {
  /** @type {Module} */
  const fs = { constants, Stats, Dirent };
  /** @type {Module} */
  const promises = { constants };
  for (const [name, operate] of Object.entries(operations)) {
    // A cast, as each looks at its arguments by itself.
    publishForms(name, /** @type {Operation} */ (operate), {
      fs,
      promises,
      later,
    });
  }
  publish(fs, "existsSync", exists);
  publish(
    fs,
    "exists",
    /**
     * @param {unknown} path
     * @param {unknown} callback
     */
    (path, callback) => {
      if (typeof callback !== "function") return Promise.resolve(exists(path));
      later(() => callback(exists(path)));
    },
  );
  publish(
    promises,
    "exists",
    /** @param {unknown} path */
    (path) => Promise.resolve(exists(path)),
  );
  fs.promises = promises;
  return { fs, promises };
}

/**
 * Publishes an operation in its three forms.
 *
 * @param {string} name
 * @param {Operation} operate
 * @param {{ fs: Module, promises: Module, later: (callback: () => void) => void }} to
 */
function publishForms(name, operate, { fs, promises, later }) {
  /** @type {(...args: unknown[]) => Promise<unknown>} */
  const promise = (...args) =>
    new Promise((resolve, reject) => {
      // As where there is a disk, what was set before goes off before the promise is settled.
      try {
        const value = operate(...args);
        later(() => resolve(value));
      } catch (error) {
        later(() => reject(error));
      }
    });
  publish(promises, name, promise);
  publish(
    fs,
    `${name}Sync`,
    /** @type {Operation} */ ((...args) => operate(...args)),
  );
  publish(
    fs,
    name,
    /** @type {Operation} */ ((...args) => {
      const callback = args[args.length - 1];
      if (typeof callback !== "function") return promise(...args);
      try {
        const value = operate(...args.slice(0, -1));
        later(() => callback(null, value));
      } catch (error) {
        later(() => callback(error));
      }
    }),
  );
}

/**
 * @param {Module} object
 * @param {string} name
 * @param {object} fn
 */
function publish(object, name, fn) {
  Object.defineProperty(fn, "name", { value: name });
  object[name] = fn;
}
