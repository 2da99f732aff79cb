// deno-lint-ignore-file require-await -- what it throws is to reject the promise
// The part of `fs` that works with descriptors: open files, and standard input and output. An internal module.

import { cpSync, Dir } from "./fs_directories.js";
import { FileHandle } from "./fs_handle.js";
import {
  fstatSync,
  ftruncateSync,
  readFile,
  writeFile,
} from "./fs_by_descriptor.js";
import {
  closeSync,
  DEVICES,
  node,
  openSync,
  readSync,
  useNode,
  writeSync,
} from "./fs_open_files.js";
import { refuse, REFUSED } from "./fs_refused.js";

/**
 * @import { NodeParts } from "./node.d.ts"
 *
 * @typedef {(...args: unknown[]) => unknown} Operation
 */

/** @type {Record<string, (...args: never[]) => unknown>} */
const operations = {
  open: openSync,
  close: closeSync,
  read: readSync,
  write: writeSync,
  fstat: fstatSync,
  ftruncate: ftruncateSync,
  fsync() {},
  fdatasync() {},
  chmod() {},
  fchmod() {},
  lchmod() {},
  chown() {},
  fchown() {},
  lchown() {},
  opendir: (path) => new Dir(path),
  cp: cpSync,
};

/**
 * @param {Record<string, unknown>} object
 * @param {string} name
 * @param {Operation} value
 */
function set(object, name, value) {
  Object.defineProperty(value, "name", { value: name, configurable: true });
  object[name] = value;
}

/**
 * Gives the modules what they lack.
 *
 * @param {Record<string, unknown>} target
 * @param {Record<string, unknown>} promises
 */
function complete(target, promises) {
  const streams = () => node.require("internal/fs_streams");
  set(
    target,
    "createReadStream",
    (path, options) => streams().createReadStream(path, options),
  );
  set(
    target,
    "createWriteStream",
    (path, options) => streams().createWriteStream(path, options),
  );
  /** @type {Record<string, Operation>} */
  const all = { ...operations };
  for (const [name, reason] of Object.entries(REFUSED)) {
    all[name] = refuse(name, reason);
  }
  for (const [name, operate] of Object.entries(all)) {
    set(target, `${name}Sync`, (...args) => operate(...args));
    set(target, name, (...args) => {
      // A watcher has no error to call back with.
      if (name in REFUSED) return operate();
      // A cast, as it is to be the callback.
      const callback = /** @type {Operation} */ (args.pop());
      let error = null;
      /** @type {unknown} */
      let value;
      try {
        value = operate(...args);
      } catch (thrown) {
        error = thrown;
      }
      node.later(() =>
        error ? callback(error) : callback(null, value, args[1])
      );
    });
  }
  target.unwatchFile = () => {};
  for (
    const name of [
      "chmod",
      "chown",
      "lchown",
      "opendir",
      "cp",
      ...Object.keys(REFUSED),
    ]
  ) {
    set(promises, name, async (...args) => all[name](...args));
  }
  set(
    promises,
    "open",
    async (/** @type {Parameters<typeof openSync>} */ ...args) =>
      new FileHandle(openSync(...args)),
  );
}

/** @param {NodeParts} given */
export function make(given) {
  useNode(given);
  return {
    "internal/fs_descriptors": {
      readFile,
      writeFile,
      complete,
      DEVICES,
      FileHandle,
    },
  };
}
